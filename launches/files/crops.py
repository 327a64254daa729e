"""Where a picture is cut for stage, press and square: geometry only, in one place.

The portal and the desk edit it, the quarantine cuts by it, a revision keeps it as one
short text. Positions are percent of the upright picture, so that they hold for every
size of it: a focal point (x, y), and for a shape that was set by hand (left, top, width);
its height follows from the shape. A shape without a cut of its own is the largest that
fits, as near to the focal point as the edges allow.
"""

from dataclasses import dataclass, field

SHAPES = {"stage": (16, 9), "press": (3, 2), "square": (1, 1)}
SIZES = {"stage": (1920, 1080), "press": (1620, 1080), "square": (1080, 1080)}
LEAST = 10.0  # percent of the picture's width: below that it was a slip of the hand
MIDDLE = (50.0, 50.0)
Size = tuple[int, int]
Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels


@dataclass(frozen=True)
class Crops:
    """A focal point, and the cuts that were set by hand: {shape: (left, top, width)}."""

    focus: tuple[float, float] = MIDDLE
    cuts: dict[str, tuple[float, float, float]] = field(default_factory=dict)


def key(crops: Crops) -> str:
    """The one text of these crops: "focus=50,40 stage=0,12.5,100"; "" for the plain middle."""
    if crops == Crops():
        return ""
    parts = [("focus", crops.focus)]
    parts += [(shape, crops.cuts[shape]) for shape in SHAPES if shape in crops.cuts]
    return " ".join(f"{name}={','.join(f'{n:g}' for n in numbers)}" for name, numbers in parts)


def parse(text: str) -> Crops:
    """The crops of a text that `key` gave. Raises ValueError for any other."""
    focus, cuts = MIDDLE, {}
    for part in text.split():
        name, _sign, rest = part.partition("=")
        numbers = tuple(float(one) for one in rest.split(","))
        if name == "focus" and len(numbers) == 2:
            focus = (numbers[0], numbers[1])
        elif name in SHAPES and len(numbers) == 3:
            cuts[name] = (numbers[0], numbers[1], numbers[2])
        else:
            raise ValueError(f"not a crop: {part[:40]}")
    return checked(Crops(focus, cuts))


def checked(crops: Crops) -> Crops:
    """The same to a tenth of a percent. Raises ValueError outside 0 to 100, and for slips."""
    for numbers in (crops.focus, *crops.cuts.values()):
        if not all(0 <= one <= 100 for one in numbers):
            raise ValueError("outside the picture")
    if any(cut[2] < LEAST for cut in crops.cuts.values()):
        raise ValueError("too small")
    return Crops(
        (round(crops.focus[0], 1), round(crops.focus[1], 1)),
        {
            shape: (round(cut[0], 1), round(cut[1], 1), round(cut[2], 1))
            for shape, cut in crops.cuts.items()
        },
    )


def box(crops: Crops, shape: str, size: Size) -> Box:
    """The cut of a shape in a picture of `size` pixels; always inside it, never empty."""
    cut = crops.cuts.get(shape)
    wide, high = largest(size, shape)
    if cut is None:
        left = size[0] * crops.focus[0] / 100 - wide / 2
        top = size[1] * crops.focus[1] / 100 - high / 2
    else:
        part = min(size[0] * cut[2] / 100, wide)
        wide, high = part, part * high / wide
        left, top = size[0] * cut[0] / 100, size[1] * cut[1] / 100
    left = min(max(left, 0), size[0] - wide)
    top = min(max(top, 0), size[1] - high)
    found = round(left), round(top), round(left + wide), round(top + high)
    return found[0], found[1], max(found[2], found[0] + 1), max(found[3], found[1] + 1)


def largest(size: Size, shape: str) -> tuple[float, float]:
    """Width and height in pixels of the largest cut of that shape."""
    across, down = SHAPES[shape]
    wide = min(size[0], size[1] * across / down)
    return wide, wide * down / across


def percent(crops: Crops, shape: str, size: Size) -> tuple[float, float, float]:
    """(left, top, width) of a cut in percent, as an editor shows it, set by hand or not."""
    left, top, right, _bottom = box(crops, shape, size)
    return (
        round(100 * left / size[0], 1),
        round(100 * top / size[1], 1),
        round(100 * (right - left) / size[0], 1),
    )

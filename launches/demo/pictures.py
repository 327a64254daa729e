"""Key visuals for launches without a picture: drawn, not photographed, one for each name.

Each is a field of the theme's colours with one figure out of five, chosen and turned
by the launch's id, so that a wall of them looks like one hand's work. The names are
set in the right script. Knows no database: it runs in a pool of processes.
"""

import math
import random
from functools import cache
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageOps

from launches import fonts
from launches.demo.reader import DATA, Row

SIZE = (1920, 1080)
SMALL = (64, 36)
TWICE = (SIZE[0] * 2, SIZE[1] * 2)
MARGIN = 118
INK = "#ffffff"
# (ground, light, spark) of each theme
COLOURS = {
    1: ("#3b0a24", "#d12b77", "#ffc2da"),
    2: ("#3a1604", "#d9661f", "#ffd9b8"),
    3: ("#07260f", "#2c8f47", "#cdf5d2"),
    4: ("#0b1730", "#4469b8", "#cfdcff"),
    5: ("#1b0d42", "#6f45d6", "#dccfff"),
    6: ("#2b2003", "#b58a12", "#fff0b8"),
    7: ("#02222b", "#058aa5", "#bdf1fb"),
}
PHOTOS = {
    "Satellites and space": [
        "night-east-asia",
        "night-europe",
        "night-middle-east",
        "night-south-asia",
        "day-africa",
        "day-amazon",
        "day-australia",
        "day-central-asia",
        "world-night",
        "night-north-america",
    ],
}
CREDIT = "Picture: NASA"
OWN = "Key visual: Unveil Forum"


def art(row: Row, hue: int) -> tuple[Image.Image, str]:
    """The picture without words, and its credit."""
    dice = random.Random(row.id)  # noqa: S311 -- the same picture each time, not a secret
    names = PHOTOS.get(row.category, [])
    if names and dice.random() < 0.5:
        return _photo(dice.choice(names), hue), CREDIT
    ground = _ground(dice, hue)
    figure = FIGURES[dice.randrange(len(FIGURES))]
    mask = Image.new("L", TWICE, 0)
    figure(ImageDraw.Draw(mask), dice)
    mask = ImageChops.multiply(mask.reduce(2), _fade())
    _light, spark = COLOURS[hue][1:]
    ground.paste(spark, (0, 0, *SIZE), mask=mask)
    return ground, OWN


def titled(image: Image.Image, row: Row) -> Image.Image:
    """The same picture with the names on it, for press and cards."""
    image = image.copy()
    image.paste("#050609", (0, 0, *SIZE), mask=_shade())
    draw = ImageDraw.Draw(image)
    place = 330 if row.product_native else 390
    place = _block(draw, row.product, place, sizes=(148, 116, 92, 74), bold=True)
    if row.product_native and row.product_native != row.product:
        place = _block(draw, row.product_native, place + 26, sizes=(76, 60, 48), bold=True)
    native = row.company_native if fonts.covers(row.company_native) else ""
    joined = bool(native) and not fonts.is_rtl(native) and len(row.company) < 30
    company = f"{row.company}   {native}" if joined else row.company
    place = _block(draw, company, place + 40, sizes=(46, 38, 32), bold=False)
    if native and not joined:
        _block(draw, native, place + 12, sizes=(46, 38), bold=False)
    return image


@cache
def _fade() -> Image.Image:
    """What a figure keeps of its strength: little behind the names, all of it at the right."""
    slope = Image.linear_gradient("L").rotate(90)
    steep = slope.point(lambda value: max(0, min(255, int((value - 66) * 2.6))))
    return steep.resize(SIZE, Image.Resampling.BILINEAR)


@cache
def _shade() -> Image.Image:
    """Darker towards the margin where the names stand."""
    slope = Image.linear_gradient("L").rotate(-90).point(lambda value: int(value * 0.62))
    return slope.resize(SIZE, Image.Resampling.BILINEAR)


def _photo(name: str, hue: int) -> Image.Image:
    with Image.open(DATA / "photos" / f"{name}.jpg") as photo:
        image = ImageOps.fit(photo.convert("RGB"), SIZE, Image.Resampling.BICUBIC)
    tint = Image.new("RGB", SIZE, COLOURS[hue][0])
    return Image.blend(image, tint, 0.22)


def _ground(dice: random.Random, hue: int) -> Image.Image:
    """A soft field of two colours, from a few pixels enlarged."""
    dark, light, _spark = (_rgb(colour) for colour in COLOURS[hue])
    small = Image.new("RGB", SMALL)
    x0, y0 = dice.uniform(0.45, 1.05), dice.uniform(-0.1, 0.9)
    x1, y1 = dice.uniform(0.3, 1.0), dice.uniform(0.4, 1.1)
    pixels = []
    for y in range(SMALL[1]):
        for x in range(SMALL[0]):
            u, v = x / SMALL[0], y / SMALL[1]
            near = math.exp(-(((u - x0) * 1.6) ** 2 + (v - y0) ** 2) * 3.2)
            far = math.exp(-(((u - x1) * 1.6) ** 2 + (v - y1) ** 2) * 9) * 0.5
            share = min(1.0, near + far)
            pixels.append(tuple(int(a + (b - a) * share) for a, b in zip(dark, light, strict=True)))
    small.putdata(pixels)
    middle = small.resize((SIZE[0] // 4, SIZE[1] // 4), Image.Resampling.BICUBIC)
    return middle.resize(SIZE, Image.Resampling.BILINEAR)


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))  # type: ignore[return-value]


def _rings(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y = dice.randint(2600, 3700), dice.randint(100, 2060)
    for number in range(14):
        radius = 150 + number * dice.randint(95, 120)
        start = dice.randint(0, 360)
        strength = max(14, 200 - number * 14)
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.arc(box, start, start + dice.randint(120, 330), fill=strength, width=10)
    draw.ellipse((x - 60, y - 60, x + 60, y + 60), fill=235)


def _waves(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    phase, tall = dice.uniform(0, 6.28), dice.randint(180, 420)
    for number in range(26):
        level = 250 + number * 70
        points = [
            (
                x,
                level
                + tall
                * math.sin(x / 620 + phase + number * 0.11)
                * math.sin(x / 1900 + number * 0.05),
            )
            for x in range(1100, 3900, 24)
        ]
        draw.line(points, fill=max(18, 190 - number * 6), width=7, joint="curve")


def _dots(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x0, y0, turn = dice.uniform(0.5, 1.0), dice.uniform(0.1, 0.9), dice.uniform(0.5, 1.4)
    for row in range(24):
        for column in range(40):
            x, y = column * 98 + 40, row * 92 + 30
            u, v = x / TWICE[0], y / TWICE[1]
            near = math.exp(-(((u - x0) * 1.8) ** 2 + ((v - y0) * turn) ** 2) * 6)
            radius = 34 * near
            if radius > 2.5:
                draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(230 * near))


def _beams(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    x, y = dice.randint(2500, 4200), dice.choice([-300, 2460])
    for number in range(18):
        angle = math.radians(dice.uniform(20, 160) * (1 if y < 0 else -1))
        wide = math.radians(dice.uniform(0.25, 2.4))
        ends = [
            (x + 5200 * math.cos(angle + turn), y + 5200 * math.sin(angle + turn))
            for turn in (-wide, wide)
        ]
        draw.polygon([(x, y), *ends], fill=20 + (number * 37) % 120)


def _blocks(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    step = 216
    for row in range(10):
        for column in range(9, 18):
            if dice.random() < 0.42:
                x, y = column * step, row * step
                turn = dice.choice([0, 90, 180, 270])
                box = (x - step, y - step, x + step, y + step)
                draw.pieslice(box, turn, turn + 90, fill=dice.randint(24, 170))


FIGURES = [_rings, _waves, _dots, _beams, _blocks]


def _block(
    draw: ImageDraw.ImageDraw, text: str, place: int, *, sizes: tuple[int, ...], bold: bool
) -> int:
    """Set a text at the margin in the largest size that fits two lines; where it ends."""
    if not fonts.covers(text):
        return place
    most = 1180
    for size in sizes:
        font = fonts.font_for(text, size, bold)
        lines = _lines(text, font, most)
        if len(lines) <= 2:
            break
    language = fonts.language_for(text)
    more: dict[str, Any] = {"language": language} if language else {}
    if fonts.is_rtl(text):
        more["direction"] = "rtl"
    for line in _balanced(text, font, most, lines)[:3]:
        # On the baseline: the fonts of the scripts disagree about where a line begins.
        draw.text(
            (MARGIN, place + int(size * 0.97)), line, font=font, fill=INK, anchor="ls", **more
        )
        place += int(size * 1.16)
    return place + (int(size * 0.22) if more.get("direction") else 0)


def _balanced(text: str, font: Any, most: int, lines: list[str]) -> list[str]:
    """The same number of lines, as even as they can be: no word or sign left alone."""
    if len(lines) == 1:
        return lines
    for narrower in range(most - 20, most // 3, -20):
        tried = _lines(text, font, narrower)
        if len(tried) > len(lines) or max(map(font.getlength, tried)) > narrower:
            break
        lines = tried
    return lines


def _lines(text: str, font: Any, most: int) -> list[str]:
    """Broken at spaces; where there are none (Chinese, Japanese) between signs."""
    words = text.split(" ") if " " in text else list(text) if not text.isascii() else [text]
    joint = " " if " " in text else ""
    lines = [words[0]]
    for word in words[1:]:
        longer = lines[-1] + joint + word
        if font.getlength(longer) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""What checking and rendering a 12-megapixel JPEG costs, beside the least it could cost.

The least: one decode at reduced scale and three resizes. Ours: the check, that decode,
four cuts, the cleaned original, and encoding nine files. All rounds are taken in turn, so
that a busy machine slows both alike. Clock time gains from the second core and suffers
from neighbours; processor time (all threads) does neither, so both ratios are shown, and
the aim is held against the clock. The encoding makes the difference, the AVIF most of all
(decision 9).
Starting the quarantine's process is not in it.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from launches.files import images

ROUNDS = 7
PHOTO = Path(__file__).parent.parent / "launches/demo/data/photos/world-day.jpg"


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "large.jpg"
        with Image.open(PHOTO) as photo:
            photo.convert("RGB").resize((4000, 3000)).save(source, quality=90)
        least, ours, bare = in_turn(
            lambda: plain(source), lambda: render(source), lambda: cut(source)
        )
    return [
        ("12 MP: scaled decode and three resizes", f"{least[0] * 1000:.0f} ms", ""),
        ("12 MP: checked and rendered", f"{ours[0] * 1000:.0f} ms", ""),
        ("12 MP: ratio", f"{ours[0] / least[0]:.2f}", "at most 3"),
        ("12 MP: ratio in processor time", f"{ours[1] / least[1]:.2f}", ""),
        ("12 MP: the same before encoding", f"{bare[1] / least[1]:.2f}", ""),
    ]


def in_turn(*acts: Callable[[], object]) -> list[tuple[float, float]]:
    """Median (clock, processor) seconds of each, one round of all after another."""
    rounds = [[timed(act) for act in acts] for _round in range(ROUNDS)]
    return [
        (statistics.median(row[0] for row in rows), statistics.median(row[1] for row in rows))
        for rows in zip(*rounds, strict=True)
    ]


def timed(act: Callable[[], object]) -> tuple[float, float]:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - clock, time.process_time() - processor


def plain(source: Path) -> None:
    with Image.open(source) as image:
        image.draft("RGB", images.STAGE)
        image.load()
        for size in ((1920, 1440), (1600, 1200), (640, 480)):
            image.resize(size)


def render(source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        images.render(source, Path(folder), kind="jpeg", bounds={"contained": False})


def cut(source: Path) -> None:
    image = images.opened(source, "jpeg")
    images.reduce(image, image.size)
    image.load()
    images.cuts_of(image, transparent=False)


if __name__ == "__main__":
    for row in run():
        print("{:45}{:>12}  {}".format(*row))

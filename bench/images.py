"""What checking and rendering a 12-megapixel JPEG costs, beside the least it could cost.

The least: one decode at reduced scale and three resizes. Ours: the check, that decode,
four cuts in three formats, and the cleaned original; then the same in the quarantine's
own process.
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
        least = median(lambda: plain(source))
        ours = median(lambda: render(source))
    return [
        ("12 MP: scaled decode and three resizes", f"{least * 1000:.0f} ms", ""),
        ("12 MP: checked and rendered", f"{ours * 1000:.0f} ms", ""),
        ("12 MP: ratio", f"{ours / least:.2f}", "at most 3"),
    ]


def median(act: Callable[[], object]) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def plain(source: Path) -> None:
    with Image.open(source) as image:
        image.draft("RGB", images.STAGE)
        image.load()
        for size in ((1920, 1440), (1600, 1200), (640, 480)):
            image.resize(size)


def render(source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        images.render(source, Path(folder), kind="jpeg", transparent=False)


if __name__ == "__main__":
    for row in run():
        print("{:45}{:>12}  {}".format(*row))

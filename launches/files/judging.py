"""What was found against what is wanted. Pure, and the same for every kind of file."""

from collections.abc import Mapping
from typing import Any

from launches.files.refused import Refused


def judge(found: Mapping[str, Any], bounds: Mapping[str, Any]) -> None:
    """Raise Refused for the first bound that is not kept, with both numbers.

    `found` names width and height in pixels, alpha, seconds, pages, loose_fonts as far
    as they are known; a bound of 0, "" or False bounds nothing, and so does one about
    what a file of this kind does not have.
    """
    _size(found, bounds)
    _shape(found, bounds)
    if bounds.get("alpha") and found.get("alpha") is False:
        raise Refused("opaque")
    seconds, pages = found.get("seconds"), found.get("pages")
    if seconds and bounds.get("most_seconds") and seconds > bounds["most_seconds"] + 0.5:
        raise Refused("too_long", seconds=seconds, limit=bounds["most_seconds"])
    if pages and bounds.get("most_pages") and pages > bounds["most_pages"]:
        raise Refused("too_many_pages", pages=pages, limit=bounds["most_pages"])
    if bounds.get("fonts") and found.get("loose_fonts"):
        raise Refused("loose_fonts", names=", ".join(found["loose_fonts"][:5]))


def _size(found: Mapping[str, Any], bounds: Mapping[str, Any]) -> None:
    width, height = found.get("width"), found.get("height")
    if not width or not height:
        return
    if width < bounds.get("least_width", 0) or height < bounds.get("least_height", 0):
        raise Refused("too_small", width=width, height=height)


def _shape(found: Mapping[str, Any], bounds: Mapping[str, Any]) -> None:
    width, height, aspect = found.get("width"), found.get("height"), bounds.get("aspect")
    if not (width and height and aspect):
        return
    across, down = (int(part) for part in aspect.split(":"))
    off = abs(width * down / (height * across) - 1) * 100
    if off > bounds.get("tolerance", 0):
        raise Refused("shape", width=width, height=height, off=round(off, 1), aspect=aspect)

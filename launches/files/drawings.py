"""Checking an SVG: shapes and text are kept, and drawn as a picture for readers.

Runs inside the quarantine's process. The drawing itself is offered for saving only; what
pages and screens show are renditions, so that no drawing is ever run by a browser.
"""

import io
from pathlib import Path
from typing import Any

from launches.files import images
from launches.files.judging import judge
from launches.files.refused import Refused

WIDE = 1600  # points and pixels of the picture that is drawn of it
PAGE = (
    "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
    f'#image("original.svg", width: {WIDE}pt)'
)


def check_svg(source: Path, folder: Path, bounds: dict[str, Any]) -> dict[str, Any]:
    """Scripts, links to elsewhere and foreign parts are cut out. Raises Refused."""
    from py_svg_hush import filter_svg

    data = source.read_bytes()
    if b"<!ENTITY" in data.upper():
        raise Refused("active", name="ENTITY")
    try:
        clean = filter_svg(data, {})
    except ValueError as error:
        raise Refused("broken", detail="svg") from error
    if b"<svg" not in clean:
        raise Refused("broken", detail="svg")
    (folder / "original.svg").write_bytes(clean)
    verdict = {"content_type": "image/svg+xml", "original": "original.svg", "renditions": []}
    if not bounds:
        return verdict
    picture = _drawn(folder)
    alpha = picture.getchannel("A").getextrema()[0] < 255
    judge({"alpha": alpha}, bounds)
    cuts = images.cuts_of(picture, transparent=True)
    facts = {"alpha": True} if alpha else {"opaque": True}
    return {**verdict, "facts": facts, "renditions": images.write(folder, cuts)}


def _drawn(folder: Path) -> Any:
    """The drawing as RGBA, WIDE pixels across. Typst's renderer reads no other file for it."""
    import typst
    from PIL import Image

    (folder / "page.typ").write_text(PAGE)
    try:
        png = typst.compile(
            folder / "page.typ",
            format="png",
            ppi=72.0,
            root=folder,
            font_paths=[],
            ignore_system_fonts=True,
        )
    except Exception as error:  # a drawing that cannot be drawn, for whatever reason
        raise Refused("broken", detail="svg") from error
    if isinstance(png, list):
        png = png[0]
    with Image.open(io.BytesIO(png), formats=["PNG"]) as image:
        if image.width * image.height > 16_000_000:
            raise Refused("broken", detail="svg")
        return image.convert("RGBA")

"""Checking a PDF. Runs inside the quarantine's process."""

import io
from pathlib import Path
from typing import Any

from launches.files import images, jpeg
from launches.files.judging import judge
from launches.files.limits import MOST_PAGES
from launches.files.refused import Refused

# Names that make a PDF act by itself, wherever they stand (ISO 32000-2, 12.6).
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA"}
ATTACHED = {"/EmbeddedFiles", "/EF"}  # the stream itself need not say its /Type
TELLING = ("/Metadata", "/PieceInfo")  # XMP and what programs leave for themselves
MOST_OBJECTS = 200_000
SIMPLE = {"/Type1", "/MMType1", "/TrueType", "/CIDFontType0", "/CIDFontType2"}
FILES = {"/FontFile", "/FontFile2", "/FontFile3"}
COVER = 1200  # pixels of the longer side of the first page's picture


def check_pdf(source: Path, folder: Path, bounds: dict[str, Any]) -> dict[str, Any]:
    """Refuse what acts, hides or is encrypted; rewrite the rest without metadata.

    Objects are read out of object streams by the parser; bytes are not searched. Its
    first page becomes a picture, unless there are no `bounds`. Raises Refused.
    """
    import pikepdf

    try:
        with pikepdf.open(source) as pdf:
            if pdf.is_encrypted:
                raise Refused("encrypted")
            pages = len(pdf.pages)
            if not pages:
                raise Refused("no_pages")
            if pages > MOST_PAGES:
                raise Refused("too_many_pages", pages=pages, limit=MOST_PAGES)
            _refuse_active(pdf)
            fonts, loose = _fonts(pdf)
            judge({"pages": pages, "loose_fonts": loose}, bounds)
            _strip(pdf)
            out = io.BytesIO()
            pdf.save(out, linearize=True)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except pikepdf.PdfError as error:
        raise Refused("broken", detail=type(error).__name__) from error
    (folder / "original.pdf").write_bytes(out.getbuffer())
    first = _drawn(folder / "original.pdf")
    return {
        "pages": pages,
        "content_type": "application/pdf",
        "original": "original.pdf",
        "facts": {"fonts": fonts, "loose_fonts": loose[:20]},
        "renditions": images.write(folder, images.covers_of(first)) if bounds else [],
    }


def _fonts(pdf) -> tuple[int, list[str]]:
    """(how many fonts, the names of those that are not inside); Type 3 always is.

    A composite font counts by its descendant (ISO 32000-2, 9.7), which holds the file.
    """
    import pikepdf

    total, loose = 0, set()
    for item in pdf.objects:
        for part in _dictionaries(item, pikepdf, depth=0):
            if part.get("/Type") != pikepdf.Name("/Font") or part.get("/Subtype") not in SIMPLE:
                continue
            total += 1
            told = part.get("/FontDescriptor")
            if not isinstance(told, pikepdf.Dictionary) or not set(told.keys()) & FILES:
                loose.add(str(part.get("/BaseFont", "/?"))[1:].split("+")[-1][:60])
    return total, sorted(loose)


def _refuse_active(pdf) -> None:
    import pikepdf

    for number, item in enumerate(pdf.objects):
        if number > MOST_OBJECTS:
            raise Refused("too_many_objects", limit=MOST_OBJECTS)
        for part in _dictionaries(item, pikepdf, depth=0):
            names = set(part.keys())
            if found := names & ACTIVE:
                raise Refused("active", name=sorted(found)[0][1:])
            if part.get("/S") in {pikepdf.Name(name) for name in ACTIVE}:
                raise Refused("active", name=str(part["/S"])[1:])
            if names & ATTACHED or part.get("/Type") == pikepdf.Name("/EmbeddedFile"):
                raise Refused("embedded")


def _dictionaries(item, pikepdf, depth: int):
    """The dictionaries within one indirect object, direct ones included."""
    if depth > 20:
        raise Refused("broken", detail="depth")
    if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        yield item
        values = [item[key] for key in item.keys()]  # noqa: SIM118
    elif isinstance(item, pikepdf.Array):
        values = list(item)
    else:
        return
    for value in values:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            yield from _dictionaries(value, pikepdf, depth + 1)


def _strip(pdf) -> None:
    """Whose, when and where: out of the catalogue, of every object, and of the photos."""
    import pikepdf

    for item in pdf.objects:
        for part in _dictionaries(item, pikepdf, depth=0):
            for name in TELLING:
                if name in part:
                    del part[name]
        if isinstance(item, pikepdf.Stream) and item.get("/Filter") in _photo(pikepdf):
            _strip_photo(item, pikepdf)
    for name in ("/Metadata", "/AA", "/OpenAction"):
        if name in pdf.Root:
            del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _photo(pikepdf) -> list:
    """The two ways to say that a stream is a JPEG."""
    return [pikepdf.Name.DCTDecode, pikepdf.Array([pikepdf.Name.DCTDecode])]


def _strip_photo(item, pikepdf) -> None:
    try:
        clean = jpeg.stripped(item.read_raw_bytes(), orientation=1)
    except Refused:
        return  # not drawable as it is; what draws it decides, not we
    parameters = item.get("/DecodeParms")
    item.write(clean, filter=pikepdf.Name.DCTDecode, decode_parms=parameters)


def _drawn(path: Path) -> Any:
    """Its first page as a picture: a real renderer must be able to draw it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        scale = min(4.0, COVER / max(*page.get_size(), 1))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        document.close()
    except pypdfium2.PdfiumError as error:
        raise Refused("broken", detail="page 1") from error
    return picture

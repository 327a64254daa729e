"""Checking a PDF and an SVG. Runs inside the quarantine's process."""

import io
from pathlib import Path

from launches.files import jpeg
from launches.files.limits import MOST_PAGES
from launches.files.refused import Refused

# Names that make a PDF act by itself, wherever they stand (ISO 32000-2, 12.6).
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/SubmitForm", "/ImportData", "/RichMedia", "/XFA"}
ATTACHED = {"/EmbeddedFiles", "/EF"}  # the stream itself need not say its /Type
TELLING = ("/Metadata", "/PieceInfo")  # XMP and what programs leave for themselves
MOST_OBJECTS = 200_000


def check_pdf(source: Path, folder: Path) -> dict:
    """Refuse what acts, hides or is encrypted; rewrite the rest without metadata.

    Objects are read out of object streams by the parser; bytes are not searched.
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
            _strip(pdf)
            out = io.BytesIO()
            pdf.save(out, linearize=True)
    except pikepdf.PasswordError as error:
        raise Refused("encrypted") from error
    except pikepdf.PdfError as error:
        raise Refused("broken", detail=type(error).__name__) from error
    (folder / "original.pdf").write_bytes(out.getbuffer())
    _draw(folder / "original.pdf")
    return {
        "pages": pages,
        "content_type": "application/pdf",
        "original": "original.pdf",
        "renditions": [],
    }


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


def _draw(path: Path) -> None:
    """Its first page must be drawable by a real renderer."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        document[0].render(scale=0.2)
        document.close()
    except pypdfium2.PdfiumError as error:
        raise Refused("broken", detail="page 1") from error


def check_svg(source: Path, folder: Path) -> dict:
    """Keep shapes and text; scripts, links to elsewhere and foreign parts are cut out."""
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
    return {"content_type": "image/svg+xml", "original": "original.svg", "renditions": []}

"""Checking a PPTX or DOCX: no macros, no objects, nothing fetched from elsewhere.

Runs inside the quarantine's process. Sources: ECMA-376 part 2 (packages, content types,
relationships). Parts are read with expat, which stops at any document type; the package
is written anew without who wrote it, when and where.
"""

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any
from xml.parsers import expat

from launches.files import images, jpeg
from launches.files.archives import copied, opened, shown
from launches.files.judging import judge
from launches.files.refused import Refused

FORMAT = "application/vnd.openxmlformats-officedocument."
MAINS = {
    f"{FORMAT}presentationml.presentation.main+xml": "pptx",
    f"{FORMAT}wordprocessingml.document.main+xml": "docx",
    f"{FORMAT}spreadsheetml.sheet.main+xml": "xlsx",
}
TYPES = {
    "pptx": f"{FORMAT}presentationml.presentation",
    "docx": f"{FORMAT}wordprocessingml.document",
}
MACROS = re.compile(r"macroEnabled|vbaProject|ms-office\.activeX", re.I)
ACTING = re.compile(r"(vbaProject|vbaData|oleObject\d*\.bin|(^|/)activeX/|\.exe$|\.dll$)", re.I)
OBJECTS = re.compile(r"(^|/)embeddings/(?!.*\.xlsx$)", re.I)
WORKBOOKS = re.compile(r"(^|/)embeddings/.*\.xlsx$", re.I)  # the numbers behind a chart
COMMENTS = re.compile(r"(^|/)comments?([/\d].*|)\.xml$|(^|/)comments/", re.I)
SLIDES = re.compile(r"^ppt/slides/slide\d+\.xml$")
PHOTOS = re.compile(r"\.jpe?g$", re.I)
LINKED = re.compile(r"^(https?|mailto):", re.I)
FIELDS = re.compile(r"^\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.I)
MOST_XML = 60_000_000
MOST_WORKBOOK = 30_000_000
PROPS = "http://schemas.openxmlformats.org/officeDocument/2006/"
EMPTY = {
    "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package'
    '/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{PROPS}extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{PROPS}custom-properties"/>',
}


def kind_of(archive: zipfile.ZipFile) -> str:
    """ "pptx", "docx" or "xlsx" by what the package says of its main part; "" for no package.

    Raises Refused for one that says macros.
    """
    if "[Content_Types].xml" not in archive.namelist():
        return ""
    told: list[str] = []
    read_xml(
        archive,
        "[Content_Types].xml",
        lambda _name, attributes: told.append(attributes.get("ContentType", "")),
    )
    if any(MACROS.search(one) for one in told):
        raise Refused("active", name="VBA")
    return next((MAINS[one] for one in told if one in MAINS), "")


def check(
    kind: str, archive: zipfile.ZipFile, folder: Path, bounds: dict[str, Any]
) -> dict[str, Any]:
    """Refuse what acts or points elsewhere; pack the rest anew. Raises Refused."""
    names = archive.namelist()
    facts: dict[str, Any] = {}
    _refuse_active(archive, names)
    if any(COMMENTS.search(name) for name in names):
        facts["comments"] = True
    pages = sum(1 for name in names if SLIDES.match(name)) if kind == "pptx" else None
    judge({"pages": pages}, bounds)
    cover = _cover(archive, folder) if bounds else None
    _pack(archive, folder / f"original.{kind}")
    return {
        "content_type": TYPES[kind],
        "original": f"original.{kind}",
        "pages": pages,
        "facts": facts,
        "renditions": images.write(folder, images.covers_of(cover)) if cover else [],
    }


def _refuse_active(archive: zipfile.ZipFile, names: list[str], *, depth: int = 0) -> None:
    for name in names:
        if ACTING.search(name):
            raise Refused("active", name=shown(name.rsplit("/", 1)[-1]))
        if OBJECTS.search(name):
            raise Refused("embedded_object", name=shown(name.rsplit("/", 1)[-1]))
        if WORKBOOKS.search(name):
            _check_workbook(archive, name, depth)
        elif name.endswith(".rels"):
            read_xml(archive, name, _refuse_elsewhere)
        elif name.endswith(".xml"):
            read_xml(archive, name, _refuse_field, words=True)


def _check_workbook(archive: zipfile.ZipFile, name: str, depth: int) -> None:
    info = archive.getinfo(name)
    if depth or info.file_size > MOST_WORKBOOK:
        raise Refused("nested")
    with opened(io.BytesIO(archive.read(info))) as inner:
        if kind_of(inner) != "xlsx":
            raise Refused("embedded_object", name=shown(name.rsplit("/", 1)[-1]))
        _refuse_active(inner, inner.namelist(), depth=depth + 1)


def _refuse_elsewhere(tag: str, attributes: dict[str, str]) -> None:
    """A relationship may leave the package only as a link that somebody clicks."""
    if tag != "Relationship":
        return
    sort = attributes.get("Type", "").rsplit("/", 1)[-1]
    if sort == "aFChunk":
        raise Refused("embedded_object", name=shown(attributes.get("Target", "")))
    if attributes.get("TargetMode", "") != "External":
        return
    target = attributes.get("Target", "")
    if sort != "hyperlink" or not LINKED.match(target):
        raise Refused("external", name=shown(target))


def _refuse_field(tag: str, attributes: dict[str, str]) -> None:
    for told in (attributes.get("instr", ""), attributes.get("#text", "")):
        if FIELDS.match(told):
            raise Refused("active", name=told.split()[0][:20])


def read_xml(archive: zipfile.ZipFile, name: str, see: Any, *, words: bool = False) -> None:
    """Tell `see` each element as (local name, attributes by local name).

    With `words`, the text of field instructions comes as attribute "#text". Raises
    Refused for XML that is damaged, too large or has a document type.
    """
    info = archive.getinfo(name)
    if info.file_size > MOST_XML:
        raise Refused("too_heavy")
    reader = expat.ParserCreate(namespace_separator=" ")
    inside: list[str] = []

    def begun(tag: str, attributes: dict[str, str]) -> None:
        plain = {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()}
        see(tag.rsplit(" ", 1)[-1], plain)
        inside.clear()

    def said(text: str) -> None:
        if sum(map(len, inside)) < 200:
            inside.append(text)

    def ended(tag: str) -> None:
        if tag.endswith(" instrText"):
            see("instrText", {"#text": "".join(inside)})
        inside.clear()

    def typed(*_args: Any) -> None:
        raise Refused("active", name="DOCTYPE")

    reader.StartElementHandler, reader.StartDoctypeDeclHandler = begun, typed
    if words:
        reader.CharacterDataHandler, reader.EndElementHandler = said, ended
    try:
        with archive.open(info) as file:
            reader.ParseFile(file)
    except (expat.ExpatError, zipfile.BadZipFile, EOFError) as error:
        raise Refused("broken", detail=shown(name)) from error


def _cover(archive: zipfile.ZipFile, folder: Path) -> Any:
    """The preview that the program left inside, if there is one that can be read."""
    name = next((one for one in archive.namelist() if one == "docProps/thumbnail.jpeg"), None)
    if name is None:
        return None
    try:
        copied(archive, archive.getinfo(name), folder / "thumbnail")
        image = images.opened(folder / "thumbnail", "jpeg")
        image.load()
        return image.convert("RGB")
    except (Refused, OSError, SyntaxError, ValueError):
        return None  # a preview is no reason to turn a deck away


def _pack(archive: zipfile.ZipFile, target: Path) -> None:
    """The same parts, dated 1980, without properties, photos without their places."""
    with zipfile.ZipFile(target, "w") as package:
        for member in archive.infolist():
            if member.is_dir():
                continue
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = member.compress_type and zipfile.ZIP_DEFLATED
            if member.filename in EMPTY:
                head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
                package.writestr(entry, head + EMPTY[member.filename])
            elif PHOTOS.search(member.filename):
                package.writestr(entry, _photo(archive.read(member)))
            else:
                with archive.open(member) as part, package.open(entry, "w") as packed:
                    shutil.copyfileobj(part, packed, 1 << 18)


def _photo(data: bytes) -> bytes:
    try:
        return jpeg.stripped(data, orientation=1)
    except Refused:
        return data  # not a picture that could tell anything

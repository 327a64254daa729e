"""Checking a ZIP: first its directory against limits, then each member by its own kind.

Runs inside the quarantine's process. Nothing is unpacked under a name of the archive's;
members are opened one after the other as one file of ours, cleaned like an upload of
their kind, and packed anew, so that no metadata and no trailing bytes travel along.
"""

import re
import shutil
import stat
import zipfile
from pathlib import Path
from typing import Any

from launches.files.limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED, RATIO_FROM
from launches.files.refused import Refused
from launches.files.sniff import sniff

MEMBERS = (
    *("jpeg", "png", "webp", "avif", "heic", "svg", "pdf", "mp4", "mov", "webm"),
    *("pptx", "docx", "text"),
)
TEXTS = (".txt", ".md", ".csv", ".srt", ".vtt", ".json")
MOST_TEXT = 5_000_000
JUNK = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$")
PACKED = {"svg", "text", "pdf"}  # what deflate still makes smaller


def check(source: Path, folder: Path, bounds: dict[str, Any]) -> dict[str, Any]:
    """An Office file or a kit, whichever it is and is wanted. Raises Refused."""
    from launches.files import office

    with opened(source) as archive:
        kind = office.kind_of(archive) or "zip"
        wanted = bounds.get("kinds")
        if wanted and kind not in wanted:
            raise Refused("kind", kind=kind)
        if kind == "zip":
            return _check_kit(archive, folder)
        return office.check(kind, archive, folder, bounds)


def opened(source: Any) -> zipfile.ZipFile:
    """The archive, its directory within limits. Raises Refused."""
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise Refused("broken", detail="zip") from error
    try:
        _check_directory(archive.infolist())
    except BaseException:
        archive.close()
        raise
    return archive


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise Refused("empty_zip")
    if len(members) > MOST_MEMBERS:
        raise Refused("too_many_members", members=len(members), limit=MOST_MEMBERS)
    total = sum(one.file_size for one in members)
    if total > MOST_UNPACKED:
        raise Refused("bomb", unpacked=total, limit=MOST_UNPACKED)
    seen = set()
    for one in members:
        if one.flag_bits & 1:
            raise Refused("locked_zip", name=shown(one.filename))
        if one.file_size > RATIO_FROM and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise Refused("bomb", unpacked=one.file_size, limit=one.compress_size * MOST_RATIO)
        if not is_inside(one):
            raise Refused("outside", name=shown(one.filename))
        folded = one.filename.casefold()
        if folded in seen:
            raise Refused("twice", name=shown(one.filename))
        seen.add(folded)


def is_inside(member: zipfile.ZipInfo) -> bool:
    """Whether its name stays within the folder it is unpacked into, and is no link."""
    name = member.orig_filename
    if stat.S_ISLNK(member.external_attr >> 16) or not name or len(name) > 400:
        return False
    if "\\" in name or ":" in name or name.startswith("/") or not name.isprintable():
        return False
    parts = name.rstrip("/").split("/")
    return all(part not in ("", ".", "..") for part in parts)


def shown(name: str) -> str:
    """A member's name as it can be told."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)[:120]


def copied(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """One member into a file of ours; a false size or checksum is damage."""
    try:
        with archive.open(member) as packed, open(target, "wb") as file:
            shutil.copyfileobj(packed, file, 1 << 18)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise Refused("broken", detail=shown(member.filename)) from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refused("broken", detail=shown(member.filename)) from error
        raise


def _check_kit(archive: zipfile.ZipFile, folder: Path) -> dict[str, Any]:
    listed, dropped = [], []
    names: set[str] = set()
    with zipfile.ZipFile(folder / "original.zip", "w") as kit:
        for member in archive.infolist():
            if member.is_dir():
                continue
            if JUNK.search(member.filename):
                dropped.append(shown(member.filename))
                continue
            listed.append(_take(archive, member, folder, kit, names))
    if not listed:
        raise Refused("empty_zip")
    return {
        "content_type": "application/zip",
        "original": "original.zip",
        "facts": {"members": listed, "dropped": dropped[:20]},
        "renditions": [],
    }


def _take(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    folder: Path,
    kit: zipfile.ZipFile,
    names: set[str],
) -> dict[str, Any]:
    """Check one member as an upload of its kind; {"name", "kind", "bytes"} as it is packed."""
    room = folder / "member"
    room.mkdir()
    try:
        copied(archive, member, room / "upload")
        kind = _kind(room / "upload", member.filename)
        clean = _cleaned(kind, room)
        name = _free_name(member.filename, clean.suffix if kind != "text" else "", names)
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = zipfile.ZIP_DEFLATED if kind in PACKED else zipfile.ZIP_STORED
        entry.external_attr = 0o644 << 16
        with open(clean, "rb") as file, kit.open(entry, "w", force_zip64=True) as packed:
            shutil.copyfileobj(file, packed, 1 << 18)
        return {"name": name, "kind": kind, "bytes": clean.stat().st_size}
    except Refused as refused:
        inner = {"code": refused.code, "found": refused.found}
        raise Refused("member", name=shown(member.filename), inner=inner) from refused
    finally:
        shutil.rmtree(room)


def _cleaned(kind: str, room: Path) -> Path:
    """The member's cleaned file. Raises Refused."""
    from launches.files.inspect import check as check_upload

    if kind == "text":
        return room / "upload"
    inner = "zip" if kind in ("pptx", "docx") else kind
    verdict = check_upload(inner, room / "upload", room, {})
    return room / verdict["original"]


def _kind(path: Path, name: str) -> str:
    """What a member is; archives within archives and what nobody should open are refused."""
    from launches.files import office

    with open(path, "rb") as file:
        kind = sniff(file.read(4096))
    if kind == "zip":
        with opened(path) as archive:
            kind = office.kind_of(archive) or "zip"
        if kind == "zip":
            raise Refused("nested")
    if kind == "" and name.lower().endswith(TEXTS) and _is_text(path):
        kind = "text"
    if kind not in MEMBERS:
        raise Refused("kind", kind=kind)
    return kind


def _is_text(path: Path) -> bool:
    if path.stat().st_size > MOST_TEXT:
        return False
    data = path.read_bytes()
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _free_name(name: str, ending: str, names: set[str]) -> str:
    """The member's name with the ending of what it is now, given once."""
    stem = name.rsplit(".", 1)[0] if ending and "." in name.rsplit("/", 1)[-1] else name
    found, number = stem + ending, 1
    while found.casefold() in names:
        number += 1
        found = f"{stem}-{number}{ending}"
    names.add(found.casefold())
    return found

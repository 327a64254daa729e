"""Where an upload is opened: in a process of its own, with bounded memory and time."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from launches.errors import FileRefused, NoRoom
from launches.files import store
from launches.files.limits import NO_ROOM, seconds_for
from launches.files.sentences import found_kind, found_size, sentence
from launches.files.slots import Wanted
from launches.files.sniff import fits, sniff

PATIENCE = 20  # seconds by the clock, beyond the process's own limit of processor time
HEAD = 4096


class Upload(Protocol):
    """What comes in; see launches.files.arrivals. `size` in bytes."""

    @property
    def name(self) -> str: ...

    @property
    def size(self) -> int: ...

    def head(self, size: int) -> bytes: ...

    def put(self, target: Path) -> None: ...


@dataclass(frozen=True)
class Verdict:
    """What the process found. `folder` holds the files it names, until the block ends."""

    kind: str
    folder: Path
    content_type: str
    original: str
    width: int | None = None
    height: int | None = None
    pages: int | None = None
    seconds: float | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    renditions: list[dict[str, Any]] = field(default_factory=list)


@contextmanager
def inspected(upload: Upload, *, wanted: Wanted) -> Iterator[Verdict]:
    """Check an upload for its slot. Raises FileRefused: what was found, what is wanted.

    Raises NoRoom where the disk is full.
    """
    kind = sniff(upload.head(HEAD))
    refuse_early(kind, upload.size, wanted)
    with opened(upload.put, kind, wanted.bounds()) as (folder, verdict):
        if "refused" in verdict:
            raise FileRefused(sentence(verdict["refused"], verdict["found"], wanted))
        yield Verdict(kind=kind, folder=folder, **verdict)


def refuse_early(kind: str, size: int, wanted: Wanted) -> None:
    """What can be told from the first bytes and the size. Raises FileRefused."""
    if not fits(kind, wanted.kinds):
        raise FileRefused(found_kind(kind, wanted))
    if size > wanted.most_bytes:
        raise FileRefused(found_size(size, wanted))


@contextmanager
def opened(put: Any, kind: str, bounds: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Run the process over what `put` lays into its folder: (folder, what it said).

    Raises NoRoom where the disk is full.
    """
    with tempfile.TemporaryDirectory(prefix="quarantine-", dir=workplace()) as name:
        folder = Path(name)
        try:
            put(folder / "upload")
            (folder / "job.json").write_text(json.dumps({"kind": kind, "bounds": bounds}))
        except OSError as error:
            raise store.refusal(error) from error
        verdict = _run(folder, seconds_for(kind) + PATIENCE)
        if verdict.get("refused") == "no_room":
            raise NoRoom()
        yield folder, verdict


@contextmanager
def recut(original: str, kind: str, crops: str) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Cut a stored original anew (crops.key): (folder, renditions). Raises FileRefused."""

    def put(target: Path) -> None:
        lay(Path(settings.PRIVATE_ROOT) / original, target)

    with opened(put, kind, {"crops": crops}) as (folder, verdict):
        if "refused" in verdict:
            raise FileRefused(_("The picture could not be cut. Please try again."))
        yield folder, verdict["renditions"]


def lay(source: Path, target: Path) -> None:
    """The same file under a second name, without a copy where the disk can."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def workplace() -> Path:
    """On the disk of the private storage, so that a checked file moves without a copy."""
    place = Path(settings.PRIVATE_ROOT) / "quarantine"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _run(folder: Path, patience: float) -> dict[str, Any]:
    """Nothing of our environment goes in but where Python finds its modules."""
    try:
        ended = subprocess.run(  # noqa: S603 -- our own module, a folder we made
            [sys.executable, "-m", "launches.files.inspect", str(folder)],
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8", "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refused": "too_heavy", "found": {}}
    if ended.returncode == NO_ROOM:
        return {"refused": "no_room", "found": {}}
    return _verdict(folder)


def _verdict(folder: Path) -> dict[str, Any]:
    """No verdict means that the process was stopped by its limits."""
    try:
        return json.loads((folder / "verdict.json").read_text())
    except (OSError, ValueError):
        return {"refused": "too_heavy", "found": {}}


def sweep(*, before: float) -> int:
    """Remove folders that a killed process left, older than an instant; how many."""
    old = [one for one in workplace().iterdir() if one.stat().st_mtime < before]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)

"""Setting a paper: a typst template and plain values in, a PDF out.

typst runs in a process of its own with bounded memory and time, in a folder that
holds our templates and the pictures of this one paper, and nothing else. Values go
in as JSON only; what people typed is never read as typst.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from launches import fonts
from launches.errors import Busy

PATIENCE = 20  # seconds by the clock
AT_ONCE = 2  # in each process; a paper takes some 0.2 s of a core
SCRIPTS = ("latin", "cjk", "arabic", "devanagari", "thai")
_turn = BoundedSemaphore(AT_ONCE)


def printed(
    template: str,
    values: Mapping[str, Any],
    *,
    at: datetime,
    pictures: Mapping[str, Path] | None = None,
) -> bytes:
    """The PDF (PDF/UA-1) of templates/papers/<template>.typ.

    The template reads `values` (JSON values only) from sys.inputs.values; the name
    of a picture in `pictures` is its path "pictures/<name>", and its extension must
    be the kind of the file. `at` becomes the PDF's date, so that the same values
    give the same bytes. Raises Busy where the papers before it take too long or the
    process is stopped by its limits.
    """
    if not _turn.acquire(timeout=PATIENCE):
        raise Busy()
    try:
        with tempfile.TemporaryDirectory(prefix="paper-") as name:
            folder = Path(name)
            _lay_out(folder, pictures or {})
            job = {"template": f"{template}.typ", "values": json.dumps(values, ensure_ascii=False)}
            job["at"], job["fonts"] = int(at.timestamp()), font_folders()
            (folder / "job.json").write_text(json.dumps(job))
            return _run(folder)
    finally:
        _turn.release()


def font_folders() -> list[str]:
    """Where the installed font files lie, the same that pictures and slates use."""
    files = {fonts.file_of(script, bold) for script in SCRIPTS for bold in (False, True)}
    return sorted({str(file.parent) for file in files})


def _lay_out(folder: Path, pictures: Mapping[str, Path]) -> None:
    for source in (settings.BASE_DIR / "templates" / "papers").glob("*.typ"):
        shutil.copy(source, folder)
    (folder / "pictures").mkdir()
    for name, path in pictures.items():
        shutil.copyfile(path, folder / "pictures" / Path(name).name)


def _run(folder: Path) -> bytes:
    """Nothing of our environment goes in but where Python finds its modules."""
    try:
        subprocess.run(  # noqa: S603 -- our own module, a folder we made
            [sys.executable, "-m", "launches.papers.setting", str(folder)],
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8", "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )
        return (folder / "paper.pdf").read_bytes()
    except (subprocess.SubprocessError, OSError) as error:
        raise Busy() from error

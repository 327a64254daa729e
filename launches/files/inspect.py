"""The quarantine's own process: reads one file under limits, writes a verdict.

Started as `python -m launches.files.inspect FOLDER`; the folder holds `job.json`
and the upload. It knows no settings, no database and no secrets.
"""

import errno
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from launches.files.limits import MEMORY, NO_ROOM, largest_for, seconds_for


def limit(kind: str = "") -> None:
    """Bound memory, processor time and file size before anything hostile is touched."""
    seconds, largest = seconds_for(kind), largest_for(kind)
    os.nice(10)  # readers and submissions go first
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(folder: Path, job: dict[str, Any]) -> None:
    from PIL import Image

    from launches.files.refused import Refused

    Image.MAX_IMAGE_PIXELS = 60_000_000
    try:
        verdict = check(job["kind"], folder / "upload", folder, job["bounds"])
    except Refused as refused:
        verdict = {"refused": refused.code, "found": refused.found}
    except MemoryError:
        verdict = {"refused": "too_heavy", "found": {}}
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        found = {} if full else {"detail": type(error).__name__}
        verdict = {"refused": "no_room" if full else "broken", "found": found}
    except Exception as error:  # whatever a parser throws at a hostile file is a refusal
        verdict = {"refused": "broken", "found": {"detail": type(error).__name__}}
    try:
        (folder / "verdict.json").write_text(json.dumps(verdict))
    except OSError:
        sys.exit(NO_ROOM)


def check(kind: str, source: Path, folder: Path, bounds: dict[str, Any]) -> dict[str, Any]:
    """The verdict on one file, whose cleaned original and renditions go into `folder`.

    `bounds` are those of slots.Wanted; empty ones, as for a member of a kit, bound
    nothing and make no renditions. Raises Refused.
    """
    if kind == "pdf":
        from launches.files import papers

        return papers.check_pdf(source, folder, bounds)
    if kind == "svg":
        from launches.files import drawings

        return drawings.check_svg(source, folder, bounds)
    if kind in ("mp4", "mov", "webm"):
        from launches.files import videos

        return videos.check(kind, source, folder, bounds)
    if kind == "zip":
        from launches.files import archives

        return archives.check(source, folder, bounds)
    from launches.files import images

    if "crops" in bounds:
        return images.recut(source, folder, kind=kind, crops=bounds["crops"])
    return images.render(source, folder, kind=kind, bounds=bounds)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    wanted = json.loads((place / "job.json").read_text())  # written by ourselves
    limit(wanted["kind"])
    main(place, wanted)

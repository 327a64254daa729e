"""The quarantine's own process: reads one file under limits, writes a verdict.

Started as `python -m launches.files.inspect FOLDER`; the folder holds `job.json`
and the upload. It knows no settings, no database and no secrets.
"""

import errno
import json
import resource
import sys
from pathlib import Path

from launches.files.limits import LARGEST, MEMORY, NO_ROOM, SECONDS


def limit() -> None:
    """Bound memory, processor time and file size before anything hostile is touched."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(folder: Path) -> None:
    from PIL import Image

    from launches.files import documents, images
    from launches.files.refused import Refused

    Image.MAX_IMAGE_PIXELS = 60_000_000
    job = json.loads((folder / "job.json").read_text())
    source = folder / "upload"
    try:
        if job["kind"] == "pdf":
            verdict = documents.check_pdf(source, folder)
        elif job["kind"] == "svg":
            verdict = documents.check_svg(source, folder)
        else:
            verdict = images.render(
                source,
                folder,
                kind=job["kind"],
                transparent=job["transparent"],
                least=tuple(job["least"]),
            )
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


if __name__ == "__main__":
    limit()
    main(Path(sys.argv[1]))

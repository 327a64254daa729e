"""The process that sets one paper: no settings, no database, no secrets, no network.

Started as `python -m launches.papers.setting FOLDER`; the folder holds `job.json`,
the templates and the pictures, and gets `paper.pdf`.
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1_500_000_000  # bytes of address space; the CJK fonts are mapped
SECONDS = 15  # of processor time
LARGEST = 100_000_000


def main(folder: Path) -> None:
    import typst

    job = json.loads((folder / "job.json").read_text())
    typst.compile(
        str(folder / job["template"]),
        output=str(folder / "paper.pdf"),
        root=str(folder),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=job["fonts"]),
        sys_inputs={"values": job["values"]},
        timestamp=job["at"],
        pdf_standards="ua-1",
        package_path=str(folder),
        package_cache_path=str(folder),
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main(Path(sys.argv[1]))

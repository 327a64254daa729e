"""`manage.py build_fonts`: cut the web fonts into DATA_DIR/fonts, once."""

import shutil
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

STAMP = "fingerprint"


class Command(BaseCommand):
    """Skips what is up to date; without font packages it says so and changes nothing.

    The site then uses the reader's own fonts, so no set-up may fail for want of these.
    """

    help = "Cut the web fonts from the installed font packages (quick when up to date)."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        target = Path(settings.DATA_DIR) / "fonts"
        try:
            built = build(Path(settings.BASE_DIR), target)
        except Exception as reason:  # whatever a font file or its tools do, the site runs on
            self.stderr.write(f"Web fonts are left out: {reason}")
            return
        self.stdout.write("Web fonts are built." if built else "Web fonts are up to date.")


def build(root: Path, target: Path) -> bool:
    """Build all slices beside the target, then swap; False when nothing had to be done."""
    from cms import fonts

    wanted = fonts.slices(root)
    mark = fonts.fingerprint(wanted)
    if (target / STAMP).exists() and (target / STAMP).read_text() == mark:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="fonts-", dir=target.parent))
    try:
        with ProcessPoolExecutor(max_workers=2) as pool:
            built = list(
                zip(wanted, pool.map(partial(fonts.cut, folder=folder), wanted), strict=True)
            )
        (folder / "fonts.css").write_text(fonts.sheet(built))
        (folder / STAMP).write_text(mark)
        folder.chmod(0o755)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return True

"""What must be done before a start, and only if its sources have changed.

    python -m cms.prepare

Stamps in DATA_DIR remember what was done, so a second start takes no time for it: where
nothing has changed at all, not even Django is loaded.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / "requirements" / "base.txt"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    data = Path(os.environ.get("DATA_DIR") or ROOT / "media")
    data.mkdir(parents=True, exist_ok=True)
    (data / "static").mkdir(exist_ok=True)
    catalogues()
    stamp = data / ".all.stamp"
    if stamp.exists() and stamp.read_text() == state(data):
        return
    prepare(data)
    stamp.write_text(state(data))


def prepare(data: Path) -> None:
    """Every step whose sources have changed."""
    import django
    from django.conf import settings
    from django.core.management import call_command, get_commands

    django.setup()
    have = get_commands()
    if "build_fonts" in have:
        fonts = [LOCKED, ROOT / "cms/fonts.py", ROOT / "cms/management/commands/build_fonts.py"]
        once(data / ".fonts.stamp", fonts, lambda: call_command("build_fonts"))
    code = [
        path for room in ("launches", "cms") for path in (ROOT / room / "migrations").glob("*.py")
    ]
    migrated = data / f".migrated-{database(settings.DATABASES['default'])}.stamp"
    once(migrated, [*code, LOCKED], lambda: call_command("migrate", verbosity=0))
    static = [LOCKED, *under(ROOT / "cms" / "static"), *under(data / "fonts")]
    once(data / ".static.stamp", static, collect)
    if settings.DEMO and "load_demo" in have:
        call_command("load_demo")


def state(data: Path) -> str:
    """All that the steps depend on; another text each time where the database is a server's."""
    if os.environ.get("DATABASE_URL"):
        return os.urandom(8).hex()
    code = [path for room in ("launches", "cms") for path in under(ROOT / room)]
    sources = [path for path in code if path.suffix != ".pyc"]
    file = data / "unveil.sqlite3"
    asked = [os.environ.get(name, "") for name in ("DJANGO_SETTINGS_MODULE", "DEMO")]
    made = [str(file.stat().st_ino) if file.exists() else "new", *asked]
    return " ".join([fingerprint([LOCKED, *sources, *under(data / "fonts")]), *made])


def catalogues() -> None:
    """Compile the .po files that are newer than their .mo, with Babel: no gettext needed."""
    for source in (ROOT / "templates" / "locale").glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            compile_catalogue(source, target)


def compile_catalogue(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text, target.open("wb") as compiled:
        write_mo(compiled, read_po(text))


def collect() -> None:
    say("Collecting static files …")
    # In a fresh process: the settings look for the built fonts when they are read.
    import subprocess

    command = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603


def once(stamp: Path, sources: Iterable[Path], act: Callable[[], object]) -> None:
    """Do it unless exactly these files were there when it was last done, as the stamp tells."""
    now = fingerprint(sources)
    if stamp.exists() and stamp.read_text() == now:
        return
    act()
    stamp.write_text(now)


def fingerprint(sources: Iterable[Path]) -> str:
    found = hashlib.sha256()
    for path in sorted(sources):
        if path.exists():
            status = path.stat()
            found.update(f"{path}:{status.st_mtime_ns}:{status.st_size}\n".encode())
    return found.hexdigest()


def database(values: Mapping[str, object]) -> str:
    """Which database it is, without its password in a file name. A new file is another one."""
    name = f"{values.get('HOST')}:{values.get('PORT')}:{values['NAME']}"
    path = Path(str(values["NAME"]))
    if str(values["ENGINE"]).endswith("sqlite3"):
        name += str(path.stat().st_ino) if path.exists() else "new"
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Keeps the Chinese catalogue in step with the code: `python -m cms.catalogue`.

Finds every translatable string with Babel, merges them into the .po file, keeps what is
translated and drops what is no longer said. Needs no gettext programs; cms.prepare
compiles the result. Exits 1 and lists what is not translated yet.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "templates" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
FIXED = datetime(2026, 11, 24, tzinfo=UTC)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}
# What Django's templatize writes for a template's tags: calls with plain string literals.
LITERAL = r"[uUrR]?(?:'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\")"
CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)")
Message = tuple[str | tuple[str, str], str | None, str]


def messages() -> Iterator[Message]:
    """(message or (singular, plural), context, where it stands) of the whole product."""
    for path in sorted(_sources()):
        where = path.relative_to(ROOT).as_posix()
        found = _of_python(path) if path.suffix == ".py" else _of_template(path)
        yield from ((message, context, where) for message, context in found)


def _sources() -> Iterator[Path]:
    for room in ("launches", "cms", "api"):
        yield from (path for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
    for kind in ("*.html", "*.txt", "*.xml"):
        yield from (ROOT / "templates").rglob(kind)


def _of_python(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    for _line, found, _comments, context in extract(
        "python", BytesIO(path.read_bytes()), keywords=KEYWORDS
    ):
        yield found, context


def _of_template(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for name, literals in CALL.findall(text):
        values = list(ast.literal_eval(f"[{literals}]"))
        context = values.pop(0) if "p" in name.removesuffix("gettext") else None
        yield ((values[0], values[1]) if name.startswith("n") else values[0]), context


def template_of_now() -> Catalog:
    """What the code says now, without translations."""
    catalog = Catalog(domain="django", charset="utf-8")
    for message, context, where in messages():
        catalog.add(message, locations=[(where, 0)], context=context)
    return catalog


def catalogue() -> Catalog:
    """The file as it is, an empty one at first."""
    if not TARGET.exists():
        return Catalog(locale="zh_Hans", domain="django", charset="utf-8")
    with TARGET.open("rb") as file:
        return read_po(file, locale="zh_Hans", domain="django")


def refreshed() -> Catalog:
    """The catalogue with exactly the messages of now."""
    found = catalogue()
    found.update(template_of_now(), no_fuzzy_matching=True)
    found.obsolete.clear()
    found.fuzzy = False
    found.project, found.version = "Unveil", "1"
    found.creation_date = found.revision_date = FIXED  # no noise in the history
    found.header_comment = "# Unveil in Simplified Chinese. Kept by: python -m cms.catalogue"
    return found


def lacking(found: Catalog) -> list[str]:
    """Messages without a translation."""
    return [
        str(message.id)
        for message in found
        if (message.id and not all(_strings(message.string))) or (message.fuzzy and message.id)
    ]


def _strings(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (value,)


def write(found: Catalog) -> None:
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("wb") as file:
        write_po(file, found, width=100, omit_header=False, include_lineno=False, sort_output=True)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    import django

    django.setup()
    found = refreshed()
    write(found)
    missing = lacking(found)
    sys.stdout.write(f"{len(found)} messages, {len(missing)} without Chinese\n")
    sys.stdout.writelines(f"  {message}\n" for message in missing[:50])
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

"""Text that a spreadsheet program must not run, and names that every file system takes."""

import re
import unicodedata

FORMULA = re.compile("^\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]")
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
LONGEST = 100  # bytes of UTF-8 in one part of a path


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a program could take it for a formula.

    OWASP's list (=, +, -, @, tab, carriage return) with their full-width forms, also
    after spaces. Everything else stays as it is, in every script.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") and FORMULA.match(text[1:]) else text


def safe_name(text: str) -> str:
    """A part of a path in any script: no separators, controls or bidi marks, not too long."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if unicodedata.category(char)[0] != "C")
    text = FORBIDDEN.sub("-", text).strip(" .")
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = text, ""
    room = LONGEST - len(ending.encode()) - 1
    stem = stem.encode()[:room].decode("utf-8", "ignore").strip(" .") or "file"
    text = f"{stem}.{ending}" if ending else stem
    return f"_{text}" if RESERVED.match(text) else text

"""How long a text is: in words, or in characters for scripts without spaces between words.

The editor's live counters do the same in cms/static/js/portal/counting.js; a shared
table of cases and Hypothesis keep the two equal. Graphemes follow the rules of UAX 29
that people's texts need (marks, joined emoji, flags, conjoining Hangul), not all of it.
"""

import re
import unicodedata

CHARACTER_LANGUAGES = {"zh", "ja", "ko", "yue", "th", "lo", "km", "my"}
JOINER = 0x200D
FLAGS = range(0x1F1E6, 0x1F200)
# Each of these is a word of its own: Han, kana, bopomofo, Hangul and their full-width forms.
SINGLE = [
    (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035),
    (0x3038, 0x303B), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x318E),
    (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F),
    (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D), (0xFFA0, 0xFFDC), (0x1AFF0, 0x1B16F),
    (0x20000, 0x323AF),
]  # fmt: skip
# Vowels and finals of conjoining Hangul, half-width voicing marks, skin tones: they join.
JOINED = [
    (0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0xFF9E, 0xFF9F), (0x1F3FB, 0x1F3FF),
]  # fmt: skip
SPACE = re.compile(
    "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
)
DASH = re.compile("[\u2012-\u2015\u2026\u30fb\uff0c\u3001\u3002]")


def unit_of(language: str) -> str:
    """ "characters" for Chinese, Japanese, Korean and other unspaced scripts, else "words"."""
    return "characters" if language.partition("-")[0] in CHARACTER_LANGUAGES else "words"


def count(text: str, language: str) -> int:
    """The length of a text in the unit of its language."""
    return characters(text) if unit_of(language) == "characters" else words(text)


def characters(text: str) -> int:
    """What a reader calls characters, spaces not counted: a family emoji is one, so is é."""
    found, flags, base, joined = 0, 0, False, False
    for char in unicodedata.normalize("NFC", text):
        code = ord(char)
        if SPACE.match(char) or _is_control(char):
            joined = base and code == JOINER
            base, flags = joined, 0
            continue
        flags = flags + 1 if code in FLAGS else 0
        if not (base and (joined or _is_joined(char, code) or (flags and flags % 2 == 0))):
            found += 1
        base, joined = True, False
    return found


def words(text: str) -> int:
    """Runs between spaces and dashes that hold a letter or a digit; each CJK sign is one."""
    found, in_word = 0, False
    for char in unicodedata.normalize("NFC", text):
        code = ord(char)
        if _is_in(code, SINGLE) and not _is_joined(char, code):
            found, in_word = found + 1, False
        elif SPACE.match(char) or DASH.match(char):
            in_word = False
        elif not in_word and unicodedata.category(char)[0] in "LN" and not _is_joined(char, code):
            found, in_word = found + 1, True
    return found


def _is_control(char: str) -> bool:
    """Joiners, direction marks, soft hyphens and the like: there, and not seen."""
    return unicodedata.category(char) in {"Cc", "Cf"}


def _is_joined(char: str, code: int) -> bool:
    return unicodedata.category(char)[0] == "M" or _is_in(code, JOINED)


def _is_in(code: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= code <= last for first, last in ranges)

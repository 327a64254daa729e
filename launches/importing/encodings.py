"""Which encoding the bytes of a CSV are in.

In this order: a byte-order mark decides. Bytes that are valid UTF-8 are UTF-8, for no
other encoding makes that by chance over more than a few words. NUL bytes at every second
place are UTF-16. What is left is GB18030, Shift-JIS or Windows-1252: each is tried, and
the one whose text looks most like what people write is taken.
"""

import re

from django.utils.translation import gettext as _

from launches.importing.cells import Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
OFFICE = ("gb18030", "shift_jis", "cp1252")
KANA = re.compile("[\u3041-\u30fe]")
HAN = re.compile("[\u4e00-\u9fff]")
ODD = re.compile("[\x80-\x9f\ue000-\uf8ff\ufffd\uff61-\uff9f]|[\xc0-\xff]{3,}")
# A letter of Western Europe among Latin letters, or a sign such as ® after a word.
ACCENT = re.compile("(?<=[A-Za-z ,;\t\"'(.-])[À-ÖØ-öø-ÿŒœŠšŽžŸ](?=[A-Za-z ,;\t\"').\r\n-])")
SIGN = re.compile("(?<![^\x00-\x7f])[–—‘’“”•…€™©®°²³·£§«»](?![^\x00-\x7f])")
CYRILLIC = re.compile("[\u0400-\u045f]")
SAMPLE = 200_000  # bytes that are looked at to choose between the three


def decoded(data: bytes) -> str:
    """The text of a CSV file. Raises Unreadable where its bytes are damaged."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], name)
    wide = _utf16(data)
    if wide is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged(data, error)
    return _strict(data, max(OFFICE, key=lambda name: _score(data, name)))


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(
            _("The text is damaged: byte %(byte)d is not %(encoding)s. Wanted: CSV, best as UTF-8.")
            % {"byte": error.start + 1, "encoding": name.upper()}
        ) from error


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII signs leave a NUL at every odd (LE) or even (BE) place."""
    low, high = data[0::2].count(0), data[1::2].count(0)
    most, name = max((high, "utf-16-le"), (low, "utf-16-be"))
    if len(data) % 2 or most * 20 < len(data) // 2 or most < 4 * min(low, high):
        return None
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> None:
    """UTF-8 with a few wrong bytes is damaged; as anything else all of it would be wrong."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(sign > "\x7f" for sign in text) - wrong
    if right >= 10 * wrong:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("The file is UTF-8, but damaged in line %(line)d. Please save it again.")
            % {"line": line}
        )


def _score(data: bytes, name: str) -> float:
    """How much a decoding looks like text; foreign signs only, for ASCII is the same in all."""
    try:
        text = data[:SAMPLE].decode(name)
    except UnicodeDecodeError as error:
        if len(data) <= SAMPLE or error.start < SAMPLE - 4:
            return -1e9
        text = data[: error.start].decode(name)
    foreign = [sign for sign in text if sign > "\x7f"]
    if not foreign:
        return 0.0
    score = -3.0 * len(ODD.findall(text))
    if name == "shift_jis":
        score += 2.0 * len(KANA.findall(text)) + 0.5 * len(HAN.findall(text))
        score += 0.8 * len(CYRILLIC.findall(text))
    elif name == "gb18030":
        score += sum(map(_is_common, foreign))
    else:
        score += 1.5 * len(ACCENT.findall(text)) + len(SIGN.findall(text))
    return score / len(foreign)


def _is_common(sign: str) -> float:
    """1 for the 3,755 everyday Chinese characters and Chinese punctuation, below 0 for rare ones.

    Letters of other scripts take four bytes, which no other encoding makes by chance.
    """
    try:
        lead = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        four = len(sign.encode("gb18030")) == 4
        return 0.8 if four and sign.isalpha() else -0.5
    if 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3):
        return 1.0
    return 0.8 if lead in (0xA4, 0xA5, 0xA7, 0xA8) else 0.0  # kana, Cyrillic, é

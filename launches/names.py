"""Whether names are written as their owners write them: a pure function over plain text.

Names in scripts with spaces between words match whole words only: “Arm” is not in
“Armada”, and it is in “Arm发布”, since a Han sign ends a Latin word. Names in scripts
without such spaces match anywhere. Marks, width and kinds of dash are looked through:
“Citroen” and “ＣＩＴＲＯËＮ” are both found as “Citroën”, written wrongly.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from launches import counting
from launches.enums import CaseRule, SlipKind

JOIN = r"[\s\-\u2010-\u2015\u00b7\u30fb._]"
APOSTROPHES = str.maketrans("’‘ʼ", "'''")
UNSPACED = [
    (0x0590, 0x07BF), (0x08A0, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFC),  # joined particles
    (0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF),
]  # fmt: skip
MARKS = range(0x0300, 0x0370)
# Web and mail addresses, handles and hashtags have a spelling of their own.
ADDRESS = re.compile(r"\S*(?:://|@|www\.|#)\S*|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b\S*")
SHORT = 3  # letters up to which capitals may be a common word: “ONE”, “IT”
SHOUT = 12  # capitals in a line without small letters, from which on case says nothing


@dataclass(frozen=True)
class Name:
    """How something is called. `own` are (language, name) where it has another one there.

    `forbidden` are ways of writing it that are never wanted.
    """

    text: str
    own: tuple[tuple[str, str], ...] = ()
    forbidden: tuple[str, ...] = ()
    case: CaseRule = CaseRule.EXACT

    def in_language(self, language: str) -> str:
        """What it is called in a language; a name for "zh" serves every kind of Chinese."""
        own = dict(self.own)
        return own.get(language) or own.get(language.partition("-")[0]) or self.text


@dataclass(frozen=True)
class Slip:
    """One name that is not as it should be; `found` is "" only where it is missing wholly."""

    kind: SlipKind
    found: str
    wanted: str


Slips = tuple[Slip, ...]


def slips(
    text: str,
    language: str,
    name: Name,
    *,
    source: str = "",
    original: str = "",
    others: Sequence[Name] = (),
) -> Slips:
    """What is wrong with one name in one text, each once.

    `source` is the text that this was translated from, in the language `original`: a
    name that it holds is wanted here too, in this language's own form. Where one of the
    `others` stands rightly, as “Alibaba Cloud” does, no “Alibaba” is looked for in it.
    """
    found = dict.fromkeys(_written(text, language, name, others))
    if not found and text.strip() and source and original != language:
        wanted, told = name.in_language(language), name.in_language(original)
        if wanted != told and _holds(source, told, others) and not _holds(text, wanted, ()):
            return (Slip(SlipKind.MISSING, told, wanted),)
    return tuple(found)


def relevant(texts: Iterable[str], names: Iterable[Name]) -> list[Name]:
    """Those names of a long glossary that can be in one of the texts at all; quick."""
    hay = "\n".join(_Folded.of(text).text for text in texts)
    return [name for name in names if any(head in hay for head in _heads(name))]


@lru_cache(maxsize=8192)
def _heads(name: Name) -> tuple[str, ...]:
    """How every way of writing a name begins, folded."""
    parts = [part for form in _forms(name) for part in _parts(form)[:1] or [form]]
    parts += [word for variant in name.forbidden for word in variant.split()[:1]]
    return tuple(_folded(part) for part in parts)


def key(text: str) -> str:
    """What is the same for every way of writing a name."""
    return "".join(_folded(part) for part in _parts(text))


def _written(text: str, language: str, name: Name, others: Sequence[Name]) -> Iterator[Slip]:
    here = _Folded.of(text)
    seen = [(span, form) for form in _forms(name) for span in here.spans(_loose(form))]
    done = [match.span() for match in ADDRESS.finditer(text)]
    done += [span for one in (name, *others) for span in _right(text, one)]
    wanted = name.in_language(language)
    never = [(span, wanted) for one in name.forbidden for span in here.spans(_literal(one))]
    for kind, spans in ((SlipKind.FORBIDDEN, never), (SlipKind.SPELLING, seen)):
        for span, form in spans:
            if not _meets(span, done):
                done.append(span)
                yield Slip(kind, here.raw(span), form)


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(first < span[1] and span[0] < last for first, last in others)


def _forms(name: Name) -> list[str]:
    return list(dict.fromkeys([name.text, *(own for _language, own in name.own)]))


@lru_cache(maxsize=2048)
def _right(text: str, name: Name) -> tuple[tuple[int, int], ...]:
    """Where a name stands as it should, in any of its languages."""
    here = _Folded.of(text)
    return tuple(
        span
        for form in _forms(name)
        for pattern in (_loose(form), _literal(form))
        for span in here.spans(pattern)
        if _is_as(here.raw(span), form, name.case, shouts=here.shouts)
    )


def _holds(text: str, form: str, others: Sequence[Name]) -> bool:
    """Whether it stands there in any spelling, and not only as a part of another name."""
    taken = [span for one in others for span in _right(text, one)]
    return any(not _meets(span, taken) for span in _Folded.of(text).spans(_loose(form)))


def _is_as(raw: str, form: str, case: CaseRule, *, shouts: bool) -> bool:
    """Whether what stands there is the name; in a line of capitals nobody can tell case."""
    raw = " ".join(unicodedata.normalize("NFC", raw).translate(APOSTROPHES).split())
    form = " ".join(unicodedata.normalize("NFC", form).translate(APOSTROPHES).split())
    if raw == form:
        return True
    if case == CaseRule.ANY or shouts:
        return raw.casefold() == form.casefold()
    return case == CaseRule.AS_A_NAME and not _is_meant(raw)


def _is_meant(raw: str) -> bool:
    """Whether plain words stand for a name: each begins with a capital."""
    return all(part[0].isupper() for part in re.split(JOIN, raw) if part and part[0].isalpha())


@dataclass(frozen=True)
class _Folded:
    """A text made comparable, with the way back: `origin[i]` is where its sign i came from."""

    source: str
    text: str
    origin: tuple[int, ...]
    shouts: bool

    @staticmethod
    @lru_cache(maxsize=64)
    def of(source: str) -> "_Folded":
        signs: list[str] = []
        origin: list[int] = []
        for place, sign in enumerate(source.translate(APOSTROPHES)):
            folded = _fold(sign)
            signs.append(folded)
            origin += [place] * len(folded)
        shouts = source.isupper() and sum(sign.isupper() for sign in source) > SHOUT
        return _Folded(source, "".join(signs), (*origin, len(source)), shouts)

    def spans(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Where it stands in the source as whole words."""
        for match in pattern.finditer(self.text):
            first, last = self.origin[match.start()], self.origin[match.end()]
            if first < last and not self._is_inside_a_word(first, last):
                yield first, last

    def _is_inside_a_word(self, first: int, last: int) -> bool:
        before, after = self.source[max(first - 1, 0) : first], self.source[last : last + 1]
        begins, ends = self.source[first], self.source[last - 1]
        return bool(
            (before and _is_spaced(before) and _is_spaced(begins))
            or (after and _is_spaced(after) and _is_spaced(ends))
        )

    def raw(self, span: tuple[int, int]) -> str:
        return self.source[span[0] : span[1]]


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign)
    return "".join(one for one in plain if ord(one) not in MARKS).casefold()


def _folded(text: str) -> str:
    return "".join(_fold(sign) for sign in text.translate(APOSTROPHES))


def _is_spaced(sign: str) -> bool:
    """A letter or digit of a script that puts spaces between its words."""
    code = ord(sign)
    if unicodedata.category(sign)[0] not in "LN":
        return False
    return not any(first <= code <= last for first, last in (*counting.SINGLE, *UNSPACED))


@lru_cache(maxsize=4096)
def _loose(form: str) -> re.Pattern[str]:
    """The name with any joint between its parts: “DeepSeek”, “Deep Seek”, “deep-seek”.

    Digits keep a sign between them, so that “2.0” is not looked for in “20”.
    """
    parts = _parts(form)
    found = re.escape(_folded(parts[0])) if parts else r"(?!)"
    for before, part in pairwise(parts):
        joint = JOIN if before[-1].isdigit() and part[0].isdigit() else f"{JOIN}?"
        found += joint + re.escape(_folded(part))
    return re.compile(found)


def _parts(form: str) -> list[str]:
    """Words, humps, numbers and signs of a name, without what joins them."""
    found: list[str] = []
    for word in re.split(f"{JOIN}+", unicodedata.normalize("NFC", form)):
        found += re.findall(r"\d+|[^\W\d_]+|[^\w\s]", word)
    return [hump for part in found for hump in _humps(part)]


def _humps(part: str) -> Iterator[str]:
    """ "DeepSeek" is two, "ByteDance" two, "OPPO" one."""
    start = 0
    for place in range(1, len(part)):
        if part[place].isupper() and part[place - 1].islower():
            yield part[start:place]
            start = place
    yield part[start:]


@lru_cache(maxsize=4096)
def _literal(variant: str) -> re.Pattern[str]:
    """A variant as it stands, case and width apart; spaces of any length are alike."""
    words = [re.escape(_folded(word)) for word in variant.split()]
    return re.compile(r"\s+".join(words) or r"(?!)")


def case_for(text: str) -> CaseRule:
    """How strictly a name that nobody set a rule for is held: plain words may be plain words.

    “DeepSeek”, “X-200” and “BYD” are names wherever they stand; “Green Energy” is one
    only where each word begins with a capital.
    """
    words = [word for word in re.split(f"{JOIN}+", text.strip()) if word]
    has_humps = len(_parts(text)) > len(words)
    shouts = any(len(word) > SHORT and word.isupper() for word in words)
    if has_humps or shouts or any(sign.isdigit() for sign in text):
        return CaseRule.EXACT
    return CaseRule.ANY if text.isupper() else CaseRule.AS_A_NAME

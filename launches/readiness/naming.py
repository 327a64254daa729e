"""What is wrong with the names in an entry's texts, in sentences for people."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from launches.content import Content, Words, labels, language_name, plain
from launches.enums import SlipKind
from launches.names import Name, Slip, relevant, slips

PROSE = {"body", "press_release"}
MOST = 3  # slips told of one text; the others show once these are mended


def remarks(content: Content, names: Sequence[Name], languages: Iterable[str]) -> dict[str, str]:
    """{"texts.en.headline": sentence} of every text with a slip.

    `languages` are the forum's; the first that the entry has is what the others were
    translated from.
    """
    said = {words.language: words for words in content.words}
    original = next((said[code] for code in languages if code in said), None)
    original = original or next(iter(content.words), None)
    texts = [_plain(words, field) for words in content.words for field in labels()]
    names = relevant(texts, names)
    found = {}
    for words in content.words:
        for field, wrong in _of(words, original, names):
            found[f"texts.{words.language}.{field}"] = _told(field, words.language, wrong)
    return found


def _of(
    words: Words, original: Words | None, names: Sequence[Name]
) -> Iterator[tuple[str, list[Slip]]]:
    for field in labels():
        text = _plain(words, field)
        source = _plain(original, field) if original else ""
        told = original.language if original else ""
        found = [
            slip
            for name in names
            for slip in slips(
                text,
                words.language,
                name,
                source=source,
                original=told,
                others=[one for one in names if one is not name],
            )
        ]
        if found:
            yield field, list(dict.fromkeys(found))


def _plain(words: Words, field: str) -> str:
    text = getattr(words, field)
    return plain(text) if field in PROSE else text


def _told(field: str, language: str, found: list[Slip]) -> str:
    values = {
        "field": labels()[field],
        "language": language_name(language),
        "slips": "; ".join(sentence(slip) for slip in found[:MOST]),
    }
    return _("%(field)s in %(language)s: %(slips)s.") % values


def sentence(slip: Slip) -> str:
    """One slip: what was found and what is wanted."""
    values = {"found": slip.found, "wanted": slip.wanted}
    if slip.kind == SlipKind.FORBIDDEN:
        return _("“%(found)s” is never written so; write “%(wanted)s”") % values
    if slip.kind == SlipKind.MISSING:
        return _("“%(found)s” is called “%(wanted)s” here, which is missing") % values
    return _("“%(found)s” is written “%(wanted)s”") % values

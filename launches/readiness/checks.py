"""What each demand of a channel looks at. A check yields (field, sentence, standing)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from launches import answers, counting
from launches.content import Words, labels, language_name, plain
from launches.enums import (
    Check,
    Demand,
    FileState,
    ReleaseMode,
    RightsTrouble,
    Slot,
    Standing,
)
from launches.models import LengthLimit, Question

from . import rights
from .shapes import Facts, Rule

# What ends while the forum lasts is warned of where the file is, and holds nothing up.
HINDERING = set(RightsTrouble) - {RightsTrouble.IN_FORUM, RightsTrouble.UNSAID}
Found = Iterator[tuple[str, str, Standing]]
Checker = Callable[[Facts, Rule, Iterable[str], datetime], Found]


def _product(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    if not facts.content.product.strip():
        yield "product", _("The product needs a name."), Standing.MISSING


def _text(name: str) -> Checker:
    def check(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
        for language in languages:
            said = facts.content.in_language(language)
            if not said or not getattr(said, name).strip():
                words = {"field": labels()[name], "language": language_name(language)}
                text = _("%(field)s in %(language)s is missing.") % words
                yield f"texts.{language}.{name}", text, Standing.MISSING

    return check


def _lengths(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    """Of every language that is there: too long is too long in an added one, too."""
    for said in facts.content.words:
        for name in labels():
            limit = limit_for(facts.limits, name, said.language)
            if limit and (length := _length(said, name)) > limit:
                field = f"texts.{said.language}.{name}"
                yield field, _too_long(said.language, name, length, limit), Standing.FAILING


def limit_for(limits: Iterable[LengthLimit], name: str, language: str) -> int | None:
    """The limit of a text in the unit of its language: its own, else that for every language."""
    unit = counting.unit_of(language)
    mine = {row.language: getattr(row, unit) for row in limits if row.field == name}
    return mine.get(language) or mine.get("") or None


def _length(said: Words, name: str) -> int:
    text = getattr(said, name)
    return counting.count(plain(text) if name in {"body", "press_release"} else text, said.language)


def _too_long(language: str, name: str, length: int, limit: int) -> str:
    values = {
        "field": labels()[name],
        "language": language_name(language),
        "found": length,
        "limit": limit,
    }
    if counting.unit_of(language) == "words":
        return (
            _("%(field)s in %(language)s has %(found)s words; at most %(limit)s are wanted.")
            % values
        )
    return (
        _("%(field)s in %(language)s has %(found)s characters; at most %(limit)s are wanted.")
        % values
    )


def _files(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    for row in facts.content.materials:
        if facts.files.get(row.material, ("", 0))[0] != FileState.READY:
            text = _("A file in “%(slot)s” has not passed its check.") % {
                "slot": Slot(row.slot).label
            }
            yield f"materials.{row.slot}", text, Standing.FAILING


def _hero(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    if not _in_slot(facts, Slot.HERO):
        yield "materials.hero", _("A hero image is missing."), Standing.MISSING


def _materials(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    """What the slot rules want: required places that are empty, rights that are not given."""
    for slot, wanted in facts.slots.items():
        rows = _in_slot(facts, Slot(slot))
        words = {"slot": Slot(slot).label}
        if wanted.required and not rows:
            text = _("“%(slot)s” is empty; a file is required.") % words
            yield f"materials.{slot}", text, Standing.MISSING
        for right in wanted.rights:
            if any(not getattr(row, right).strip() for row in rows):
                yield f"materials.{slot}.{right}", _lacking(right) % words, Standing.MISSING


def _lacking(right: str) -> str:
    return {
        "alt": _("A picture in “%(slot)s” needs a description (alternative text)."),
        "credit": _("A file in “%(slot)s” needs a credit."),
        "licence": _("A file in “%(slot)s” needs a licence."),
        "model_release": _("A file in “%(slot)s” needs a word on its model release."),
    }[right]


def _hero_credit(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    heroes = _in_slot(facts, Slot.HERO)
    if heroes and not heroes[0].credit.strip():
        text = _("The hero image needs a credit.")
        yield "materials.hero.credit", text, Standing.MISSING


def _hero_width(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    for row in _in_slot(facts, Slot.HERO)[:1]:
        width = facts.files.get(row.material, ("", 0))[1]
        if width < rule.threshold:
            values = {"found": width, "wanted": rule.threshold}
            text = (
                _("The hero image is %(found)s pixels wide; at least %(wanted)s are wanted.")
                % values
            )
            yield "materials.hero", text, Standing.FAILING


def _slot(slot: Slot) -> Checker:
    def check(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
        wanted, found = max(rule.threshold, 1), len(_in_slot(facts, slot))
        if found < wanted and wanted == 1:
            text = _("“%(slot)s” is missing.") % {"slot": slot.label}
            yield f"materials.{slot}", text, Standing.MISSING
        elif found < wanted:
            values = {"slot": slot.label, "found": found, "wanted": wanted}
            text = _("“%(slot)s” has %(found)s; at least %(wanted)s are wanted.") % values
            yield f"materials.{slot}", text, Standing.MISSING

    return check


def _in_slot(facts: Facts, slot: Slot) -> list:
    return [row for row in facts.content.materials if row.slot == slot]


def _moment(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    """Only of a clock launch that is to open: the slate and the cue have their own moment."""
    if facts.release_mode != ReleaseMode.CLOCK or facts.is_released:
        return
    if facts.opens_at is None:
        yield "opens_at", _("The release moment is missing."), Standing.MISSING
    elif facts.opens_at <= at:
        text = _("The release moment has passed. Choose one in the future.")
        yield "opens_at", text, Standing.FAILING


def _questions(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    for question in facts.questions:
        answer = facts.content.answer(question.key)
        field = f"answers.{question.key}"
        name = question.name_in(get_language() or "en")
        if answer and (wrong := answers.problem(question, answer)):
            yield field, f"{name}: {wrong}", Standing.FAILING
        elif not answer and is_due(question, at):
            text = _("“%(question)s” wants an answer.") % {"question": name}
            yield field, text, Standing.MISSING


def _rights(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    """Rights that are not given, or not for long enough; what ends later only warns."""
    if facts.forum is None:
        return
    for row in facts.content.materials:
        for trouble in rights.troubles(
            row, opens_at=facts.opens_at, stage_at=facts.stage_at, forum=facts.forum, at=at
        ):
            if trouble.kind in HINDERING:
                is_missing = trouble.kind == RightsTrouble.MISSING
                text = f"{Slot(row.slot).label}: {trouble.text}"
                standing = Standing.MISSING if is_missing else Standing.FAILING
                yield f"materials.{row.slot}.{trouble.right}", text, standing


def _names(facts: Facts, rule: Rule, languages: Iterable[str], at: datetime) -> Found:
    for field, text in facts.remarks.items():
        if field.split(".")[1] in languages:
            yield field, text, Standing.FAILING


def is_due(question: Question, at: datetime) -> bool:
    """Whether an empty answer is a gap at this instant."""
    if question.demand == Demand.AFTER_DATE:
        return question.demanded_from is not None and at >= question.demanded_from
    return question.demand in {Demand.ALWAYS, Demand.AT_SUBMISSION}


CHECKS: dict[Check, Checker] = {
    Check.PRODUCT: _product,
    Check.HEADLINE: _text("headline"),
    Check.TAGLINE: _text("tagline"),
    Check.SUMMARY: _text("summary"),
    Check.BODY: _text("body"),
    Check.PRESS_RELEASE: _text("press_release"),
    Check.LENGTHS: _lengths,
    Check.FILES: _files,
    Check.MATERIALS: _materials,
    Check.HERO: _hero,
    Check.HERO_CREDIT: _hero_credit,
    Check.HERO_WIDTH: _hero_width,
    Check.GALLERY: _slot(Slot.GALLERY),
    Check.LOGO: _slot(Slot.LOGO),
    Check.SPEC_SHEET: _slot(Slot.SPEC_SHEET),
    Check.MOMENT: _moment,
    Check.QUESTIONS: _questions,
    Check.NAMES: _names,
    Check.RIGHTS: _rights,
}

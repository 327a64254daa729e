"""Bringing a glossary: every row is right and all come in, or none does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.errors import NotAllowed, UnveilError
from launches.importing.terms import Row
from launches.models import Company, Forum, Term, User

from . import audit, finding


@dataclass(frozen=True)
class Brought:
    """How many terms are new, were changed, and were so already."""

    added: int
    changed: int
    same: int


def bring(forum: Forum, rows: Iterable[Row], *, by: User, at: datetime) -> Brought:
    """Add or change the terms of a table. A term is known by its name and its company.

    Terms that the table lacks stay. Raises NotAllowed, and UnveilError whose `fields`
    are {"row 3": what is wrong there}; then nothing is changed.
    """
    if not rules.edits_glossary(by):
        raise NotAllowed()
    with transaction.atomic():
        known = {(term.company_id, term.name): term for term in forum.terms.select_for_update()}
        companies = _companies()
        wrong: dict[str, str] = {}
        fresh: list[Term] = []
        changed: list[Term] = []
        same = 0
        for row in rows:
            term, was = _made(forum, row, companies, known, wrong)
            if not was:
                fresh.append(term)
            elif was != _said(term):
                changed.append(term)
            else:
                same += 1
        if wrong:
            raise UnveilError(_("Nothing was brought; some rows are not right."), fields=wrong)
        Term.objects.bulk_create(fresh)
        Term.objects.bulk_update(changed, ["kind", "names", "forbidden", "case_rule", "note"])
        finding.follow_rules(Term, Term(forum=forum))
        brought = Brought(len(fresh), len(changed), same)
        audit.record("glossary_brought", by=by, at=at, added=brought.added, changed=brought.changed)
    return brought


def _companies() -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for pk, *names in Company.objects.values_list("pk", "uid", "name", "name_native"):
        for name in {name.casefold() for name in names if name}:
            found.setdefault(name, []).append(pk)
    return found


def _made(
    forum: Forum,
    row: Row,
    companies: dict[str, list[int]],
    known: dict[tuple[int | None, str], Term],
    wrong: dict[str, str],
) -> tuple[Term, tuple[str, ...]]:
    """The term of a row, not saved, and what it said before; what is wrong goes to `wrong`."""
    place = _("row %(number)d") % {"number": row.number}
    mine = companies.get(row.company.casefold(), []) if row.company else [None]
    if len(mine) != 1:
        text = (
            _("The company “%(company)s” is not known.")
            if not mine
            else _("Several companies are called “%(company)s”; give its id instead.")
        )
        wrong[place] = text % {"company": row.company[:80]}
        return Term(), ()
    key = (mine[0], row.name)
    term = known.get(key) or Term(forum=forum, company_id=mine[0], name=row.name)
    was = _said(term) if term.pk else ()
    if key in known and not term.pk:
        wrong[place] = _("“%(name)s” stands twice in the file.") % {"name": row.name[:80]}
    known[key] = term
    _write(term, row)
    try:
        term.clean_fields(exclude=["forum", "company"])
        term.clean()
    except ValidationError as error:
        wrong[place] = " ".join(error.messages)
    return term, was


def _write(term: Term, row: Row) -> None:
    term.kind, term.case_rule, term.note = row.kind, row.capitals, row.note
    term.names = "\n".join(f"{code}: {name}" for code, name in row.own)
    term.forbidden = "\n".join(row.never)


def _said(term: Term) -> tuple[str, ...]:
    return (term.kind, term.case_rule, term.note, *_lines(term.names), "|", *_lines(term.forbidden))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""The reports: numbers in, words, columns and bars out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk.charts.bars import bars, shares
from cms.templatetags.site_tags import country_name
from launches.content import language_name
from launches.enums import Slot
from launches.queries import desk
from launches.queries.reports import Wanted, completeness, late, minding, origin, stays
from launches.queries.reports.origin import AIM, Origin
from launches.zones import country_of

from .shapes import HOUR, Column, Report, Unit, said

MINUTE = timedelta(minutes=1)


def themes(wanted: Wanted, *, at: datetime) -> Report:
    rows = origin.by_theme(wanted)
    parts = [("embargoed", _("From abroad")), ("draft", _("From the forum's country"))]
    total = sum((one for _theme, one in rows), Origin())
    return Report(
        columns=[
            Column(_("Theme"), Unit.TEXT),
            Column(_("From abroad")),
            Column(_("From the forum's country")),
            Column(_("Country not said")),
            Column(_("All")),
            Column(_("Share from abroad"), Unit.SHARE),
        ],
        rows=[
            [str(theme), one.abroad, one.home, one.unsaid, one.total, one.share]
            for theme, one in rows
        ],
        chart=shares(parts, [(theme, "", [one.abroad, one.home]) for theme, one in rows], aim=AIM),
        figures=_figures(total, wanted),
        notes=_of_abroad(wanted),
    )


def countries(wanted: Wanted, *, at: datetime) -> Report:
    rows, home = origin.by_country(wanted, at=at), country_of(wanted.forum)
    total = origin.joined(rows, home)
    parts = [
        ("released", _("Released")),
        ("embargoed", _("Under embargo")),
        ("review", _("Not approved")),
    ]
    names = [country_name(row.code) or _("Country not said") for row in rows]
    return Report(
        columns=[
            Column(_("Country"), Unit.TEXT),
            Column(_("Entries")),
            Column(_("Approved")),
            Column(_("Released")),
            Column(_("Share of all"), Unit.SHARE),
        ],
        rows=[
            [name, row.entries, row.approved, row.released, 100 * row.entries / total.total]
            for name, row in zip(names, rows, strict=True)
        ],
        chart=bars(
            parts,
            [
                (name, "", [row.released, row.approved - row.released, row.entries - row.approved])
                for name, row in zip(names, rows, strict=True)
            ],
        ),
        figures=_figures(total, wanted),
        notes=_of_abroad(wanted),
    )


def _figures(total: Origin, wanted: Wanted) -> list[tuple[str, str]]:
    return [
        (_("Entries"), said(total.total, Unit.NUMBER)),
        (_("From abroad"), said(total.abroad, Unit.NUMBER)),
        (_("Share from abroad"), said(total.share, Unit.SHARE)),
        (_("Aim"), said(AIM, Unit.SHARE)),
    ]


def _of_abroad(wanted: Wanted) -> list[str]:
    home = country_of(wanted.forum)
    if not home:
        return [_("The forum's time zone is of no country, so every country counts as abroad.")]
    words = _(
        "Abroad is every country but %(country)s, whose clocks the forum goes by. Companies"
        " without a country are left out of the share."
    )
    return [words % {"country": country_name(home)}]


def states(wanted: Wanted, *, at: datetime) -> Report:
    rows = stays.by_state(wanted, at=at)
    parts = [("review", _("Median")), ("company", _("From there to nine in ten"))]
    return Report(
        columns=[
            Column(_("State"), Unit.TEXT),
            Column(_("Stays that ended")),
            Column(_("Median"), Unit.SPAN),
            Column(_("Nine in ten took at most"), Unit.SPAN),
            Column(_("Longest"), Unit.SPAN),
            Column(_("There now")),
            Column(_("There the longest"), Unit.SPAN),
        ],
        rows=[
            [str(one.state.label), one.ended, one.median, one.ninetieth, one.longest,
             one.standing, one.oldest]
            for one in rows
        ],
        chart=bars(
            parts,
            [
                (one.state.label, "", _minutes(one.median, one.ninetieth))
                for one in rows
            ],
        ),
        notes=[
            _("An entry that came back to a state has stayed there twice."),
            _("A stay as “Approved” ends with the release moment."),
        ],
    )  # fmt: skip


def _minutes(median: timedelta | None, ninetieth: timedelta | None) -> list[int]:
    """Both as lengths on top of each other."""
    first, both = (median or timedelta()) // MINUTE, (ninetieth or timedelta()) // MINUTE
    return [first, both - first]


def lateness(wanted: Wanted, *, at: datetime) -> Report:
    rows = late.by_kind(wanted, at=at)
    parts = [("closed", _("Late")), ("released", _("In time"))]
    return Report(
        columns=[
            Column(_("What"), Unit.TEXT),
            Column(_("Late")),
            Column(_("Of")),
            Column(_("Share"), Unit.SHARE),
            Column(_("Late by, median"), Unit.SPAN),
            Column(_("Late by, at worst"), Unit.SPAN),
        ],
        rows=[
            [str(one.kind.label), one.late, one.count, one.share, one.median, one.worst]
            for one in rows
        ],
        chart=shares(
            parts, [(one.kind.label, "", [one.late, one.count - one.late]) for one in rows]
        ),
        notes=[
            _("What is not done yet counts as late from the instant on at which it was due."),
            _(
                "The desk has %(days)d days for an answer, and approves at least %(hours)d hours"
                " before the release moment."
            )
            % {"days": desk.REVIEW_WITHIN.days, "hours": desk.DECIDE_BEFORE // HOUR},
        ],
    )


def editors(wanted: Wanted, *, at: datetime) -> Report:
    rows = minding.by_person(wanted)
    parts = [("review", _("Under review")), ("company", _("With the company"))]
    names = [str(one.user) if one.user else _("Nobody") for one in rows]
    return Report(
        columns=[
            Column(_("Editor"), Unit.TEXT),
            Column(_("Under review")),
            Column(_("With the company")),
            Column(_("Decisions taken")),
            Column(_("Points asked")),
        ],
        rows=[
            [name, one.review, one.company, one.decided, one.points]
            for name, one in zip(names, rows, strict=True)
        ],
        chart=bars(
            parts,
            [(name, "", [one.review, one.company]) for name, one in zip(names, rows, strict=True)],
        ),
        notes=[_("An entry that several people mind counts for each of them.")],
    )


def materials(wanted: Wanted, *, at: datetime) -> Report:
    found = completeness.of(wanted)
    parts = [
        ("released", _("Whole")),
        ("company", _("Lacks something")),
        ("draft", _("Not there, not asked for")),
    ]
    names = [_part(one) for one in found.parts]
    notes = [_("Whole is what is there and has nothing said against it by the rules of the call.")]
    if found.unseen:
        notes += [_("%(number)d entries are still being looked at.") % {"number": found.unseen}]
    return Report(
        columns=[
            Column(_("Place or language"), Unit.TEXT),
            Column(_("Whole")),
            Column(_("Lacks something")),
            Column(_("Not there, not asked for")),
            Column(_("Share that is whole"), Unit.SHARE),
        ],
        rows=[
            [name, one.whole, one.lacking, one.absent, one.share]
            for name, one in zip(names, found.parts, strict=True)
        ],
        chart=shares(
            parts,
            [
                (name, "", [one.whole, one.lacking, one.absent])
                for name, one in zip(names, found.parts, strict=True)
            ],
        ),
        notes=notes,
    )


def _part(one: completeness.Part) -> str:
    if one.kind == completeness.LANGUAGE:
        return _("Texts in %(language)s") % {"language": language_name(one.name)}
    return str(Slot(one.name).label) if one.name in Slot.values else one.name


@dataclass(frozen=True)
class Kind:
    """A report that is offered."""

    title: Promise
    make: Callable[..., Report]


KINDS: dict[str, Kind] = {
    "themes": Kind(gettext_lazy("Entries by theme"), themes),
    "countries": Kind(gettext_lazy("Entries by country"), countries),
    "states": Kind(gettext_lazy("Time in each state"), states),
    "late": Kind(gettext_lazy("What was late"), lateness),
    "editors": Kind(gettext_lazy("Load of the editors"), editors),
    "materials": Kind(gettext_lazy("Completeness of materials"), materials),
}

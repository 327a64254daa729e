"""Finding a sign-off by its link, and which sign-offs an entry still lacks."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from launches.content import Content
from launches.enums import Decision, Office
from launches.models import Launch, SignOff
from launches.queries.links import digest_of


def by_token(token: str) -> SignOff | None:
    """The sign-off of this link, whatever has become of it."""
    rows = SignOff.objects.select_related("launch__forum", "launch__company", "asked_by")
    return rows.filter(token_digest=digest_of(token)).first()


def parts_of(content: Content) -> list[str]:
    """What can be signed apart: the particulars, each language, the materials."""
    return ["identity", *(f"texts.{words.language}" for words in content.words), "materials"]


def lacking(launch: Launch, content: Content, offices: Iterable[str]) -> dict[str, str]:
    """{"sign_offs.<office>": sentence} for each office whose sign-off is wanted and missing.

    An office has signed when its standing approvals together cover everything and none
    of its standing answers is an objection. Costs one query, none where none is wanted.
    """
    return lacking_in([(launch, content, offices)])[launch.pk]


def lacking_in(
    asked: Iterable[tuple[Launch, Content, Iterable[str]]],
) -> dict[int, dict[str, str]]:
    """{launch id: what `lacking` says}, in one query for any number of launches."""
    wanted = {
        launch.pk: (content, [office for office in offices if office in Office.values])
        for launch, content, offices in asked
    }
    rows = _standing([pk for pk, (_content, offices) in wanted.items() if offices])
    return {
        pk: {
            f"sign_offs.{office}": sentence
            for office in offices
            if (sentence := _lacks(office, rows.get((pk, office), []), set(parts_of(content))))
        }
        for pk, (content, offices) in wanted.items()
    }


def _standing(launches: list[int]) -> dict[tuple[int, str], list[SignOff]]:
    """{(launch id, office): the answers that stand}; asks nothing where there is no launch."""
    found: dict[tuple[int, str], list[SignOff]] = {}
    if launches:
        rows = SignOff.objects.filter(launch__in=launches, voided_at=None).exclude(decision="")
        for row in rows.defer("document"):
            found.setdefault((row.launch_id, row.office), []).append(row)
    return found


def _lacks(office: str, rows: list[SignOff], parts: set[str]) -> str:
    label = {"office": Office(office).label}
    if any(row.decision == Decision.OBJECTED for row in rows):
        return _("There is an objection: %(office)s.") % label
    covered = {part for row in rows for part in row.parts or parts}
    return "" if parts <= covered else _("A sign-off is missing: %(office)s.") % label

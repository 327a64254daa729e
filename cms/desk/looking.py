"""What changed on an entry since the person last looked: words by field, pictures side by side."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.desk import reading
from cms.desk.blind.veil import Veil
from cms.desk.talk import OnReview
from cms.desk.views import seen_revision
from launches import clock, differences, rules
from launches.content import Content
from launches.domain import looking
from launches.enums import Slot
from launches.models import Launch, User


class SeenView(OnReview):
    """The person has read what changed."""

    def act(self, request: HttpRequest) -> str:
        revision = seen_revision(request)
        looking.seen(self.launch, revision=revision, by=request.user, at=clock.now())
        return _("Noted: from now on you are shown what comes after this version.")


def since_last_look(
    page: Any, user: User, *, at: datetime, veil: Veil | None = None
) -> dict[str, Any] | None:
    """When the person looked last and what is different since; None where nothing is.

    A `veil` covers who submits: words before they are compared, and no pictures.
    `pictures` has one row a slot whose materials or cuts changed, with those before and
    after. Costs two queries where nothing changed.
    """
    launch = page.launch
    if not rules.works_at_desk(user) or launch.latest_revision is None:
        return None
    last = looking.first_look(launch, by=user, at=at)
    if last.revision == launch.latest_revision:
        return None
    earlier = page.revisions.filter(pk=last.revision).first()
    if earlier is None:
        return None
    then, now = page.said_in(earlier.content), page.get_latest_revision_as_object()
    labels = reading.named_fields(launch, then, now)
    return {
        "at": last.at,
        "revision": launch.latest_revision,
        "changes": [
            {"label": labels.get(change.name, change.name), "pieces": change.pieces}
            for change in differences.changes(*_values(then, now, veil))
        ],
        "pictures": []
        if veil
        else pictures(
            launch,
            (_("Before"), then.content()),
            (pgettext("version", "Now"), now.content()),
            at=at,
        ),
    }


def _values(then: Any, now: Any, veil: Veil | None) -> list[dict[str, str]]:
    both = [then.values(), now.values()]
    return [veil.values(values) for values in both] if veil else both


def pictures(
    launch: Launch, before: tuple[str, Content], after: tuple[str, Content], *, at: datetime
) -> list[dict[str, Any]]:
    """A row for each slot whose files differ, with both sides; each side is (label, content)."""
    found = []
    for slot in Slot:
        sides = [(label, _of_slot(content, slot)) for label, content in (before, after)]
        if sides[0][1].materials != sides[1][1].materials:
            drawn = [(label, reading.materials_of(launch, side, at)) for label, side in sides]
            found.append({"slot": slot.label, "sides": drawn})
    return found


def _of_slot(content: Content, slot: Slot) -> Content:
    return replace(content, materials=tuple(row for row in content.materials if row.slot == slot))

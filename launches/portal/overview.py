"""What the dashboard shows: a company's launches, each with what it still lacks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cms.models import LaunchPage
from launches import rules
from launches.content import Content, Placed, Words
from launches.enums import State
from launches.models import Launch, Material, SlotRule, User
from launches.queries import slots, tenancy

LONGEST = 200


@dataclass(frozen=True)
class Row:
    """One launch on the dashboard. `missing` is None where nothing is awaited."""

    launch: Launch
    state: str
    label: str
    missing: int | None


def rows_of(user: User, *, at: datetime) -> list[Row]:
    """A person's launches, the last edited first; at most LONGEST, in a fixed number of queries."""
    launches = list(tenancy.launches_of(user).order_by("-edited_at", "-id")[:LONGEST])
    said = _contents([launch for launch in launches if launch.state in rules.WRITING_STATES])
    ids = [row.material for content in said.values() for row in content.materials]
    states = dict(Material.objects.filter(pk__in=ids).values_list("pk", "state"))
    wanted = slots.rules_of(launch.forum_id for launch in launches)
    return [_row(launch, said.get(launch.pk), states, wanted, at) for launch in launches]


def _row(
    launch: Launch,
    content: Content | None,
    states: dict[int, str],
    wanted: dict[int, list[SlotRule]],
    at: datetime,
) -> Row:
    state, label = shown_state(launch, at=at)
    missing = None
    if launch.state in rules.WRITING_STATES:
        places = slots.joined(wanted.get(launch.forum_id, []), launch.section_id)
        said = content or Content("")
        missing = len(rules.missing(launch, said, at=at, states=states, slots=places))
    return Row(launch, state, label, missing)


def shown_state(launch: Launch, *, at: datetime) -> tuple[str, str]:
    """The tag's name and words; embargoed and released are derived from the time."""
    if launch.is_released(at=at):
        return "released", _("Released")
    if launch.is_embargoed(at=at):
        return "embargoed", _("Approved, under embargo")
    return launch.state, State(launch.state).label


def _contents(launches: list[Launch]) -> dict[int, Content]:
    """{launch id: what its latest revision says}, read from the revisions' own JSON."""
    pages = LaunchPage.objects.filter(launch__in=launches).select_related("latest_revision")
    return {
        page.launch_id: content_of(page.latest_revision.content)
        for page in pages
        if page.latest_revision
    }


def content_of(kept: dict) -> Content:
    """The content of a revision without building its page (which would ask for each file)."""
    fields = ("language", "headline", "tagline", "summary", "body", "press_release")
    said = ("slot", "caption", "credit", "alt", "licence", "model_release")
    return Content(
        product=kept.get("title", ""),
        words=tuple(
            Words(**{field: text.get(field) or "" for field in fields})
            for text in kept.get("texts", [])
        ),
        materials=tuple(
            Placed(material=row["material"], **{field: row.get(field) or "" for field in said})
            for row in kept.get("placed_materials", [])
        ),
    )

"""What the review page shows of one entry."""

from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cms import traces, wording
from cms.desk import previews, words
from cms.desk.acts import ACTS, CORRECTING
from cms.desk.flow import in_step
from cms.desk.forms import SayForm
from cms.desk.judging import reading as judging
from cms.translating import drafting
from launches import rules
from launches.content import labels
from launches.domain import points, proposals, review, undoing
from launches.domain.transitions import may
from launches.enums import CommentAudience, Slot, State, Strictness
from launches.models import (
    AuditEntry,
    Checker,
    Edition,
    Launch,
    Material,
    Preference,
    Receipt,
    User,
)
from launches.queries import call, checking, confirmations, readiness, signoffs, thread
from launches.readiness import rights

BEFORE_THE_INSTANT = {"move", "release", "revoke"}


def entry(page: Any, user: User, *, at: datetime) -> dict[str, Any]:
    """The template's context: words by language, materials, history, possible acts."""
    launch = page.launch
    task_state = in_step(page)
    latest = page.get_latest_revision_as_object()
    content = latest.content()
    found = readiness.of(launch, content, at=at)
    marks = traces.marks(latest)
    history = history_of(launch)
    return {
        "launch": launch,
        "page": page,
        "content": content,
        "languages": [rules.language_name(words.language) for words in content.words],
        "rows": words.rows(content.words, labels(), marks=marks, remarks=found.remarks),
        "remarks": found.remarks.values(),
        "names_refuse": launch.forum.names_at_approval == Strictness.REFUSE,
        "materials": materials_of(launch, content, at),
        "missing": found.required if launch.state != State.APPROVED else {},
        "readiness": found,
        "answered": call.answered(launch, content),
        "wish": Preference.objects.filter(launch=launch).select_related("stage").first(),
        "steps": _steps(task_state),
        "task": task_state.task if task_state else None,
        "acts": _acts(page, user, task_state, at),
        "sign_offs": [(row, row.state(at=at)) for row in launch.sign_offs.defer("document")],
        "unsigned": signoffs.lacking(launch, content, launch.forum.sign_offs_to_approve).values(),
        "points": points_of(launch, user, content, named=dict(places(latest))),
        "thread": thread.of_desk(launch),
        "unread": thread.unread(user, [launch], desk=True).get(launch.pk, 0),
        "may_undo": review.may_undo(launch, by=user, at=at),
        "say": SayForm(initial={"audience": CommentAudience.COMPANY}),
        "checks": checking.of_launch(launch),
        "checkers": Checker.objects.filter(forum=launch.forum_id, is_active=True),
        "may_ask": rules.reviews(user, launch),
        "receipts": Receipt.objects.filter(launch=launch).order_by("-at"),
        "editions": Edition.objects.filter(launch=launch).defer("document", "listing", "words"),
        "history": history,
        "undoable": undoing.may_undo(history, launch, by=user, at=at),
        "may_edit": page.permissions_for_user(user).can_edit(),
        "previews": previews.links(latest),
        "proposal": proposals.open_of(launch),
        "confirmation": confirmations.of(launch),
        "now": at,
        **judging.of_entry(launch, user),
        **drafting.offered(launch, latest, user, marks),
        "is_released": launch.is_released(at=at),
    }


def history_of(launch: Launch) -> list[AuditEntry]:
    """The last acts, the newest first; messages stand in the conversation."""
    rows = AuditEntry.objects.filter(launch_uid=launch.uid).exclude(verb="comment_made")
    return list(rows.select_related("actor").order_by("-at", "-pk")[:50])


def points_of(
    launch: Launch, user: User, content: Any, *, named: dict[str, str]
) -> list[dict[str, Any]]:
    """The points with what became of each, the newest first; `named` says where each is."""
    rows = launch.change_requests.select_related(
        "by", "code", "answered_by", "accepted_by", "due_moved_by"
    )
    reviews = rules.reviews(user, launch)
    return [
        {
            "point": point,
            "place": named.get(point.field, point.field),
            "is_fixed": point.fixed
            if point.resolved_at
            else points.is_fixed(point, launch, content),
            "may_move": reviews and point.is_open and launch.state == State.CHANGES_REQUESTED,
            "may_accept": reviews and point.resolved_at and not point.accepted_at,
        }
        for point in rows.order_by("-number")
    ]


def materials_of(launch: Launch, content: Any, at: datetime) -> list[dict[str, Any]]:
    ids = [row.material for row in content.materials]
    found = Material.objects.prefetch_related("renditions").in_bulk(ids)
    staged = readiness.staged_at([launch]).get(launch.pk)
    shown = []
    for row in content.materials:
        if material := found.get(row.material):
            renditions = {f"{r.role}.{r.format}": r for r in material.renditions_for(row.crops)}
            small = renditions.get("card.jpeg") or renditions.get("card.webp")
            shown.append(
                {
                    "row": row,
                    "slot": Slot(row.slot).label,
                    "material": material,
                    "small": small,
                    "warnings": rights.warnings(
                        row,
                        opens_at=launch.opens_at,
                        forum=launch.forum,
                        at=at,
                        stage_at=staged,
                    ),
                }
            )
    return shown


def _steps(task_state: Any) -> list[dict[str, str]]:
    if task_state is None:
        return []
    return [
        {"name": task.name, "status": task.status or "", "display": task.status_display}
        for task in task_state.workflow_state.all_tasks_with_status()
    ]


def _acts(page: Any, user: User, task_state: Any, at: datetime) -> list[dict[str, Any]]:
    """The acts to offer: those the table allows this person, and the step in progress."""
    steps = task_state.task.specific if task_state else None
    return [
        {"name": name, "label": steps.passing if name == "pass" else act.label, "act": act}
        for name, act in ACTS.items()
        if _offered(name, page, user, steps, at)
    ]


def _offered(name: str, page: Any, user: User, step: Any, at: datetime) -> bool:
    launch = page.launch
    if name == "pass":
        return step is not None and bool(step.get_actions(page, user))
    if name == "undo":
        return review.may_undo(launch, by=user, at=at)
    if name in CORRECTING and launch.latest_revision == launch.approved_revision:
        return False
    if name == "correct-later" and not launch.is_released(at=at):
        return False
    if name in BEFORE_THE_INSTANT and launch.is_released(at=at):
        return False
    return may(user, ACTS[name].action, launch)


def places(page: Any) -> list[tuple[str, str]]:
    """Where a point of a change request can be: every text, every slot, the moment."""
    found = [("product", _("Product name")), ("opens_at", _("Release moment"))]
    for said in page.content().words:
        language = rules.language_name(said.language)
        found += [
            (f"texts.{said.language}.{name}", f"{label} ({language})")
            for name, label in labels().items()
        ]
    return found + [(f"materials.{slot.value}", str(slot.label)) for slot in Slot]


def labels_of(page: Any) -> dict[str, str]:
    """{field: what the desk calls it} of everything that can be typed, answers apart."""
    found = dict(places(page))
    for name in wording.NAMES:
        found[name] = capfirst(page._meta.get_field(name).verbose_name)
    placed = list(page.placed_materials.all())
    uids = wording.uids_of(placed)
    for row in placed:
        for name in wording.SAID:
            label = row._meta.get_field(name).verbose_name
            found[f"materials.{uids.get(row.material_id)}.{name}"] = (
                f"{Slot(row.slot).label}: {label}"
            )
    return found


def named_fields(launch: Launch, *versions: Any) -> dict[str, str]:
    """As `labels_of`, of several versions of an entry and with the answers to the call.

    What a later version no longer has, a file say, is still called something.
    """
    found = {name: label for page in versions for name, label in labels_of(page).items()}
    return {**found, **{name: str(asked) for name, asked in call.named(launch).items()}}

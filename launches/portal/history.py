"""The story of a launch for its company, told from the audit and the time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from launches.domain import points
from launches.enums import Office
from launches.models import AuditEntry, Launch, Member
from launches.queries import call

SHOWN_NOTES = {
    "changes_requested", "rejected", "withdrawn", "killed", "approval_revoked",
    "embargo_moved", "released_now", "corrected", "point_answered",
    "change_proposed", "proposal_declined", "sign_off_given", "sign_off_refused",
}  # fmt: skip


@dataclass(frozen=True)
class Chapter:
    """One thing that happened."""

    at: datetime
    words: str
    note: str = ""
    verb: str = ""
    instant: datetime | None = None


@dataclass(frozen=True)
class Next:
    """What comes next, and by when."""

    words: str
    at: datetime


def story(launch: Launch, *, at: datetime) -> list[Chapter]:
    """What happened, the last first. People of the desk are “the editors”, never names."""
    entries = AuditEntry.objects.filter(launch_uid=launch.uid).select_related("actor")
    sides = [launch.company_id, launch.agency_id]
    ours = set(Member.objects.filter(company__in=sides).values_list("user_id", flat=True))
    chapters = [_chapter(entry, ours) for entry in entries]
    if launch.is_released(at=at) and launch.opens_at:
        chapters.append(Chapter(launch.opens_at, _("It became public."), verb="released"))
    known = [chapter for chapter in chapters if chapter.words]
    return _settled(sorted(known, key=lambda chapter: chapter.at, reverse=True))


def _settled(chapters: list[Chapter]) -> list[Chapter]:
    """Without the moments that were set and changed again with nothing in between."""
    verbs = ["", *(chapter.verb for chapter in chapters)]
    return [
        chapter
        for later, chapter in zip(verbs, chapters, strict=False)
        if (later, chapter.verb) != ("moment_wished", "moment_wished")
    ]


def _chapter(entry: AuditEntry, ours: set[int]) -> Chapter:
    who = str(entry.actor) if entry.actor_id in ours else _("The editors")
    office = entry.detail.get("office", "")
    label = Office(office).label if office in Office.values else ""
    words = _sentences().get(entry.verb, "") % {"who": who, "office": label}
    if words and (number := entry.detail.get("point")):
        point = _("point %(number)d") % {"number": number}
        words = f"{words} ({point})"
    note = entry.note if entry.verb in SHOWN_NOTES else ""
    instant = parse_datetime(str(entry.detail.get("opens_at") or ""))
    return Chapter(entry.at, words, note, entry.verb, instant)


def _sentences() -> dict[str, str]:
    return {
        "opened": _("%(who)s started this launch."),
        "moment_wished": _("%(who)s set the release moment."),
        "submitted": _("%(who)s handed it in."),
        "review_started": _("The editors began to read."),
        "changes_requested": _("The editors asked for changes."),
        "request_undone": _("The editors took their request back and read on."),
        "point_answered": _("%(who)s answered a point."),
        "point_accepted": _("The editors accepted a point."),
        "point_edited": _("The editors worded a point anew."),
        "approved": _("The editors approved it. It is under embargo until its moment."),
        "rejected": _("The editors did not accept it."),
        "withdrawn": _("%(who)s withdrew it."),
        "reopened": _("%(who)s reopened it."),
        "approval_revoked": _("The editors took the approval back and read it again."),
        "corrected": _("A correction was issued."),
        "embargo_moved": _("The release moment was moved."),
        "released_now": _("The editors released it at once."),
        "released_on_cue": _("It was released on its cue, on stage."),
        "killed": _("It was recalled and removed everywhere."),
        "change_proposed": _("%(who)s proposed a change."),
        "proposal_withdrawn": _("%(who)s took the proposed change back."),
        "proposal_accepted": _("The editors accepted the proposed change."),
        "proposal_declined": _("The editors declined the proposed change."),
        "proposal_lapsed": _("The proposed change ended: the launch is no longer approved."),
        "sign_off_asked": _("%(who)s asked for a sign-off: %(office)s."),
        "sign_off_given": _("A sign-off was given: %(office)s."),
        "sign_off_refused": _("There was an objection: %(office)s."),
        "sign_off_voided": _("An edit by %(who)s voided a sign-off: %(office)s."),
        "sign_off_restored": _("The signed words were put back, the sign-off stands: %(office)s."),
        "sign_off_revoked": _("%(who)s took a request for a sign-off back: %(office)s."),
    }


def tells(launch: Launch, state: str) -> str:
    """Where it stands and what comes next, in one or two sentences."""
    return {
        "draft": _("Nobody but your company can see it. Hand it in when it is complete."),
        "submitted": _("The editors have it. Nothing is left for you to do now."),
        "in_review": _("An editor is reading it. If something should change, they will ask."),
        "changes_requested": _("The editors ask you to change something and hand it in again."),
        "embargoed": _(
            "Accredited press may prepare with it now. Everybody else sees it at its moment, "
            "not a second earlier. Please do not announce it yourself before."
        ),
        "released": _("It is public."),
        "rejected": _("It will not be released at this forum. The reason is below."),
        "withdrawn": _("It is taken out. Nothing of it becomes public. You can reopen it."),
        "killed": _("It is no longer public anywhere."),
    }.get(state, "")


def comes_next(launch: Launch, state: str, *, at: datetime) -> Next | None:
    """The instant that is waited for, where there is one ahead."""
    if state == "draft":
        found, words = call.window_of(launch).closes_at, _("Hand it in until")
    elif state == "changes_requested":
        dues = [point.due_at for point in points.open_of(launch) if point.due_at]
        found, words = min(dues, default=None), _("The first point is due")
    elif state == "embargoed":
        found, words = launch.opens_at, _("It becomes public")
    else:
        return None
    return Next(words, found) if found and found > at else None

"""Who may do what, and what an entry still lacks.

Predicates take the person first. They answer for one company's member or for the
desk; being a superuser never lifts the four-eyes rule.
"""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from launches import clock
from launches.content import Content, language_name
from launches.enums import CLOSED_STATES, OutletRole, Purpose, Role, State, Verdict
from launches.models import (
    Company,
    Invitation,
    Launch,
    Mandate,
    Member,
    OutletMember,
    Slate,
    User,
)
from launches.models.agency import IN_FORCE
from launches.queries import phases, readiness, slates

__all__ = ["language_name"]

Person = User | AnonymousUser
Rule = Callable[[Person, Launch], bool]

WRITING_STATES = {State.DRAFT, State.CHANGES_REQUESTED}
DESK_WORK = (
    "review_launch",
    "edit_launch",
    "translate_launch",
    "approve_launch",
    "release_launch",
    "accredit_outlet",
)


def role_in(user: Person, company_id: int) -> Role | None:
    """The person's role in a company, None for a stranger."""
    if not user.is_authenticated:
        return None
    role = (
        Member.objects.filter(user_id=user.pk, company_id=company_id)
        .values_list("role", flat=True)
        .first()
    )
    return Role(role) if role else None


def owns(user: Person, company_id: int) -> bool:
    return role_in(user, company_id) == Role.OWNER


def may_give_away(user: Person, company: Company) -> bool:
    """Whether the person may invite an owner for a company that has none.

    The desk may, and an owner of an agency that works for it.
    """
    if company.memberships.exists():
        return False
    if edits(user):
        return True
    agencies = company.mandates.filter(IN_FORCE).values_list("agency", flat=True)
    return any(owns(user, agency) for agency in agencies)


def manages_invitation(user: Person, invitation: Invitation) -> bool:
    """May send it again or withdraw it: an owner, or whoever may give the company away."""
    if invitation.purpose == Purpose.CLAIM:
        return may_give_away(user, invitation.company)
    return owns(user, invitation.company_id)


def is_member(user: Person, launch: Launch) -> bool:
    """Of the submitters, whatever their role: the presenter's people and its agencies'.

    Four eyes means two sides, so an agency whose mandate ended while the entry was
    there still counts.
    """
    if not user.is_authenticated:
        return False
    agencies = Mandate.objects.filter(
        IN_FORCE | Q(ended_at__gte=launch.created_at), client=launch.company_id
    ).values("agency")
    own = Q(company__in=[launch.company_id, launch.agency_id])
    return Member.objects.filter(own | Q(company__in=agencies), user_id=user.pk).exists()


def role_on(user: Person, launch: Launch) -> Role | None:
    """The person's part in an entry, None for a stranger.

    Who owns the entry works on it. Where that is an agency, the owners of the
    presenting company read along, and its other people do not.
    """
    roles = _roles(user, launch)
    if launch.agency_id is None:
        return roles.get(launch.company_id)
    if launch.agency_id in roles:
        return roles[launch.agency_id]
    return Role.VIEWER if roles.get(launch.company_id) == Role.OWNER else None


def _roles(user: Person, launch: Launch) -> dict[int, Role]:
    """{company id: role} in the presenting company and in the agency."""
    if not user.is_authenticated:
        return {}
    ours = [launch.company_id, *([launch.agency_id] if launch.agency_id else [])]
    rows = Member.objects.filter(user_id=user.pk, company_id__in=ours)
    return {company: Role(role) for company, role in rows.values_list("company_id", "role")}


def is_writer(user: Person, launch: Launch) -> bool:
    """Somebody who may write on this entry: owner or editor, not viewer."""
    return role_on(user, launch) in {Role.OWNER, Role.EDITOR}


def _holds(user: Person, *rights: str) -> bool:
    """Active, and holder of at least one of these rights of a launch."""
    return user.is_active and any(user.has_perm(f"launches.{right}") for right in rights)


def is_desk(user: Person) -> bool:
    """Reads the desk: everybody with a part in it, auditors too. It gives no right to act."""
    return _holds(user, "read_desk", "review_launch")


def works_at_desk(user: Person) -> bool:
    """Has a part in the desk's work, so not an auditor."""
    return is_desk(user) and _holds(user, *DESK_WORK)


def edits(user: Person) -> bool:
    """May change what entries say, and bring entries in, on anybody's behalf."""
    return _holds(user, "edit_launch")


def translates(user: Person, launch: Launch) -> bool:
    """May change the texts of an entry, and nothing else of it."""
    if launch.state in CLOSED_STATES or is_locked(launch):
        return False
    return _holds(user, "edit_launch", "translate_launch") and in_phase("edited_by", user, launch)


def reads_record(user: Person) -> bool:
    """May read the audit and the reports."""
    return _holds(user, "read_record")


def is_only_reader(user: Person) -> bool:
    """An auditor: reads everything, and every door that changes something refuses."""
    return reads_record(user) and not _holds(
        user, *DESK_WORK, "edit_call", "edit_glossary", "call_show"
    )


def reviews(user: Person, launch: Launch) -> bool:
    return _holds(user, "review_launch") and not is_member(user, launch)


def reviews_blind(user: Person) -> bool:
    """Reviews in a phase that hides who submits; whoever may approve is told anyway."""
    if not _holds(user, "review_launch") or _holds(user, "approve_launch"):
        return False
    return phases.hides_submitters()


def speaks_for_desk(user: Person, launch: Launch) -> bool:
    """May talk with the company, and with the desk where the company does not read."""
    return works_at_desk(user) and not is_member(user, launch)


def in_phase(part: str, user: Person, launch: Launch) -> bool:
    """Whether the active phase lets a person do their part: "decided_by", "edited_by".

    Where no phase is active the rights alone decide.
    """
    phase = phases.active(launch.forum_id)
    return phase is None or phases.admits(getattr(phase, part), user, launch)


def has_conflict(user: Person, launch: Launch) -> bool:
    """Declared by the person, or of the submitting company or its agency anyway."""
    declared = launch.assessments.filter(by_id=user.pk, verdict=Verdict.CONFLICT)
    return is_member(user, launch) or declared.exists()


def scores(user: Person, launch: Launch) -> bool:
    """May score or abstain: only in a phase that asks for scores, and not with a conflict."""
    phase = phases.active(launch.forum_id)
    if phase is None or not _holds(user, "review_launch") or has_conflict(user, launch):
        return False
    return phases.admits(phase.scored_by, user, launch)


def decides(user: Person, launch: Launch) -> bool:
    """May pass on, decline or ask for changes, as the phase has it; not with a conflict."""
    return _holds(user, "review_launch") and _may_judge(user, launch)


def accepts(user: Person, launch: Launch) -> bool:
    """Four eyes, in a phase where the person decides."""
    return approves(user, launch) and _may_judge(user, launch)


def _may_judge(user: Person, launch: Launch) -> bool:
    return not has_conflict(user, launch) and in_phase("decided_by", user, launch)


def edits_call(user: Person) -> bool:
    """May edit the call for entries and begin a phase of the review."""
    return _holds(user, "edit_call")


def edits_glossary(user: Person) -> bool:
    return _holds(user, "edit_glossary")


def approves(user: Person, launch: Launch) -> bool:
    """Four eyes: may approve, is not the last editor, is not of the company."""
    return (
        user.has_perm("launches.approve_launch")
        and launch.last_editor_id != user.pk
        and not is_member(user, launch)
    )


def releases(user: Person, launch: Launch) -> bool:
    return user.has_perm("launches.release_launch") and not is_member(user, launch)


def plans(user: Person) -> bool:
    """May put launches together on slates."""
    return _holds(user, "edit_launch", "release_launch")


def prepares_slate(user: Person, slate: Slate) -> bool:
    return plans(user) and not is_on_slate(user, slate)


def releases_slate(user: Person, slate: Slate) -> bool:
    return prepares_slate(user, slate) and user.has_perm("launches.release_launch")


def locks_slate(user: Person, slate: Slate) -> bool:
    """Four eyes: who sent the slate to review does not lock it."""
    return releases_slate(user, slate) and user.pk != slate.sent_by_id


def is_on_slate(user: Person, slate: Slate) -> bool:
    """Of a company or agency whose launch is on the slate."""
    if not user.is_authenticated:
        return False
    ours = Member.objects.filter(user_id=user.pk).values("company")
    theirs = Q(company__in=ours) | Q(agency__in=ours) | Q(company__mandates__agency__in=ours)
    return slate.launches.filter(theirs).exists()


def minds_mail(user: Person) -> bool:
    """May hold, edit and repeat mails and change their wording."""
    return _holds(user, "release_launch")


def accredits(user: Person) -> bool:
    """May decide on outlets, publish the terms of embargo and read the ledger."""
    return _holds(user, "accredit_outlet")


def outlet_role(user: Person, outlet_id: int) -> OutletRole | None:
    """The person's part in an outlet, None for a stranger."""
    if not user.is_authenticated:
        return None
    roles = OutletMember.objects.filter(user_id=user.pk, outlet_id=outlet_id)
    role = roles.values_list("role", flat=True).first()
    return OutletRole(role) if role else None


def runs_outlet(user: Person, outlet_id: int) -> bool:
    """Its people and the terms: managers alone."""
    return outlet_role(user, outlet_id) == OutletRole.MANAGER


def connects_outlet(user: Person, outlet_id: int) -> bool:
    """Its keys and webhooks: managers and developers."""
    return outlet_role(user, outlet_id) in {OutletRole.MANAGER, OutletRole.DEVELOPER}


def calls_show(user: Person, launch: Launch | None = None) -> bool:
    return _holds(user, "call_show")


def withdraws(user: Person, launch: Launch) -> bool:
    return is_writer(user, launch) or reviews(user, launch)


def may_see(user: Person, launch: Launch) -> bool:
    return is_desk(user) or role_on(user, launch) is not None


def may_edit(user: Person, launch: Launch) -> bool:
    """Companies write drafts and what came back to them; the desk anything not closed."""
    if launch.state in CLOSED_STATES or is_locked(launch):
        return False
    if launch.state in WRITING_STATES and is_writer(user, launch):
        return True
    return edits(user) and in_phase("edited_by", user, launch)


def may_propose(user: Person, launch: Launch) -> bool:
    """After the approval a company writes nothing; it proposes, and the desk decides."""
    return launch.state == State.APPROVED and is_writer(user, launch)


def is_locked(launch: Launch) -> bool:
    """On a slate that is locked and has not opened: what was checked stays as it is."""
    return launch.state == State.APPROVED and slates.is_armed_for(launch, at=clock.now())


def missing(launch: Launch, content: Content, *, at: datetime) -> dict[str, str]:
    """What keeps the entry from being submitted: {field: sentence}, empty when ready.

    Fields are named "product", "texts.<language>.<field>", "materials.<slot>",
    "opens_at" and "answers.<key>", so that a form can link to each.
    """
    return readiness.of(launch, content, at=at).required

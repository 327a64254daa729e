"""Accrediting outlets: applied for, decided, warned, suspended, ended; each with a reason.

What an outlet reads follows from its state in the gate at its very next request
(launches.queries.keys), so that nothing here has to close anything.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from launches import rules
from launches.enums import OutletAct, OutletRole, OutletState
from launches.errors import NoSuchTransition, NotAllowed, ReasonNeeded, Stale, UnveilError
from launches.files import quarantine, store
from launches.files.quarantine import Upload
from launches.files.slots import MEGABYTE, Wanted
from launches.models import Evidence, Outlet, OutletMember, OutletStep, User
from launches.models.accreditation import SAYS_WHY
from launches.models.material import EXTENSIONS
from launches.queries.outlets import managers_of, officers

from . import audit, mailing, terms
from .materials import clean_name
from .newsrooms import own_page

A, S = OutletAct, OutletState
TABLE: dict[tuple[OutletState, OutletAct], tuple[OutletState, str]] = {
    (S.DECLINED, A.APPLY): (S.APPLIED, "outlet_applied"),
    (S.REVOKED, A.APPLY): (S.APPLIED, "outlet_applied"),
    (S.APPLIED, A.APPROVE): (S.ACCREDITED, "outlet_accredited"),
    (S.APPLIED, A.DECLINE): (S.DECLINED, "outlet_declined"),
    (S.ACCREDITED, A.WARN): (S.ACCREDITED, "outlet_warned"),
    (S.ACCREDITED, A.SUSPEND): (S.SUSPENDED, "outlet_suspended"),
    (S.SUSPENDED, A.REINSTATE): (S.ACCREDITED, "outlet_reinstated"),
    (S.SUSPENDED, A.REVOKE): (S.REVOKED, "outlet_revoked"),
    (S.ACCREDITED, A.REVOKE): (S.REVOKED, "outlet_revoked"),
}
EVIDENCE = Wanted("evidence", ("pdf", "png", "jpeg"), most_bytes=10 * MEGABYTE, most_pages=50)
MOST_EVIDENCE = 6
OPEN = [S.APPLIED, S.DECLINED, S.REVOKED]  # states in which evidence is taken


def apply_for(
    *,
    name: str,
    country: str,
    website: str,
    contact: str,
    about: str,
    evidence: Upload,
    version: int,
    address: str,
    by: User,
    at: datetime,
) -> Outlet:
    """Apply for accreditation: the outlet, its first evidence, its yes to the terms.

    `by` becomes its manager; `version` is what of the terms was read. Raises FileRefused for
    the evidence, and Stale where the terms have changed meanwhile.
    """
    outlet = Outlet(name=" ".join(name.split()), country=country, website=website)
    outlet.contact, outlet.about = contact, about.strip()
    kept = _inspected(evidence, by=by, at=at)
    with transaction.atomic():
        outlet.save(force_insert=True)
        OutletMember.objects.create(outlet=outlet, user=by, role=OutletRole.MANAGER)
        terms.accept(outlet, version=version, address=address, by=by, at=at)
        _keep(outlet, kept, by=by, at=at)
        _step(outlet, A.APPLY, S.APPLIED, "outlet_applied", "", by=by, at=at)
    return outlet


def apply_again(outlet: Outlet, *, by: User, at: datetime) -> Outlet:
    """Ask for another decision, after a refusal or an end."""
    if not rules.runs_outlet(by, outlet.pk):
        raise NotAllowed()
    return _take(outlet, A.APPLY, "", by=by, at=at)


def decide(outlet: Outlet, act: OutletAct, *, reason: str = "", by: User, at: datetime) -> Outlet:
    """An act of the press office: approve, decline, warn, suspend, reinstate, revoke.

    The outlet reads the reason. Raises NotAllowed for people of the outlet itself,
    ReasonNeeded, and Stale where somebody was first.
    """
    if not rules.accredits(by) or rules.outlet_role(by, outlet.pk) or act == A.APPLY:
        raise NotAllowed()
    reason = reason.replace("\0", "").strip()
    if act in SAYS_WHY and not reason:
        raise ReasonNeeded(fields={"reason": _("Please give a reason. The outlet reads it.")})
    return _take(outlet, act, reason, by=by, at=at)


def may_take(outlet: Outlet) -> list[OutletAct]:
    """What the press office can do to it in its state, in the order of severity."""
    return [act for state, act in TABLE if state == outlet.state and act != A.APPLY]


def _take(outlet: Outlet, act: OutletAct, reason: str, *, by: User, at: datetime) -> Outlet:
    found = TABLE.get((OutletState(outlet.state), act))
    if found is None:
        raise NoSuchTransition()
    state, verb = found
    with transaction.atomic():
        rows = Outlet.objects.filter(pk=outlet.pk, state=outlet.state)
        if not rows.update(state=state):
            raise Stale()
        outlet.state = state
        if act == A.REVOKE:
            outlet.keys.filter(revoked_at=None).update(revoked_at=at)
        _step(outlet, act, state, verb, reason, by=by, at=at)
    return outlet


def _step(
    outlet: Outlet,
    act: OutletAct,
    state: OutletState,
    verb: str,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> None:
    """The step, its row in the audit, and the mail to the other side."""
    OutletStep.objects.create(outlet=outlet, act=act, state=state, reason=reason, by=by, at=at)
    audit.record(verb, by=by, at=at, after=state, note=reason, outlet=outlet.pk)
    applied = act == A.APPLY
    link = mailing.address("outlets:outlet", outlet.uid) if applied else own_page(outlet)
    values = {"outlet": outlet.name, "reason": reason, "link": link}
    readers = officers() if applied else managers_of(outlet)
    mailing.post(verb, to=readers, by=by, at=at, values=values)


def receive_evidence(outlet: Outlet, *, upload: Upload, by: User, at: datetime) -> Evidence:
    """One more paper, while nothing is decided. Raises FileRefused."""
    if not rules.runs_outlet(by, outlet.pk) or outlet.state not in OPEN:
        raise NotAllowed()
    if outlet.evidence.count() >= MOST_EVIDENCE:
        full = _("There are %(most)d papers already, and that is the most.")
        raise UnveilError(fields={"evidence": full % {"most": MOST_EVIDENCE}})
    kept = _inspected(upload, by=by, at=at)
    with transaction.atomic():
        return _keep(outlet, kept, by=by, at=at)


def _inspected(upload: Upload, *, by: User, at: datetime) -> Evidence:
    with quarantine.inspected(upload, wanted=EVIDENCE) as verdict:
        extension = EXTENSIONS[verdict.content_type]
        stored, size, digest = store.keep(verdict.folder / verdict.original, extension)
    return Evidence(
        filename=clean_name(upload.name, extension),
        original=stored,
        content_type=verdict.content_type,
        bytes=size,
        sha256=digest,
        uploaded_by=by,
        uploaded_at=at,
    )


def _keep(outlet: Outlet, evidence: Evidence, *, by: User, at: datetime) -> Evidence:
    evidence.outlet = outlet
    evidence.save(force_insert=True)
    audit.record("evidence_received", by=by, at=at, outlet=outlet.pk, sha256=evidence.sha256)
    return evidence

"""Applied for, decided, ended; terms by version; the people of an outlet."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from launches import clock
from launches.domain import accreditation, newsrooms, terms
from launches.enums import OutletAct, OutletRole, OutletState
from launches.errors import (
    FileRefused,
    LastOwner,
    NoSuchTransition,
    NotAllowed,
    ReasonNeeded,
    Stale,
    UnveilError,
)
from launches.models import AuditEntry, EmbargoTerms, Mail, Outlet, OutletKey
from tests.factories import (
    OutletFactory,
    OutletMemberFactory,
    UserFactory,
    key_of,
    officer,
    terms_for,
)
from tests.launches.files.hostile import arrival, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.database]
A, S = OutletAct, OutletState


def applied(by=None, data=None, version=1) -> Outlet:
    return accreditation.apply_for(
        name="Le Jour",
        country="FR",
        website="https://lejour.example",
        contact="desk@lejour.example",
        about="A daily.",
        evidence=arrival(pdf() if data is None else data, "card.pdf"),
        version=version,
        address="192.0.2.0/24",
        by=by or UserFactory(),
        at=clock.now(),
    )


def decided(outlet, act, *, reason="Because.", by=None):
    return accreditation.decide(outlet, act, reason=reason, by=by or officer(), at=clock.now())


def test_an_application_holds_all_that_was_given_and_tells_the_press_office():
    told, by = officer(), UserFactory()
    terms_for()
    outlet = applied(by)
    member, paper, yes = outlet.memberships.get(), outlet.evidence.get(), outlet.acceptances.get()
    assert (outlet.state, member.user, member.role) == (S.APPLIED, by, OutletRole.MANAGER)
    assert (paper.filename, paper.content_type) == ("card.pdf", "application/pdf")
    assert (yes.terms.version, yes.by, yes.address) == (1, by, "192.0.2.0/24")
    assert Outlet.objects.get().accepted == yes.terms
    mails = Mail.objects.filter(kind="outlet_applied")
    assert told.email in set(mails.values_list("to", flat=True))


@pytest.mark.parametrize("data", [b"", b"MZ\x90 not a paper", pdf(script="app.alert(1)")])
def test_evidence_goes_through_the_quarantine(data):
    terms_for()
    with pytest.raises(FileRefused):
        applied(data=data)
    assert not Outlet.objects.exists()


def test_terms_that_changed_meanwhile_are_read_again():
    terms_for()
    terms_for(text="Other words.")
    with pytest.raises(Stale):
        applied(version=1)
    assert not Outlet.objects.exists()


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("act", [act for act in A if act != A.APPLY])
def test_each_act_has_its_place_in_the_table(state, act):
    outlet = OutletFactory(state=state)
    found = accreditation.TABLE.get((state, act))
    if found is None:
        with pytest.raises(NoSuchTransition):
            decided(outlet, act)
        return
    decided(outlet, act)
    outlet.refresh_from_db()
    step = outlet.steps.get()
    assert (outlet.state, step.act, step.reason) == (found[0], act, "Because.")
    assert AuditEntry.objects.filter(verb=found[1]).count() == 1


@pytest.mark.parametrize("act", [A.WARN, A.SUSPEND, A.REVOKE])
def test_what_hurts_needs_a_reason(act):
    with pytest.raises(ReasonNeeded):
        decided(OutletFactory(), act, reason=" ")


def test_each_decision_is_mailed_to_the_managers_alone():
    manager = OutletMemberFactory()
    OutletMemberFactory(outlet=manager.outlet, role=OutletRole.JOURNALIST)
    decided(manager.outlet, A.SUSPEND, reason="Broke the embargo of Tuesday.")
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("outlet_suspended", manager.user.email)
    assert "Broke the embargo of Tuesday." in mail.text


def test_only_the_press_office_decides_and_never_on_itself():
    member = OutletMemberFactory(user=officer())
    for by in (UserFactory(approver=True), OutletMemberFactory().user, member.user):
        with pytest.raises(NotAllowed):
            decided(member.outlet, A.SUSPEND, by=by)


def test_the_second_of_two_officers_is_told():
    outlet = OutletFactory()
    old = Outlet.objects.get(pk=outlet.pk)
    decided(outlet, A.SUSPEND)
    with pytest.raises(Stale):
        decided(old, A.SUSPEND)


def test_an_end_revokes_every_key():
    outlet = OutletFactory()
    key_of(outlet, "press")
    decided(outlet, A.REVOKE)
    assert OutletKey.objects.get().revoked_at is not None


def test_what_terms_say_never_changes():
    terms_for()
    with pytest.raises(DatabaseError, match="append only"):
        EmbargoTerms.objects.update(text="Other")


def test_new_terms_are_told_to_accredited_managers():
    member = OutletMemberFactory()
    OutletMemberFactory(outlet__state=S.SUSPENDED)
    terms_for()
    assert set(Mail.objects.values_list("to", flat=True)) == {member.user.email}
    for _twice in range(2):
        terms.accept(member.outlet, version=1, address="", by=member.user, at=clock.now())
    assert member.outlet.acceptances.count() == 1


@pytest.mark.parametrize(
    ("field", "changes", "ago"),
    [("text", {"text": " "}, 0), ("text_zh", {"text_zh": ""}, 0), ("in_force_from", {}, 60)],
)
def test_terms_that_cannot_be_are_refused_by_name(field, changes, ago):
    at = clock.now()
    said = {"text": "Keep it.", "text_zh": "请遵守。", **changes}
    with pytest.raises(UnveilError) as refusal:
        terms.publish(**said, in_force_from=at - timedelta(seconds=ago), by=officer(), at=at)
    assert set(refusal.value.fields) == {field}


def test_a_place_is_taken_by_the_owner_of_the_address_alone():
    manager, at = OutletMemberFactory(), clock.now()
    guest, other = UserFactory(email="Guest@paper.example"), UserFactory()
    role, asked = OutletRole.DEVELOPER, "guest@PAPER.example"
    invitation = newsrooms.invite(manager.outlet, email=asked, role=role, by=manager.user, at=at)
    with pytest.raises(NotAllowed):
        newsrooms.join(invitation, by=other, at=at)
    assert newsrooms.join(invitation, by=guest, at=at).role == role
    with pytest.raises(NotAllowed):
        newsrooms.join(invitation, by=guest, at=at)


def test_an_outlet_keeps_a_manager():
    manager, at = OutletMemberFactory(), clock.now()
    with pytest.raises(LastOwner):
        newsrooms.remove(manager, by=manager.user, at=at)
    colleague = OutletMemberFactory(outlet=manager.outlet, role=OutletRole.JOURNALIST)
    with pytest.raises(NotAllowed):
        newsrooms.remove(manager, by=colleague.user, at=at)
    newsrooms.remove(colleague, by=colleague.user, at=at)
    assert list(manager.outlet.memberships.all()) == [manager]

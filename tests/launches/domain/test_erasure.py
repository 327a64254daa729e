"""A person is erased: no table knows them any more, and the record stays whole."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from launches import clock
from launches.domain import (
    audit,
    erasure,
    invitations,
    looking,
    preview_links,
    review,
    thread,
)
from launches.domain.submission import withdraw
from launches.enums import CommentAudience, Role
from launches.errors import LastOwner, NotAllowed, ReasonNeeded, UnveilError
from launches.models import (
    Assessment,
    AuditEntry,
    BulkItem,
    BulkJob,
    Checker,
    CheckRemark,
    Claim,
    Company,
    Confirmation,
    DecisionBatch,
    Emergency,
    Hold,
    LastLook,
    LaunchCheck,
    Mail,
    Member,
    OutletStep,
    PreparedDecision,
    Proposal,
    SignOff,
    Slate,
    SlateMove,
    User,
)
from tests.factories import MemberFactory, OutletFactory, UserFactory, launch, slate

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)
NAME, EMAIL = "Zyzzyva Quux", "zyzzyva.quux@people.example"


@pytest.fixture
def keeper():
    return UserFactory(rights=["erase_person"])


@pytest.fixture
def person():
    """Somebody who has acted, is named by others, and has letters and invitations."""
    user, at = UserFactory(name=NAME, email=EMAIL, reviewer=True), clock.now()
    entry = launch("submitted")
    owner = entry.company.memberships.get().user
    thread.say(entry, text=f"Ask {NAME}.", audience=CommentAudience.DESK, by=user, at=at)
    thread.say(entry, text="For you.", audience=CommentAudience.COMPANY, by=user, at=at)
    review.request_changes(entry, points=[("", f"Says {NAME}: shorter.")], by=user, at=at)
    preview_links.make(
        entry, name=NAME, language="en", expires_at=at + DAY, revision=None,
        by=UserFactory(reviewer=True), at=at,
    )  # fmt: skip
    withdraw(entry, reason=f"{NAME} ({EMAIL}) said so.", by=owner, at=at)
    other = MemberFactory()
    invitations.invite(other.company, email=EMAIL, role=Role.EDITOR, by=other.user, at=at)
    Member.objects.create(company=other.company, user=user, role=Role.EDITOR)
    return user


def say_everywhere(user) -> None:
    """The person's name in all the free words that others can write about entries and outlets."""
    entry, other, at = launch("changes_requested"), UserFactory(reviewer=True), clock.now()
    words, mine = f"{NAME} ({EMAIL}) said so.", {"launch": entry, "by": other, "at": at}
    Claim.objects.create(launch=entry, user=user, since=at, until=at)
    looking.first_look(entry, by=user, at=at)
    entry.change_requests.update(due_reason=words, due_moved_at=at)
    answered = {"answered_by": other, "answered_at": at}
    Confirmation.objects.create(
        **mine, before=1, revision=2, state="objected", words=words, **answered
    )
    Assessment.objects.create(**mine, verdict="abstained", note=words, revision=1)
    PreparedDecision.objects.create(
        **mine, batch=DecisionBatch.objects.create(name="B", at=at), ruling="decline",
        words=words, revision=1, state="refused", refusal=words,
    )  # fmt: skip
    job = BulkJob.objects.create(act="tag", by=other, at=at, touched_at=at)
    BulkItem.objects.create(job=job, launch=entry, state="refused", reason=words)
    Proposal.objects.create(**mine, values={}, base=1, note=words)
    SignOff.objects.create(
        launch=entry, revision=1, name="A", note=words, asked_at=at, expires_at=at + DAY
    )
    checker = Checker.objects.create(forum=entry.forum, name="C", url="https://c.example/")
    check = LaunchCheck.objects.create(
        checker=checker, launch=entry, revision=1, asked_at=at, due_at=at
    )
    CheckRemark.objects.create(check_of=check, position=1, severity="info", text=words)
    outlet = OutletFactory(contact=EMAIL)
    OutletStep.objects.create(outlet=outlet, act="apply", state="applied", reason=words, at=at)
    Emergency.objects.create(
        act="hold_all", reason=words, alone_because=words, asked_by=other, asked_at=at,
        expires_at=at + DAY,
    )  # fmt: skip
    Hold.objects.create(begun_by=other, begun_at=at, reason=words)
    planned = slate([], "draft", opens_at=at)
    Slate.objects.filter(pk=planned.pk).update(blocked_why=words)
    SlateMove.objects.create(slate=planned, was=at, became=at + DAY, reason=words, at=at)


def tables_that_know(*words: str) -> set[str]:
    """Every table in which a row holds one of the words, whatever the column."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            text = repr(cursor.fetchall()).lower()
            if any(word.lower() in text for word in words):
                found.add(table)
    return found


def test_no_table_knows_them_any_more(person, keeper):
    say_everywhere(person)
    before = tables_that_know(NAME, EMAIL)
    assert {"launches_user", "launches_auditentry", "launches_mail", "launches_outlet"} <= before
    assert {model._meta.db_table for model, _fields in erasure.SPOKEN} <= before
    erasure.erase_person(person, reason="Asked for it.", by=keeper, at=clock.now())
    assert tables_that_know(NAME, EMAIL) == set()
    assert not Claim.objects.exists()
    assert not LastLook.objects.exists()


def test_the_record_stays_whole(person, keeper):
    before = list(AuditEntry.objects.order_by("pk").values_list("pk", "verb", "actor", "at"))
    gone = erasure.erase_person(person, reason="Asked for it.", by=keeper, at=clock.now())
    after = list(AuditEntry.objects.order_by("pk").values_list("pk", "verb", "actor", "at"))
    assert after[:-1] == before
    last = AuditEntry.objects.get(pk=after[-1][0])
    assert (last.verb, last.actor, last.detail, last.note) == (
        "person_erased",
        keeper,
        {"person": person.pk},
        "Asked for it.",
    )
    acted = AuditEntry.objects.filter(actor=gone).select_related("actor")
    assert {str(row.actor) for row in acted} == {gone.name}
    assert gone.name.startswith("Erased person ")


def test_notes_that_name_nobody_stay(person, keeper):
    other = audit.record("rejected", by=person, at=clock.now(), note="Not for this forum.")
    erasure.erase_person(person, reason="Asked for it.", by=keeper, at=clock.now())
    other.refresh_from_db()
    assert other.note == "Not for this forum."
    assert AuditEntry.objects.get(verb="withdrawn").note == ""


def test_they_can_do_nothing_any_more(client, person, keeper):
    client.force_login(person)
    erasure.erase_person(person, reason="Asked for it.", by=keeper, at=clock.now())
    person = User.objects.get(pk=person.pk)
    assert (person.is_active, person.has_usable_password()) == (False, False)
    assert not person.memberships.exists()
    assert not person.user_permissions.exists()
    assert not EmailAddress.objects.filter(user=person).exists()
    assert client.get("/portal/").status_code == 302
    assert not Mail.objects.filter(person=person).exists()


def test_the_only_owner_hands_over_first(keeper):
    owner = MemberFactory(user=UserFactory(name=NAME))
    colleague = MemberFactory(company=owner.company, role=Role.EDITOR)
    with pytest.raises(LastOwner, match=owner.company.name):
        erasure.erase_person(owner.user, reason="Left.", by=keeper, at=clock.now())
    assert User.objects.get(pk=owner.user.pk).name == NAME
    Member.objects.filter(pk=colleague.pk).update(role=Role.OWNER)
    erasure.erase_person(owner.user, reason="Left.", by=keeper, at=clock.now())


def test_a_company_of_nobody_else_is_unclaimed(keeper):
    owner = MemberFactory()
    erasure.erase_person(owner.user, reason="Left.", by=keeper, at=clock.now())
    assert not Company.objects.get(pk=owner.company.pk).memberships.exists()


def test_who_may_and_what_is_refused(person, keeper):
    at = clock.now()
    chief = UserFactory(releaser=True)
    for by, reason, error in (
        (chief, "Why not.", NotAllowed),
        (keeper, "  ", ReasonNeeded),
        (keeper, f"{NAME} asked.", UnveilError),
    ):
        with pytest.raises(error):
            erasure.erase_person(person, reason=reason, by=by, at=at)
    assert User.objects.get(pk=person.pk).name == NAME
    erasure.erase_person(person, reason="Asked.", by=keeper, at=at)
    with pytest.raises(UnveilError, match="erased already"):
        erasure.erase_person(person, reason="Asked.", by=keeper, at=at)


def test_the_last_owner_is_not_deleted_elsewhere():
    owner = MemberFactory()
    MemberFactory(company=owner.company, role=Role.EDITOR)
    with pytest.raises(LastOwner), transaction.atomic():
        owner.user.delete()
    assert owner.company.memberships.filter(role=Role.OWNER).exists()


def test_the_command(person, capsys):
    call_command("erase_person", EMAIL.upper(), "--reason", "Asked for it.")
    assert "Erased person" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Nobody"):
        call_command("erase_person", EMAIL, "--reason", "Asked for it.")
    assert AuditEntry.objects.get(verb="person_erased").door == "command"

"""Sign-offs: asked for a frozen version, answered once, void only where an edit touches."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from launches import clock
from launches.content import Answer
from launches.domain import release, review, signoff, submission
from launches.domain.signoff import Asked, token_of
from launches.enums import Role
from launches.errors import NotAllowed, NotReady, Over, ReasonNeeded, Stale, UnveilError
from launches.models import AuditEntry, SignOff
from launches.queries import signoffs
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry as ready_entry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def page():
    return ready_entry()


def asked(**changes) -> Asked:
    values = {
        "name": "Nadia Counsel",
        "email": "nadia@law.example",
        "office": "legal",
        "language": "en",
        "expires_at": clock.now() + timedelta(days=7),
        **changes,
    }
    return Asked(**values)


def ask(page, *, at=None, by=None, **changes) -> SignOff:
    launch = page.launch
    launch.refresh_from_db()
    return signoff.ask(
        launch,
        asked(**changes),
        revision=launch.latest_revision,
        content=page.get_latest_revision_as_object().content(),
        by=by or launch.created_by,
        at=at or clock.now(),
    )


def decide(found, decision="approved", *, name="N. Counsel", comment="", at=None):
    return signoff.decide(
        found, decision, name=name, comment=comment, address="192.0.2.0/24", at=at or clock.now()
    )


def edit(page, by=None, **texts):
    """Save new English words (headline=...) or, with a language__field name, others."""
    latest = page.get_latest_revision_as_object()
    for name, value in texts.items():
        language, _sep, field = name.rpartition("__")
        for text in (rows := list(latest.texts.all())):
            if text.language == (language or "en"):
                setattr(text, field, value)
        latest.texts = rows
    return latest.save_revision(user=by or page.launch.created_by, clean=False)


def test_the_token_is_kept_nowhere(page):
    found = ask(page)
    token = token_of(found)
    assert len(token) == 64
    assert signoffs.by_token(token) == found
    assert signoffs.by_token(token[:-1] + ("0" if token[-1] != "0" else "1")) is None
    assert token not in str(SignOff.objects.values().get())


def test_an_answer_is_given_once(page):
    found = ask(page)
    rival = SignOff.objects.get(pk=found.pk)
    decide(found)
    with pytest.raises(Over):
        decide(rival, "objected", comment="No.")
    found.refresh_from_db()
    assert (found.decision, found.signed_name, found.address) == (
        "approved",
        "N. Counsel",
        "192.0.2.0/24",
    )
    entry = AuditEntry.objects.get(verb="sign_off_given")
    assert entry.detail == {
        "sign_off": found.uid,
        "office": "legal",
        "digest": found.digest,
        "revision": found.revision,
        "address": "192.0.2.0/24",
    }


def test_what_an_answer_needs(page):
    found = ask(page)
    with pytest.raises(UnveilError) as nameless:
        decide(found, name="  ")
    with pytest.raises(ReasonNeeded) as silent:
        decide(found, "objected", comment=" ")
    with pytest.raises(UnveilError) as strange:
        decide(found, "perhaps")
    assert [set(error.value.fields) for error in (nameless, silent, strange)] == [
        {"name"},
        {"comment"},
        {"decision"},
    ]
    assert SignOff.objects.get().decision == ""


def test_a_link_ends_at_its_instant(page, moment):
    moment.at(-3600)
    found = ask(page, expires_at=moment.T)
    with pytest.raises(Over):
        decide(found, at=moment.T)
    assert found.state(at=moment.T) == "expired"
    decide(found, at=moment.at(-1))
    assert found.state(at=moment.T) == "approved"


def test_taken_back_is_dead(page):
    found = ask(page)
    signoff.revoke(found, by=page.launch.created_by, at=clock.now())
    with pytest.raises(Over):
        decide(found)
    given = decide(ask(page))
    with pytest.raises(Over):
        signoff.revoke(given, by=page.launch.created_by, at=clock.now())


def test_who_may_ask(page):
    viewer = MemberFactory(company=page.launch.company, role=Role.VIEWER).user
    for stranger in (viewer, MemberFactory().user, UserFactory(releaser=True)):
        with pytest.raises(NotAllowed):
            ask(page, by=stranger)
    submission.withdraw(page.launch, reason="x", by=page.launch.created_by, at=clock.now())
    with pytest.raises(NotAllowed):
        ask(page)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"office": "king"}, "office"),
        ({"parts": ["texts.fr"]}, "parts"),
        ({"expires_at": clock.now() - timedelta(days=1)}, "expires_at"),
        ({"expires_at": clock.now() + timedelta(days=400)}, "expires_at"),
    ],
)
def test_a_bad_request_names_its_field(page, change, field):
    with pytest.raises(UnveilError) as error:
        ask(page, **change)
    assert set(error.value.fields) == {field}
    assert SignOff.objects.count() == 0


def test_an_older_version_cannot_be_signed(page):
    launch, old = page.launch, page.launch.latest_revision
    edit(page, headline="New")
    with pytest.raises(Stale):
        signoff.ask(
            launch,
            asked(),
            revision=old,
            content=page.content(),
            by=launch.created_by,
            at=clock.now(),
        )


def test_an_edit_voids_only_what_it_touches_and_says_whose(page):
    everything = decide(ask(page))
    english = decide(ask(page, parts=["texts.en"]))
    chinese = decide(ask(page, parts=["texts.zh-hans"]))
    pictures = ask(page, parts=["materials"])
    colleague = MemberFactory(company=page.launch.company, role=Role.EDITOR).user
    edit(page, by=colleague, headline="Changed")
    states = {row.pk: row for row in SignOff.objects.all()}
    now = clock.now()
    assert [states[row.pk].state(at=now) for row in (everything, english, chinese, pictures)] == [
        "voided",
        "voided",
        "approved",
        "waiting",
    ]
    touched = states[english.pk]
    assert (touched.voided_by, touched.voided_fields) == (colleague, ["texts.en.headline"])
    assert AuditEntry.objects.filter(verb="sign_off_voided", actor=colleague).count() == 2


def test_words_put_back_are_signed_again(page):
    found = decide(ask(page))
    before = page.get_latest_revision_as_object().texts.get(language="en").headline
    edit(page, headline="Changed")
    edit(page, headline=before)
    found.refresh_from_db()
    assert found.state(at=clock.now()) == "approved"
    assert [
        row.verb for row in AuditEntry.objects.filter(verb__startswith="sign_off").order_by("pk")
    ] == [
        "sign_off_asked",
        "sign_off_given",
        "sign_off_voided",
        "sign_off_restored",
    ]


def test_answers_for_the_organisers_are_nobodys_to_sign(page):
    found = decide(ask(page))
    latest = page.get_latest_revision_as_object().content()
    changed = replace(latest, answers=(Answer("power", "16 A"),))
    assert signoff.follow(page.launch, changed, by=None, at=clock.now()) == []
    found.refresh_from_db()
    assert found.state(at=clock.now()) == "approved"


def test_a_waiting_request_is_overtaken_too(page):
    found = ask(page)
    edit(page, headline="Changed")
    with pytest.raises(Over):
        decide(found)


def test_saving_without_sign_offs_costs_one_question(page, django_assert_num_queries):
    launch = page.launch
    content = page.content()
    with django_assert_num_queries(1):
        signoff.follow(launch, content, by=None, at=clock.now())


def test_needed_to_hand_in_and_to_approve(page):
    launch, forum = page.launch, page.launch.forum
    forum.sign_offs_to_submit, forum.sign_offs_to_approve = ["legal"], ["ministry"]
    forum.save()
    content = page.get_latest_revision_as_object().content()
    owner = launch.created_by

    def hand_in():
        launch.refresh_from_db()
        return submission.submit(
            launch, revision=launch.latest_revision, content=content, by=owner, at=clock.now()
        )

    with pytest.raises(NotReady) as error:
        hand_in()
    assert error.value.fields == {"sign_offs.legal": "A sign-off is missing: Legal."}
    decide(ask(page, parts=["identity", "texts.en", "texts.zh-hans"]))
    with pytest.raises(NotReady):
        hand_in()  # the pictures are not signed
    decide(ask(page, parts=["materials"]))
    hand_in()
    review.start_review(launch, by=UserFactory(reviewer=True), at=clock.now())
    chief = UserFactory(releaser=True)
    approve = {"revision": launch.latest_revision, "content": content, "by": chief}
    with pytest.raises(NotReady) as error:
        release.approve(launch, **approve, at=clock.now())
    assert error.value.fields == {
        "sign_offs.ministry": "A sign-off is missing: Ministry or authority."
    }
    decide(ask(page, office="ministry"), "objected", comment="Not yet.")
    with pytest.raises(NotReady) as error:
        release.approve(launch, **approve, at=clock.now())
    assert "objection" in str(error.value)
    SignOff.objects.filter(office="ministry").delete()
    decide(ask(page, office="ministry"))
    assert release.approve(launch, **approve, at=clock.now()).number == 1


@pytest.mark.parametrize(
    "change",
    [
        {"decision": "approved"},
        {"decision": "approved", "decided_at": clock.now()},
        {"decision": "objected", "decided_at": clock.now(), "signed_name": "N"},
        {"expires_at": clock.now() - timedelta(days=1)},
    ],
)
def test_the_database_refuses_half_an_answer(page, change):
    found = ask(page)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.filter(pk=found.pk).update(**change)

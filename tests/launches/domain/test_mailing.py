"""Mail is written with the act, in the reader's language, and never names a hidden product."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings

from launches import clock, letters
from launches.domain import mailing, release, review
from launches.enums import MailState, Role
from launches.errors import UnveilError
from launches.letters import Wording
from launches.mail_kinds import KINDS
from launches.models import Mail, Receipt
from tests.factories import MemberFactory, UserFactory, content_of, launch

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "zh-hans"]
NEWS = ["approved", "rejected", "changes_requested", "killed"]


def test_a_receipt_goes_to_everybody_of_the_company_in_their_language():
    owner = MemberFactory(user__language="en")
    reader = MemberFactory(company=owner.company, role=Role.VIEWER, user__language="zh-hans")
    MemberFactory(company=owner.company, user__is_active=False)
    MemberFactory()
    entry = launch("submitted", company=owner.company)
    receipt = Receipt.objects.get(launch=entry)
    mails = {mail.to: mail for mail in Mail.objects.filter(kind="receipt")}
    assert set(mails) == {owner.user.email, reader.user.email}
    english, chinese = mails[owner.user.email], mails[reader.user.email]
    assert english.subject == f"Receipt {receipt.number}"
    assert chinese.subject == f"回执 {receipt.number}"
    assert "我们已收到您的申报" in chinese.text
    assert '<html lang="zh-hans">' in chinese.html
    for mail in mails.values():
        assert receipt.digest in mail.text
        assert f"/portal/receipts/{receipt.number}/" in mail.text
        assert f'/portal/receipts/{receipt.number}/"' in mail.html


@pytest.mark.parametrize("state", NEWS)
def test_the_desks_acts_are_told_and_no_canary_is_in_any_mail(state):
    entry = launch(state, product="Zyzzyva Nine")
    told = Mail.objects.get(launch_uid=entry.uid, kind=state)
    assert ("Points to answer: 1" in told.text) == (state == "changes_requested")
    for mail in Mail.objects.all():
        assert "zyzzyva" not in (mail.subject + mail.text + mail.html).lower()
        assert entry.slug not in mail.text + mail.html


def test_no_kind_has_a_place_for_what_is_hidden():
    """Every kind in every language, its places filled with what they stand for."""
    entry = launch("submitted", product="Zyzzyva Nine")
    for kind in KINDS.values():
        assert not {"product", "headline", "title", "name", "slug"} & set(kind.all_places())
    for name, kind in KINDS.items():
        values = {place: place for place in kind.all_places()}
        for code in LANGUAGES:
            mailing.post(
                name, to=UserFactory(language=code), launch=entry, values=values, at=clock.now()
            )
    mails = Mail.objects.all()
    assert mails.count() == len(KINDS) * 2 + 1
    assert [mail.kind for mail in mails if "zyzzyva" in (mail.subject + mail.html).lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_wording_that_may_be_kept(kind, language):
    wording = letters.default(kind, language)
    assert letters.check(kind, wording) == wording
    assert (wording.text != letters.default(kind, "en").text) == (language != "en")


def test_a_mail_of_an_act_that_is_rolled_back_is_never_written():
    entry = launch("in_review")
    before = Mail.objects.count()
    with transaction.atomic():
        review.reject(entry, reason="No.", by=UserFactory(reviewer=True), at=clock.now())
        transaction.set_rollback(True)
    assert Mail.objects.count() == before


def test_decisions_are_held_under_a_key_or_until_an_instant_or_not_written():
    at, person = clock.now(), UserFactory()
    with mailing.held("jury-1"):
        [held] = mailing.post("approved", to=person, at=at)
    with mailing.held(until=at + timedelta(hours=1)):
        [later] = mailing.post("approved", to=person, at=at)
    with mailing.unsent():
        assert mailing.post("approved", to=person, at=at) == []
    with mailing.delivered():
        [past] = mailing.post("approved", to=person, at=at)
    [now] = mailing.post("approved", to=person, at=at)
    assert [(m.state, m.hold_key, m.hold_until, m.sent_at) for m in (held, later, past, now)] == [
        (MailState.HELD, "jury-1", None, None),
        (MailState.HELD, "", at + timedelta(hours=1), None),
        (MailState.SENT, "", None, at),
        (MailState.QUEUED, "", None, None),
    ]


def test_an_address_without_an_account_gets_the_language_it_is_given():
    [mail] = mailing.post("approved", to="new@house.example", language="zh-hans", at=clock.now())
    assert (mail.to, mail.person, mail.language) == ("new@house.example", None, "zh-hans")
    [other] = mailing.post("approved", to="new@house.example", at=clock.now())
    assert other.language == "en"


def test_the_mails_of_an_act_cost_the_same_for_one_and_three(django_assert_num_queries):
    entry = launch("in_review")
    chief = UserFactory(releaser=True)

    def kill():
        with django_assert_num_queries(3):  # the people, the organisers' wording, the mails
            mailing.tell_news(entry, "killed", by=chief, at=clock.now())

    entry.forum  # noqa: B018 -- read before
    kill()
    MemberFactory(company=entry.company)
    MemberFactory(company=entry.company)
    kill()


def test_an_approval_is_told_with_its_edition_or_not_at_all():
    entry = launch("in_review")
    stale = UserFactory(releaser=True)
    with pytest.raises(UnveilError):
        release.approve(entry, revision=1, content=content_of(entry), by=stale, at=clock.now())
    assert not Mail.objects.filter(kind="approved").exists()


@pytest.mark.parametrize(
    ("subject", "text", "field", "words"),
    [
        ("", "A {link}", "subject", "write something"),
        ("Hello", "{link} {product}", "text", "{product} is not known"),
        ("{launch.product}", "{link}", "subject", "not known"),
        ("Hello", "{{ settings.SECRET_KEY }} {link}", "text", "brace"),
        ("Hello", "{% load x %} {link}", "text", "brace"),
        ("Hello {", "{link}", "subject", "brace"),
        ("Hello", "No way to act", "text", "needs {link}"),
        ("One\nTwo", "{link}", "subject", "one line"),
        ("x" * 201, "{link}", "subject", "201 characters; at most 200"),
    ],
)
def test_a_wording_is_refused_in_words(subject, text, field, words):
    with pytest.raises(UnveilError) as refused:
        letters.check("approved", Wording(subject, text))
    assert words in refused.value.fields[field]


@override_settings(SITE_URL="https://unveil.example")
def test_words_of_others_neither_mark_up_nor_lead_away():
    text = (
        "Heading & more\n\n<b>bold</b>\nsecond line\n\nClick here: https://evil.example/x\n\n"
        "See it: https://unveil.example/portal/\n\n-- \nUnveil · A & B\n"
    )
    html = letters.drawn(Wording("S", text), language="en")
    assert "<b>" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;<br>second line" in html
    assert 'href="https://evil.example' not in html
    assert '<a href="https://unveil.example/portal/"' in html
    assert "Unveil · A &amp; B" in html
    wording = letters.filled(Wording("{person}", "{person}"), {"person": "A\r\nBcc: x@y.example"})
    assert wording == Wording("A Bcc: x@y.example", "A Bcc: x@y.example")

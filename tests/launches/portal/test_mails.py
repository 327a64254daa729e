"""Mail to the company: in the reader's language, and without the product's name."""

import pytest

from launches import clock
from launches.domain import release, review
from launches.enums import Role
from launches.models import Receipt
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry as ready_entry

from .test_sending import hand_in


@pytest.fixture(autouse=True)
def _at_once(settings):
    settings.SITE_URL = "https://unveil.example/"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def ready(owner):
    return ready_entry(owner=owner, product="Canary Nine").launch


@pytest.mark.django_db(transaction=True)
def test_a_receipt_goes_to_everybody_of_the_company_once(signed, ready, mailoutbox):
    reader = MemberFactory(company=ready.company, role=Role.VIEWER, user__language="zh-hans")
    MemberFactory()
    hand_in(signed, ready)
    hand_in(signed, ready)
    receipt = Receipt.objects.get()
    assert sorted(mail.to for mail in mailoutbox) == sorted(
        [[receipt.by.email], [reader.user.email]]
    )
    for mail in mailoutbox:
        html = mail.alternatives[0].content
        assert receipt.number in mail.subject
        assert f"/portal/receipts/{receipt.number}/" in mail.body
        assert receipt.digest in mail.body
        assert f'href="https://unveil.example/portal/receipts/{receipt.number}/"' in html
        assert "Canary" not in mail.subject + mail.body + html


@pytest.mark.django_db(transaction=True)
def test_the_desks_acts_are_told(signed, ready, mailoutbox):
    hand_in(signed, ready)
    ready.refresh_from_db()
    editor = UserFactory(reviewer=True)
    review.start_review(ready, by=editor, at=clock.now())
    del mailoutbox[:]
    review.request_changes(ready, points=[("", "Canary note")], by=editor, at=clock.now())
    assert [mail.subject for mail in mailoutbox] == [f"Changes requested for entry {ready.uid}"]
    hand_in(signed, ready, ready.latest_revision)
    assert len(mailoutbox) == 1  # the same version again is the same receipt
    assert "Canary" not in str([mail.message() for mail in mailoutbox])


@pytest.mark.django_db(transaction=True)
def test_approval_is_told(signed, ready, mailoutbox):
    hand_in(signed, ready)
    ready.refresh_from_db()
    review.start_review(ready, by=UserFactory(reviewer=True), at=clock.now())
    del mailoutbox[:]
    content = ready.page.get_latest_revision_as_object().content()
    chief = UserFactory(releaser=True)
    release.approve(
        ready, revision=ready.latest_revision, content=content, by=chief, at=clock.now()
    )
    assert [mail.subject for mail in mailoutbox] == [f"Entry {ready.uid} is approved"]
    assert "Canary" not in str(mailoutbox[0].message())

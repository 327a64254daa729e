"""Prepared decisions on the desk's pages."""

import pytest
from django.urls import reverse

from cms.desk.flow import in_step
from cms.desk.judging.applying import apply_due
from cms.translating import drafting
from launches import clock
from launches.domain import decisions
from launches.models import DecisionBatch, Launch, Mail, PreparedDecision
from tests.factories import ForumFactory, MemberFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


def of(page, name: str) -> str:
    return reverse(f"desk:{name}", args=[page.launch.uid])


@pytest.fixture
def batch(client, chief):
    client.force_login(chief)
    form = {"name": "Sitting <one>", "holds_mail": "on"}
    assert client.post(reverse("judging:batches"), form).status_code == 302
    return DecisionBatch.objects.get()


def test_from_prepared_to_told(client, chief, batch):
    page = entry("submitted")
    said = {"ruling": "decline", "words": "Not new.", "batch": batch.uid}
    assert client.post(of(page, "prepare"), said).status_code == 302
    shown = client.get(of(page, "review")).content.decode()
    assert "Sitting &lt;one&gt;" in shown
    assert "Not new." in shown
    address = reverse("judging:batch", args=[batch.uid])
    assert "Apply 1 decision now" in client.get(address).content.decode()
    done = client.post(reverse("judging:apply", args=[batch.uid]), follow=True).content.decode()
    assert "1 decision applied." in done
    assert "1 mail is held in the outbox" in done
    assert Launch.objects.get(pk=page.launch.pk).state == "rejected"
    assert Mail.objects.get(kind="rejected").state == "held"
    again = client.post(reverse("judging:apply", args=[batch.uid]), follow=True).content.decode()
    assert "0 decisions applied." in again


def test_acceptance_freezes_what_the_page_says_and_ends_the_workflow(client, chief, batch):
    page = entry("submitted")
    in_step(page)
    client.post(of(page, "prepare"), {"ruling": "accept", "batch": batch.uid})
    client.post(reverse("judging:apply", args=[batch.uid]))
    edition = page.launch.editions.get()
    assert "Aurora One opens" in bytes(edition.document, "utf-8").decode()
    assert in_step(page) is None


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"ruling": "perhaps"}, 422),
        ({"ruling": "accept", "batch": "nosuch"}, 422),
        ({"ruling": "accept", "batch": "\0"}, 422),
        ({"ruling": "decline", "words": ""}, 409),
    ],
)
def test_what_cannot_be_prepared_is_refused(client, batch, form, status):
    page = entry("submitted")
    answer = client.post(of(page, "prepare"), {"batch": batch.uid, **form})
    assert answer.status_code == status
    assert not PreparedDecision.objects.exists()


def test_a_prepared_decision_is_taken_out(client, batch):
    page = entry("submitted")
    client.post(of(page, "prepare"), {"ruling": "accept", "batch": batch.uid})
    assert client.post(of(page, "drop")).status_code == 302
    assert not PreparedDecision.objects.exists()
    assert client.post(of(page, "drop")).status_code == 404


def test_an_entry_without_a_page_is_said_on_the_home(client, chief, batch, moment):
    page = entry("submitted")
    client.post(of(page, "prepare"), {"ruling": "accept", "batch": batch.uid})
    DecisionBatch.objects.update(apply_at=clock.now())
    page.launch.page.delete()
    assert (apply_due(), apply_due()) == (1, 0)
    told = "1 prepared decision could not be applied"
    assert told in client.get("/cms/").content.decode()
    assert "1 not possible" in client.get(reverse("judging:batches")).content.decode()
    client.post(of(page, "drop"))
    PreparedDecision.objects.all().delete()
    assert told not in client.get("/cms/").content.decode()


def test_an_editor_neither_accepts_nor_applies(client, editor, batch):
    page = entry("submitted")
    client.force_login(editor)
    answer = client.post(of(page, "prepare"), {"ruling": "accept", "batch": batch.uid})
    assert answer.status_code == 409
    refused = client.post(reverse("judging:apply", args=[batch.uid]), follow=True)
    assert "You do not have the right" in refused.content.decode()


def test_odd_batches(client, batch):
    for form in ({"name": ""}, {"name": "x", "apply_at": "2001-01-01T10:00"}, {"name": "x" * 200}):
        assert client.post(reverse("judging:batches"), form).status_code == 422
    assert client.get(reverse("judging:batches")).status_code == 200
    for name in ("batch", "apply"):
        address = reverse(f"judging:{name}", args=["nosuch"])
        assert client.post(address).status_code in (404, 405)
    assert client.get(reverse("judging:batch", args=["nosuch"])).status_code == 404


def test_companies_see_none_of_it(client, batch, chief):
    member = MemberFactory()
    page = entry("submitted", owner=member)
    client.post(of(page, "prepare"), {"ruling": "decline", "words": "Canary", "batch": batch.uid})
    client.force_login(member.user)
    for address in (reverse("judging:batches"), reverse("judging:batch", args=[batch.uid])):
        assert client.get(address).status_code == 302
    status = client.get(reverse("portal:status", args=[page.launch.uid]))
    assert status.status_code == 200
    assert "Canary" not in status.content.decode()


def test_a_draft_that_nobody_has_read_is_not_accepted(client, editor, batch, settings):
    settings.TRANSLATOR = "tests.launches.test_translating.Works"
    page = entry("submitted")
    texts = list(page.texts.all())
    texts[1].summary = ""
    page.texts = texts
    page.save_revision(user=editor)
    page.launch.refresh_from_db()
    drafting.draft(page.launch, target="zh-hans", by=editor, at=clock.now())
    client.post(of(page, "prepare"), {"ruling": "accept", "batch": batch.uid})
    client.post(reverse("judging:apply", args=[batch.uid]))
    decision = PreparedDecision.objects.get()
    assert decision.state == "refused"
    assert "nobody has read yet: Chinese" in decision.refusal
    assert Launch.objects.get(pk=page.launch.pk).state == "submitted"
    assert not page.launch.editions.exists()


def test_a_sitting_is_not_set_for_a_time_that_the_clocks_skip(client, chief):
    ForumFactory(timezone="Europe/Berlin")
    client.force_login(chief)
    form = {"name": "Sitting", "apply_at": "2027-03-28T02:30"}
    answer = client.post(reverse("judging:batches"), form)
    assert (answer.status_code, DecisionBatch.objects.exists()) == (422, False)
    assert "The clocks are changed just then" in answer.content.decode()


def test_the_worker_reads_the_pages(chief, moment):
    moment.at(-60)
    page = entry("submitted")
    batch = decisions.open_batch(
        name="By itself", apply_at=moment.T, holds_mail=False, by=chief, at=moment.at(-30)
    )
    decisions.prepare(batch, page.launch, ruling="accept", words="", by=chief, at=moment.at(-20))
    moment.at(0)
    assert apply_due() == 1
    assert Launch.objects.get(pk=page.launch.pk).state == "approved"

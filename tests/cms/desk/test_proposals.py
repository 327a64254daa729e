"""The desk reads a proposed change and decides; two people stand between it and a reader."""

import pytest

from cms.models import LaunchPage
from launches import clock
from launches.domain import proposals, release, thread
from launches.enums import CommentAudience, Door
from launches.models import Edition, Launch
from tests.factories import MemberFactory, UserFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db
HEADLINE = "texts.en.headline"


@pytest.fixture
def proposed():
    owner = MemberFactory()
    launch = Launch.objects.get(pk=entry("in_review", owner=owner).launch.pk)
    content = LaunchPage.latest_of(launch).content()
    chief = UserFactory(releaser=True)
    base = launch.latest_revision
    release.approve(launch, revision=base, content=content, by=chief, at=clock.now())
    was = LaunchPage.latest_of(launch).values()
    words = {HEADLINE: "Aurora One opens the door"}
    return proposals.propose(
        launch, values=words, was=was, base=base, by=owner.user, at=clock.now()
    )


def address(proposal) -> str:
    return f"/cms/desk/{proposal.launch.uid}/proposal/"


def signed(client, **rights):
    user = UserFactory(is_staff=True, is_superuser=True, **rights)
    client.force_login(user)
    return user


def test_read_as_differences_and_accepted_for_a_second_person(client, proposed):
    user = signed(client)
    page = client.get(address(proposed))
    assert "Aurora One opens<ins> the door</ins>" in page.content.decode()
    seen = page.content.decode().split('name="seen" value="')[1].split('"')[0]
    assert client.post(address(proposed), {"decision": "accept", "seen": seen}).status_code == 302
    launch = Launch.objects.get()
    latest = LaunchPage.latest_of(launch)
    assert (latest.values()[HEADLINE], latest.door) == ("Aurora One opens the door", Door.PROPOSAL)
    assert (launch.state, launch.last_editor) == ("approved", user)
    assert launch.approved_revision < launch.latest_revision
    assert Edition.objects.get().revision == launch.approved_revision  # readers keep that
    correct = {"revision": launch.latest_revision, "reason": "Headline"}
    difference = client.get(f"/cms/desk/{launch.uid}/correct/").content.decode()
    assert "Aurora One opens<ins> the door</ins>" in difference
    assert client.post(f"/cms/desk/{launch.uid}/correct/", correct).status_code == 409
    signed(client)
    assert client.post(f"/cms/desk/{launch.uid}/correct/", correct).status_code == 302
    assert Edition.objects.count() == 2


def test_declined_with_a_reason_only(client, proposed):
    signed(client)
    assert client.post(address(proposed), {"decision": "decline", "reason": " "}).status_code == 422
    client.post(address(proposed), {"decision": "decline", "reason": "It stays."})
    proposed.refresh_from_db()
    assert (proposed.state, proposed.reason) == ("declined", "It stays.")
    assert client.get(address(proposed)).status_code == 404


def test_a_proposal_changed_meanwhile_is_read_again(client, proposed):
    signed(client)
    page = client.get(address(proposed)).content.decode()
    seen = page.split('name="seen" value="')[1].split('"')[0]
    proposals.propose(
        proposed.launch,
        values={HEADLINE: "Other"},
        was={},
        base=1,
        by=proposed.by,
        at=clock.now(),
    )
    assert client.post(address(proposed), {"decision": "accept", "seen": seen}).status_code == 409
    assert client.post(address(proposed), {"decision": "accept", "seen": "x"}).status_code == 409


def test_the_queue_and_the_home_tell_of_it(client, proposed):
    signed(client)
    launch, by = proposed.launch, proposed.by
    thread.say(launch, text="Canary", audience=CommentAudience.COMPANY, by=by, at=clock.now())
    entry("in_review")
    page = client.get("/cms/desk/?view=proposed")
    (row,) = page.context["queue"].sheet.object_list
    assert (row.pk, row.proposes, row.unread) == (launch.pk, True, 1)
    assert address(proposed) in page.content.decode()
    assert b"1 proposed change waits for a decision" in client.get("/cms/").content
    proposals.withdraw(proposed, by=by, at=clock.now())
    assert not client.get("/cms/desk/?view=proposed").context["queue"].sheet.object_list
    assert b"waits for a decision" not in client.get("/cms/").content


def test_the_review_page_leads_there_and_strangers_do_not(client, proposed):
    company = proposed.by
    client.force_login(company)
    assert client.get(address(proposed)).status_code in {302, 403}
    signed(client)
    assert address(proposed) in client.get(f"/cms/desk/{proposed.launch.uid}/").content.decode()

"""The versions of a launch: listed, compared, brought back; and proposals as pages."""

import pytest

from cms.models import LaunchPage
from launches import clock
from launches.domain import proposals, release
from launches.enums import Role
from launches.models import Launch, Material
from launches.portal.values import add_language
from tests.factories import MemberFactory, UserFactory, material_for
from tests.factories.page import entry as ready_entry

from .conftest import autosave, opened, stored

HEADLINE = "texts.en.headline"
LIST, PAIR, PROPOSAL, EDITOR = 11, 16, 13, 30


def path(entry, tail: str) -> str:
    return f"/portal/launches/{entry.uid}/{tail}"


def written(client, entry, *texts) -> list[int]:
    """The revisions of saving these headlines one after the other."""
    found = [entry.latest_revision]
    for text in texts:
        found.append(autosave(client, entry, found[-1], {HEADLINE: text}).json()["revision"])
    return found


def test_one_sitting_is_one_line_and_colleagues_are_told_apart(signed, entry, owner, client_class):
    revisions = written(signed, entry, "One", "Two", "Three")
    colleague = MemberFactory(company=entry.company, role=Role.EDITOR)
    browser = client_class()
    browser.force_login(colleague.user)
    last = autosave(browser, entry, revisions[-1], {HEADLINE: "Four"}).json()["revision"]
    rows = signed.get(path(entry, "versions/")).context["versions"]
    assert [(row.revision, row.who, row.saves, row.is_latest) for row in rows] == [
        (last, str(colleague.user), 1, True),
        (revisions[-1], str(owner.user), 4, False),
    ]
    assert rows[0].door == "Written in the portal"


@pytest.fixture
def client_class(client):
    return type(client)


def test_what_was_handed_in_stands_alone(signed, owner):
    page = ready_entry("submitted", owner=owner)
    rows = signed.get(path(page.launch, "versions/")).context["versions"]
    receipt = page.launch.receipts.get()
    assert rows[0].marks == [f"Handed in: {receipt.number}"]


def test_two_versions_word_by_word(signed, entry):
    first, second, third = written(signed, entry, "A heart speaks", "A heart that speaks")
    answer = signed.get(path(entry, f"versions/compare/?from={second}"))
    assert "A heart <ins>that </ins>speaks" in answer.content.decode()
    turned = signed.get(path(entry, f"versions/compare/?from={third}&to={first}"))
    assert turned.context["pair"] == [first, third]
    for wrong in ("", "?from=0", "?from=x", "?from=9999999", f"?from={third}&to=8888888"):
        assert signed.get(path(entry, f"versions/compare/{wrong}")).status_code == 404
    other = opened(MemberFactory(), "Canary")
    answer = signed.get(path(entry, f"versions/compare/?from={other.latest_revision}"))
    assert answer.status_code == 404


def test_files_that_came_and_went_are_pictures(signed, owner):
    page = ready_entry(owner=owner)
    before = page.launch.latest_revision
    now = LaunchPage.latest_of(page.launch)
    (row,) = now.placed_materials.all()
    row.material = material_for(page.launch, filename="other.jpg")
    now.placed_materials = [row]
    now.save_revision(user=owner.user, clean=False)
    found = signed.get(path(page.launch, f"versions/compare/?from={before}")).context["comparison"]
    assert [one.material.filename for one in found.gone] == ["hero.jpg"]
    assert [one.material.filename for one in found.new] == ["other.jpg"]
    assert found.rows == []


def test_an_earlier_version_comes_back_as_a_new_one(signed, entry):
    first, second, third = written(signed, entry, "One", "Two")
    form = {"revision": second, "seen": third}
    assert signed.post(path(entry, "versions/restore/"), form).status_code == 302
    entry.refresh_from_db()
    assert entry.latest_revision > third
    assert stored(entry)[HEADLINE] == "One"
    rows = signed.get(path(entry, "versions/")).context["versions"]
    assert rows[0].door == "An earlier version brought back"
    assert LaunchPage.objects.get(launch=entry).revisions.count() == 4
    late = {"revision": first, "seen": third}  # somebody saved since
    signed.post(path(entry, "versions/restore/"), late)
    assert stored(entry)[HEADLINE] == "One"


def test_nobody_brings_back_what_they_may_not_write(signed, owner):
    page = ready_entry("submitted", owner=owner)
    first = page.revisions.order_by("pk").first().pk
    latest = page.launch.latest_revision
    signed.post(path(page.launch, "versions/restore/"), {"revision": first, "seen": latest})
    assert Launch.objects.get().latest_revision == latest


@pytest.fixture
def approved(owner):
    page = ready_entry("in_review", owner=owner)
    launch = Launch.objects.get(pk=page.launch.pk)
    content = LaunchPage.latest_of(launch).content()
    release.approve(
        launch,
        revision=launch.latest_revision,
        content=content,
        by=UserFactory(releaser=True),
        at=clock.now(),
    )
    return launch


def test_a_proposal_there_and_back(signed, approved):
    base = approved.latest_revision
    form = {"revision": base, HEADLINE: "Proposed words", "note": "A slip"}
    assert signed.post(path(approved, "proposal/"), form).status_code == 302
    page = signed.get(path(approved, "proposal/"))
    assert b"Proposed, waiting" in page.content
    assert page.context["waiting"].proposal.values == {HEADLINE: "Proposed words"}
    assert Launch.objects.get().latest_revision == base
    assert b"Proposed words" not in signed.get(path(approved, "")).content
    signed.post(path(approved, "proposal/withdraw/"))
    assert proposals.open_of(approved) is None


def asked(launch, **more) -> str:
    """The field of a question that the call asks."""
    return f"answers.{launch.forum.questions.create(name='Shipping to', **more).key}"


def test_answers_are_proposed_and_checked_like_words(signed, approved):
    options = {"kind": "one", "options": "Europe | 欧洲\nAsia | 亚洲"}
    name = asked(approved, **options)
    form = {"revision": approved.latest_revision, name: "Mars"}
    answer = signed.post(path(approved, "proposal/"), form)
    assert (answer.status_code, proposals.open_of(approved)) == (422, None)
    assert "Mars" in answer.content.decode()
    assert signed.post(path(approved, "proposal/"), {**form, name: "Asia"}).status_code == 302
    assert proposals.open_of(approved).values == {name: "Asia"}
    page = signed.get(path(approved, "proposal/"), headers={"accept-language": "zh-hans"})
    (row,) = page.context["waiting"].rows
    assert (row.label, "".join(piece.text for piece in row.pieces)) == ("Shipping to", "亚洲")


def test_a_frozen_answer_is_not_proposed(signed, approved):
    name = asked(approved, frozen_from=clock.now())
    form = {"revision": approved.latest_revision, name: "Late"}
    assert signed.post(path(approved, "proposal/"), form).status_code == 422
    assert proposals.open_of(approved) is None


@pytest.mark.parametrize(
    "bad", [{HEADLINE: "x" * 201}, {HEADLINE: "a\0b"}, {"product": " "}, {}, {"slug": "x"}]
)
def test_a_bad_proposal_keeps_what_was_typed(signed, approved, bad):
    form = {"revision": approved.latest_revision, "note": "Why\0", **bad}
    answer = signed.post(path(approved, "proposal/"), form)
    assert answer.status_code == 422
    assert b"Why" in answer.content
    assert proposals.open_of(approved) is None


def test_a_draft_is_written_and_not_proposed(signed, entry):
    answer = signed.post(
        path(entry, "proposal/"), {"revision": entry.latest_revision, HEADLINE: "x"}
    )
    assert answer.status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_for_few_and_many(signed, owner, count, django_assert_num_queries):
    page = ready_entry(owner=owner)
    launch = page.launch
    first = launch.latest_revision
    for number in range(count):
        MemberFactory(company=launch.company)
        now = LaunchPage.latest_of(launch)
        rows = list(now.placed_materials.all())
        row = type(rows[0])(slot="gallery", material=material_for(launch), sort_order=number)
        now.placed_materials = [*rows, row]
        add_language(now, ("ar", "fr", "de")[number])
        now.save_revision(user=MemberFactory(company=launch.company).user, clean=False)
    assert Material.objects.count() == count + 1
    signed.get(path(launch, "versions/"))
    with django_assert_num_queries(EDITOR):
        signed.get(path(launch, ""))
    with django_assert_num_queries(LIST):
        signed.get(path(launch, "versions/"))
    with django_assert_num_queries(PAIR):
        signed.get(path(launch, f"versions/compare/?from={first}"))
    with django_assert_num_queries(PROPOSAL):
        signed.get(path(launch, "proposal/"))

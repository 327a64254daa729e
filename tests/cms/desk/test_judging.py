"""The review from the desk's pages: phases, the next entry, scores, claims."""

import pytest
from django.urls import reverse

from launches import clock
from launches.domain import claims, scoring
from launches.models import Assessment, Claim, Phase
from tests.factories import MemberFactory, UserFactory
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory
from tests.factories.page import entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase():
    return PhaseFactory(active=True, scoring=True, name="First reading")


@pytest.fixture
def category(phase):
    return ScoreCategoryFactory(name="Novelty", weight=2)


def of(page, name: str) -> str:
    return reverse(f"desk:{name}", args=[page.launch.uid])


def home(client, user, **params):
    client.force_login(user)
    return client.get(reverse("judging:home"), params)


def test_next_hands_out_opens_and_says_when_all_is_done(client, editor, category):
    page = entry("submitted")
    assert "1 entry waits for your opinion" in home(client, editor).content.decode()
    given = client.post(reverse("judging:next"), follow=True)
    assert given.redirect_chain == [(of(page, "review"), 302)]
    assert Claim.objects.get().user == editor
    form = {f"category-{category.pk}": "4", "note": "Fine <b>.", "verdict": "scored"}
    scored = client.post(of(page, "score"), form, follow=True).content.decode()
    assert "Fine &lt;b&gt;." in scored
    assert Assessment.objects.get().scores.get().points == 4
    over = client.post(reverse("judging:next"), follow=True).content.decode()
    assert "Nothing is left for you to score" in over


@pytest.mark.parametrize("points", ["", "0", "6", "x", "\0", "9" * 40])
def test_a_score_out_of_range_is_refused_and_the_note_kept(client, editor, category, points):
    page = entry("submitted")
    client.force_login(editor)
    form = {f"category-{category.pk}": points, "note": "Kept words", "verdict": "scored"}
    answer = client.post(of(page, "score"), form)
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert not Assessment.objects.exists()


def test_abstaining_and_a_conflict(client, editor, category):
    page = entry("submitted")
    client.force_login(editor)
    client.post(of(page, "score"), {"verdict": "abstained"})
    assert Assessment.objects.get().verdict == "abstained"
    bare = client.post(of(page, "conflict"), follow=True).content.decode()
    assert "Say whether there is a conflict or not." in bare
    client.post(of(page, "conflict"), {"note": "I know them.", "conflict": "declared"})
    text = client.get(of(page, "review")).content.decode()
    assert "You have declared a conflict of interest" in text
    assert "Give these scores" not in text
    client.post(of(page, "conflict"), {"conflict": "over"})
    assert not Assessment.objects.exists()


def test_the_page_claims_on_opening_and_tells_the_second_person(client, editor, chief):
    page = entry("submitted")
    editor.name = "Ada First"
    editor.save()
    client.force_login(editor)
    assert "has had this entry open" not in client.get(of(page, "review")).content.decode()
    client.force_login(chief)
    assert (
        "Ada First has had this entry open since" in client.get(of(page, "review")).content.decode()
    )
    json = {"HTTP_ACCEPT": "application/json"}
    assert client.post(of(page, "claim"), **json).json()["mine"] is False
    client.post(of(page, "claim"), {"act": "take_over"})
    assert client.post(of(page, "claim"), **json).json() == {"mine": True, "said": ""}


def test_an_approved_or_returned_entry_is_claimed_by_nobody(client, editor):
    page = entry("changes_requested")
    client.force_login(editor)
    client.get(of(page, "review"))
    assert not Claim.objects.exists()


def test_a_desk_person_of_the_company_neither_claims_nor_scores(client, editor, category):
    page = entry("submitted")
    MemberFactory(company=page.launch.company, user=editor)
    client.force_login(editor)
    text = client.get(of(page, "review")).content.decode()
    assert "You belong to the submitting company" not in text  # there is nothing to score here
    assert client.post(of(page, "claim"), HTTP_ACCEPT="application/json").status_code == 403
    assert client.post(of(page, "score"), {"verdict": "abstained"}).status_code == 422
    assert not Claim.objects.exists()
    assert not Assessment.objects.exists()


def test_a_chief_begins_a_phase_and_an_editor_does_not(client, editor, chief, phase):
    decide = PhaseFactory(name="Decisions")
    begin = reverse("judging:begin", args=[decide.pk])
    client.force_login(editor)
    assert "Begin “Decisions”" not in home(client, editor).content.decode()
    client.post(begin)
    assert Phase.objects.get(is_active=True) == phase
    assert "Begin “Decisions”" in home(client, chief).content.decode()
    assert client.post(begin).status_code == 302
    assert Phase.objects.get(is_active=True) == decide
    assert client.post(reverse("judging:begin", args=[0])).status_code == 404


def test_the_results_are_for_those_who_decide(client, editor, chief, category):
    page = entry("submitted", product="Aurora")
    own = entry("submitted", product="Of the chief")
    MemberFactory(company=own.launch.company, user=chief)
    for reviewed in (page, own):
        person = UserFactory(reviewer=True)
        points = {category.pk: 4}
        scoring.score(reviewed.launch, points=points, by=person, at=clock.now())
    assert "Aurora" not in home(client, editor).content.decode()
    shown = home(client, chief, theme="life-and-health").content.decode()
    assert "Aurora" in shown
    assert "4.00" in shown
    assert "Of the chief" not in shown
    for odd in ({"theme": "\0"}, {"p": "9" * 30}, {"theme": "no-such"}):
        assert home(client, chief, **odd).status_code == 200


def test_passing_on_waits_for_its_phase(client, editor, phase):
    page = entry("submitted")
    client.force_login(editor)
    assert client.get(of(page, "review")).context["acts"] == []
    answer = client.post(
        reverse("desk:act", args=[page.launch.uid, "pass"]),
        {"revision": page.launch.latest_revision},
    )
    assert answer.status_code == 409
    assert "In the phase “First reading” you do not decide." in answer.content.decode()


def test_companies_do_not_reach_the_review(client, phase):
    member = MemberFactory()
    page = entry("submitted", owner=member)
    client.force_login(member.user)
    for address in (
        reverse("judging:next"),
        reverse("judging:begin", args=[phase.pk]),
        of(page, "score"),
        of(page, "claim"),
        of(page, "conflict"),
    ):
        assert client.post(address, {"verdict": "abstained"}).status_code == 302
    assert not Assessment.objects.exists()
    assert claims.standing(page.launch, at=clock.now()) is None


def test_the_home_costs_the_same_for_one_and_three(
    client, chief, category, django_assert_num_queries
):
    home(client, chief)
    for expected in (1, 3):
        while Assessment.objects.count() < expected:
            page = entry("submitted")
            person = UserFactory(reviewer=True)
            scoring.abstain(page.launch, by=person, at=clock.now())
        with django_assert_num_queries(HOME):
            client.get(reverse("judging:home"))


HOME = 16

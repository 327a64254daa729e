"""Phases, scores, conflicts, and what the table makes of them."""

import pytest
from django.db import IntegrityError, transaction

from launches import clock, rules
from launches.domain import phases, release, review, scoring
from launches.enums import Circle, Verdict
from launches.errors import FourEyes, NoSuchTransition, NotAllowed, UnveilError
from launches.models import Assessment, Assignment, AuditEntry, Phase
from launches.queries import scoring as read
from tests.factories import MemberFactory, UserFactory, content_of, launch
from tests.factories.judging import PhaseFactory, ScoreCategoryFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def entry():
    return launch("in_review")


@pytest.fixture
def reviewer():
    return UserFactory(reviewer=True)


@pytest.fixture
def open_scoring(entry):
    return PhaseFactory(forum=entry.forum, active=True, scoring=True)


def score(entry, by, *points, note=""):
    given = {
        row.pk: value for row, value in zip(read.categories(entry.forum_id), points, strict=True)
    }
    return scoring.score(entry, points=given, note=note, by=by, at=clock.now())


def test_beginning_a_phase_ends_the_one_before(entry):
    one, two = PhaseFactory(active=True), PhaseFactory()
    chief = UserFactory(rights=["review_launch", "edit_call"])
    at = clock.now()
    phases.begin(two, by=chief, at=at)
    phases.begin(two, by=chief, at=clock.now())
    assert list(Phase.objects.filter(is_active=True)) == [two]
    said = AuditEntry.objects.get(verb="phase_begun")
    assert (said.before, said.after, said.at) == (one.name, two.name, at)
    with pytest.raises(NotAllowed):
        phases.begin(one, by=UserFactory(reviewer=True), at=clock.now())


def test_the_database_knows_one_active_phase():
    PhaseFactory(active=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        PhaseFactory(active=True)


@pytest.mark.parametrize(
    ("circle", "reviewer_may", "chief_may", "assigned_may"),
    [
        (Circle.NOBODY, False, False, False),
        (Circle.DESK, True, True, True),
        (Circle.CHIEFS, False, True, False),
        (Circle.ASSIGNED, False, False, True),
    ],
)
def test_a_circle_narrows_what_rights_allow(entry, circle, reviewer_may, chief_may, assigned_may):
    PhaseFactory(active=True, scored_by=circle, decided_by=circle, edited_by=circle)
    reviewer, assigned = UserFactory(reviewer=True), UserFactory(reviewer=True)
    chief, member = UserFactory(approver=True), MemberFactory().user
    Assignment.objects.create(launch=entry, user=assigned, at=clock.now())
    for rule in (rules.scores, rules.decides, rules.may_edit):
        found = [rule(person, entry) for person in (reviewer, chief, assigned, member)]
        assert found == [reviewer_may, chief_may, assigned_may, False], rule


def test_nobody_decides_while_the_entries_are_scored(entry, reviewer, open_scoring):
    chief, at = UserFactory(approver=True), clock.now()
    for act in (
        lambda: review.reject(entry, reason="No.", by=reviewer, at=at),
        lambda: review.request_changes(entry, points=[("", "Shorter.")], by=reviewer, at=at),
        lambda: release.approve(
            entry, revision=entry.latest_revision, content=content_of(entry), by=chief, at=at
        ),
    ):
        with pytest.raises(NotAllowed, match=open_scoring.name):
            act()
    entry.refresh_from_db()
    assert entry.state == "in_review"


def test_four_eyes_are_named_before_the_phase(entry, open_scoring):
    chief = UserFactory(approver=True)
    entry.last_editor = chief
    entry.save()
    with pytest.raises(FourEyes):
        release.approve(
            entry,
            revision=entry.latest_revision,
            content=content_of(entry),
            by=chief,
            at=clock.now(),
        )


def test_scores_weigh_and_a_later_opinion_replaces_the_first(entry, reviewer, open_scoring):
    ScoreCategoryFactory(weight=3, position=1)
    ScoreCategoryFactory(weight=1, position=2)
    score(entry, reviewer, 5, 1, note=" Bold. ")
    mine, every = read.of_launch(entry, reviewer)
    assert (mine.total, mine.note, len(every)) == (4.0, "Bold.", 1)
    score(entry, reviewer, 1, 1)
    mine, _every = read.of_launch(entry, reviewer)
    assert (mine.total, Assessment.objects.count()) == (1.0, 1)


def test_every_category_wants_points_in_range(entry, reviewer, open_scoring):
    one, two = ScoreCategoryFactory(), ScoreCategoryFactory()
    with pytest.raises(UnveilError) as refused:
        scoring.score(entry, points={one.pk: 6}, by=reviewer, at=clock.now())
    assert set(refused.value.fields) == {f"category-{one.pk}", f"category-{two.pk}"}
    assert not Assessment.objects.exists()


def test_the_table_is_by_median_and_agreement(open_scoring):
    ScoreCategoryFactory()
    agreed, torn, low = (launch("in_review", product=name) for name in "ABC")
    people = [UserFactory(reviewer=True) for _ in range(3)]
    for entry, given in ((torn, (1, 4, 5)), (agreed, (4, 4, 4)), (low, (2, 2, 2))):
        for person, points in zip(people, given, strict=True):
            score(entry, person, points)
    scoring.abstain(low, by=UserFactory(reviewer=True), at=clock.now())
    scoring.declare_conflict(low, by=UserFactory(reviewer=True), at=clock.now())
    found = [
        (row.launch, row.median, row.spread, row.abstained, row.conflicts)
        for row in read.results([low, torn, agreed])
    ]
    assert found == [(agreed, 4.0, 0.0, 0, 0), (torn, 4.0, 4.0, 0, 0), (low, 2.0, 0.0, 1, 1)]


def test_the_table_costs_one_query(open_scoring, django_assert_num_queries):
    ScoreCategoryFactory()
    entries = [launch("in_review", product=name) for name in "ABC"]
    for entry in entries:
        score(entry, UserFactory(reviewer=True), 3)
    for some in (entries[:1], entries):
        with django_assert_num_queries(1):
            read.results(some)


def test_a_declared_conflict_keeps_from_scoring_and_deciding(entry, reviewer, open_scoring):
    ScoreCategoryFactory()
    score(entry, UserFactory(reviewer=True), 5)
    scoring.declare_conflict(entry, note="My sister works there.", by=reviewer, at=clock.now())
    rows = AuditEntry.objects.filter(verb__in=["assessed", "conflict_declared"]).order_by("pk")
    assert list(rows.values_list("verb", flat=True)) == ["assessed", "conflict_declared"]
    assert read.of_launch(entry, reviewer)[1] == []
    Phase.objects.update(decided_by=Circle.DESK)
    with pytest.raises(NotAllowed, match="conflict"):
        review.reject(entry, reason="No.", by=reviewer, at=clock.now())
    with pytest.raises(NotAllowed):
        score(entry, reviewer, 5)
    scoring.end_conflict(entry, by=reviewer, at=clock.now())
    assert rules.decides(reviewer, entry)


def test_a_member_of_the_company_is_in_conflict_by_itself(entry, reviewer, open_scoring):
    MemberFactory(company=entry.company, user=reviewer, role="viewer")
    assert rules.has_conflict(reviewer, entry)
    for act in (scoring.abstain, scoring.declare_conflict):
        with pytest.raises(NotAllowed):
            act(entry, by=reviewer, at=clock.now())


def test_others_opinions_are_read_after_ones_own(entry, reviewer, open_scoring):
    ScoreCategoryFactory()
    other = UserFactory(reviewer=True)
    score(entry, other, 2)
    assert read.of_launch(entry, reviewer) == (None, [])
    scoring.abstain(entry, by=reviewer, at=clock.now())
    assert read.of_launch(entry, reviewer)[1] == []
    assert len(read.of_launch(entry, UserFactory(approver=True))[1]) == 2
    score(entry, reviewer, 3)
    assert len(read.of_launch(entry, reviewer)[1]) == 2


def test_only_what_is_under_review_is_scored(reviewer):
    entries = [launch(state) for state in ("draft", "changes_requested", "approved")]
    PhaseFactory(active=True, scoring=True)
    for entry in entries:
        with pytest.raises(NoSuchTransition):
            scoring.abstain(entry, by=reviewer, at=clock.now())


def test_without_a_phase_nobody_scores(entry, reviewer):
    with pytest.raises(NotAllowed):
        scoring.abstain(entry, by=reviewer, at=clock.now())
    assert read.progress(reviewer, at=clock.now()) == (0, 0)


def test_verdicts_are_kept_to_the_closed_list(entry, reviewer):
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(
            launch=entry, by=reviewer, verdict="perhaps", revision=1, at=clock.now()
        )
    assert Verdict.values == ["scored", "abstained", "conflict"]

"""The demo's review: its phases, what is scored, three reviewers' opinions, a batch in wait."""

from datetime import datetime, timedelta

from django.contrib.auth.models import Group

from launches.demo.people import reviewer
from launches.domain import decisions, phases, scoring
from launches.enums import UNDER_REVIEW, Circle, Ruling
from launches.models import Forum, Launch, Phase, ScoreCategory, User

PHASES = [
    ("Eligibility", "资格审查", Circle.NOBODY, Circle.DESK),
    ("Blind reading", "匿名初评", Circle.DESK, Circle.NOBODY),
    ("Scoring and decisions", "评分与决定", Circle.DESK, Circle.DESK),
    ("Final sitting", "终审", Circle.NOBODY, Circle.CHIEFS),
]
CATEGORIES = [
    ("Novelty", "新颖性", 3),
    ("Evidence", "依据", 2),
    ("Fit for the stage", "现场表现", 1),
]
REVIEWERS = [("Ines Duarte", "ines"), ("Kofi Mensah", "kofi")]
NOTES = ["", "The figure on page two wants a source.", "", "Strong on stage; the film helps."]
BATCH = "Sitting of the third day"
WORDS = {
    Ruling.ACCEPT: "",
    Ruling.CHANGES: "Please name the laboratory that measured the figures.",
    Ruling.DECLINE: "The product is a year old; this forum is for first launches.",
}


def hold(staff: dict[str, User], now: datetime) -> list[User]:
    """End the blind reading, begin the scoring, let three people score, prepare three decisions.

    Returns who reviews.
    """
    forum = Forum.objects.get()
    _phases(forum, staff["admin"], now)
    group = Group.objects.get(name="Editors")
    reviewers = [staff["editor"], *(reviewer(name, mail, group) for name, mail in REVIEWERS)]
    waiting = list(Launch.objects.filter(state__in=UNDER_REVIEW).order_by("pk"))
    for place, launch in enumerate(waiting[: len(waiting) // 2]):
        _score(launch, reviewers, place, now)
    _decide(waiting[:3], staff["chief"], now)
    return reviewers


def _phases(forum: Forum, by: User, now: datetime) -> None:
    made = [
        Phase.objects.create(
            forum=forum,
            name=name,
            name_zh=name_zh,
            scored_by=scored,
            decided_by=decided,
            is_anonymous=name == "Blind reading",
            confirms_edits=decided == Circle.DESK,
            position=place,
        )
        for place, (name, name_zh, scored, decided) in enumerate(PHASES)
    ]
    phases.begin(made[1], by=by, at=now - timedelta(days=10))
    phases.begin(made[2], by=by, at=now - timedelta(days=3))
    ScoreCategory.objects.bulk_create(
        ScoreCategory(forum=forum, name=name, name_zh=name_zh, weight=weight, position=place)
        for place, (name, name_zh, weight) in enumerate(CATEGORIES)
    )


def _score(launch: Launch, reviewers: list[User], place: int, now: datetime) -> None:
    """One to three opinions that differ, now and then an abstention."""
    asked = list(ScoreCategory.objects.all())
    for turn, person in enumerate(reviewers[: 1 + place % 3]):
        at = now - timedelta(hours=30 - turn * 3)
        if (place + turn) % 7 == 6:
            scoring.abstain(launch, note="Not my field.", by=person, at=at)
            continue
        points = {row.pk: 2 + (place * 2 + turn * 3 + row.weight) % 4 for row in asked}
        note = NOTES[(place + turn) % len(NOTES)]
        scoring.score(launch, points=points, note=note, by=person, at=at)


def _decide(launches: list[Launch], chief: User, now: datetime) -> None:
    batch = decisions.open_batch(name=BATCH, apply_at=None, holds_mail=True, by=chief, at=now)
    for launch, (ruling, words) in zip(launches, WORDS.items(), strict=False):
        decisions.prepare(batch, launch, ruling=ruling, words=words, by=chief, at=now)

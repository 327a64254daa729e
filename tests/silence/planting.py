"""A launch that nobody may know of yet, with a canary in everything that people write.

The text fields are found, not listed: a field or a model that is new is planted as soon as
the hidden launch has a row of it.
"""

from datetime import datetime, timedelta
from functools import cache
from io import BytesIO

from django.apps import apps
from django.db import models
from PIL import Image

from cms.models import LaunchPage
from launches import clock
from launches.domain import editing, release, review, submission
from launches.enums import Reach, ReleaseMode
from launches.models import CompanyContact, CompanyText, Forum, Launch
from launches.models.fields import EnumField, UidField
from tests.factories import (
    CompanyFactory,
    CueFactory,
    MemberFactory,
    UserFactory,
    logo_for,
    material_for,
)
from tests.factories.page import entry as page_of
from tests.silence.words import CANARY

ROOMS = ("launches", "cms")
ARTIST, DESCRIPTION = 0x013B, 0x010E
# Parameters of routes that lead to nothing of a launch that was only handed in and approved:
# each is drawn at random and told to one person.
SECRETS = {
    *("token", "key", "uidb36", "check", "signature", "prefix", "invitation", "mandate"),
    *("member", "message", "sign_off", "upload"),
}
# Not words of people: names of files in storage, hashes, codes, tags of languages.
TECHNICAL = {
    *("country", "timezone", "language", "content_type", "sha256", "original", "file"),
    *(
        "format",
        "role",
        "number",
        "stored",
        "token",
        "token_hash",
        "key_hash",
        "secret",
        "kind",
        "state",
        "slug",
    ),
}


def draft() -> Launch:
    """The entry before it is handed in, with a company that is as new as itself."""
    company = MemberFactory(company=CompanyFactory(name=f"{CANARY} Works")).company
    CompanyText.objects.create(company=company, language="fr", name=CANARY, boilerplate=CANARY)
    for reach in Reach.values:
        CompanyContact.objects.create(company=company, name=f"{CANARY} {reach}", reach=reach)
    logo_for(company, data=picture("PNG"), filename=f"{CANARY}.png")
    owner = company.memberships.get()
    page = page_of("draft", product=f"{CANARY} One", owner=owner)
    placed = page.placed_materials.get()
    placed.material = material_for(page.launch, data=picture("JPEG"), filename=f"{CANARY}.jpg")
    placed.save()
    return page.launch


def picture(kind: str) -> bytes:
    """A real picture that says the canary in its EXIF."""
    exif = Image.Exif()
    exif[ARTIST] = exif[DESCRIPTION] = CANARY
    with BytesIO() as made:
        Image.new("RGB", (64, 36), "teal").save(made, kind, exif=exif)
        return made.getvalue()


def plant(entry: Launch) -> dict[str, int]:
    """The canary into every text field of every row of this launch and its company.

    Returns {model.field: rows}. It writes past the domain, as a draft's words may be anything.
    """
    found = {}
    for row in (entry, entry.company):
        for model, path in ways_to(type(row)):
            rows = model.objects.filter(**{path: row.pk})
            for field in words_of(model):
                text = f"{CANARY} {field.name}"[: field.max_length]
                if done := rows.update(**{field.name: text}):
                    found[f"{model.__name__}.{field.name}"] = done
    entry.refresh_from_db()
    return found


@cache
def ways_to(goal: type[models.Model]) -> frozenset[tuple[type[models.Model], str]]:
    """Each model of ours that belongs to `goal`, at most two steps away, with its look-up."""
    ours = [one for room in ROOMS for one in apps.get_app_config(room).get_models()]
    first = {(model, name) for model in ours for name in _keys(model, goal)}
    second = {
        (model, f"{name}__{path}")
        for owner, path in first - {(Launch, "company"), (Launch, "agency")}
        for model in ours
        for name in _keys(model, owner)
    }
    return frozenset({(goal, "pk")} | first | second)


def _keys(model: type[models.Model], goal: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is goal
    ]


def words_of(model: type[models.Model]) -> list[models.Field]:
    """The fields in which people write: free text, with room for the canary."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, UidField | EnumField | models.EmailField | models.URLField)
        and not (field.choices or field.unique or field.name in TECHNICAL)
        and (field.max_length or len(CANARY)) >= len(CANARY)
    ]


def approve(entry: Launch, *, opens_at: datetime) -> None:
    """By the domain, from a revision of the page as it was planted."""
    owner, now = entry.company.memberships.get().user, clock.now()
    revision = LaunchPage.objects.get(launch=entry).save_revision(user=owner)
    content = revision.as_object().content()
    editing.wish(entry, opens_at=opens_at, release_mode=ReleaseMode.CLOCK, by=owner, at=now)
    submission.submit(entry, revision=revision.pk, content=content, by=owner, at=now)
    review.start_review(entry, by=UserFactory(reviewer=True), at=now)
    chief = UserFactory(releaser=True)
    release.approve(entry, revision=revision.pk, content=content, by=chief, at=now)


def stage(entry: Launch, rundown) -> None:
    """On stage, as the cue that runs now."""
    rundown.current = CueFactory(launch=entry, rundown=rundown)
    rundown.save()


def hidden(rundown, *, opens_at: datetime | None = None) -> Launch:
    """All of it: planted, approved, on stage, and closed until `opens_at` (in an hour)."""
    entry = draft()
    plant(entry)
    approve(entry, opens_at=opens_at or clock.now() + timedelta(hours=1))
    stage(entry, rundown)
    return entry


def ids_of(entry: Launch) -> dict[str, list[str]]:
    """What the parameters of addresses become, so that they would lead to this launch."""
    cue = entry.cues.get()
    files = [f"{row.uid}" for row in entry.editions.get().files.all()]
    return {
        "uid": [entry.uid, entry.company.uid, *files],
        "slug": [entry.slug, cue.rundown.stage.slug, entry.theme.slug],
        "stage": [cue.rundown.stage.slug],
        "code": [cue.event.code],
        "day": [f"{entry.opens_at.astimezone(Forum.zone()):%Y-%m-%d}"],
        "material": [f"{row.uid}" for row in entry.materials.all()],
        "extension": ["jpg", "png"],
        "kind": ["csv", "xlsx"],
        "language": ["en", "zh-hans"],
        "mode": ["press", "slate"],
        "act": ["pass"],
        "number": [entry.receipts.get().number, "1"],
        "page_id": ["1", "7"],
        "format": ["rss", "atom", "json"],
    }

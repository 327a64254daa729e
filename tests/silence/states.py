"""Launches in all the states in which nobody outside may know them, accredited press included.

They carry a canary of their own: press may hear of what is approved and not open yet, of
these never. One of them is a correction, and what it corrects is public.
"""

from datetime import datetime

from django.db.models import Q

from launches import clock
from launches.domain import correcting, editing, release, slates
from launches.models import Launch
from tests.factories import CompanyFactory, UserFactory, content_of, launch, slate
from tests.silence.words import DEEP

CLOSED = ("draft", "submitted", "in_review", "changes_requested", "rejected", "withdrawn")
CORRECTED = "Open Two"


def before() -> None:
    """What the public has seen already: a launch to be corrected, and one that was recalled."""
    launch("released", product=CORRECTED)
    recalled = _deep("released")
    chief = UserFactory(releaser=True)
    release.kill(recalled, reason=DEEP, by=chief, at=clock.now())


def plant(*, opens_at: datetime) -> None:
    """One of each state; none of them changes a byte that anybody outside reads."""
    for state in CLOSED:
        _deep(state)
    _correct(Launch.objects.get(product=CORRECTED), opens_at)


def embargoed(word: str, *, opens_at: datetime) -> Launch:
    """Approved, on a slate that is locked: press may read it, nobody else."""
    company = CompanyFactory(name=f"{word} Slate")
    entry = launch("approved", product=f"{word} Slate", company=company)
    slate([entry], opens_at=opens_at, name=f"{word} slate")
    return entry


def ids() -> dict[str, list[str]]:
    """What the parameters of addresses become, so that they would lead to these."""
    every = list(Launch.objects.filter(Q(product__startswith=DEEP) | Q(product=CORRECTED)))
    return {
        "uid": [uid for one in every for uid in (one.uid, one.company.uid)],
        "slug": [one.slug for one in every],
        "material": [row.uid for one in every for row in one.materials.all()],
        "number": ["1", "2"],
    }


def _deep(state: str) -> Launch:
    company = CompanyFactory(name=f"{DEEP} {state}")
    return launch(state, product=f"{DEEP} {state}", company=company)


def _correct(corrected: Launch, opens_at: datetime) -> None:
    """Prepared, and armed for the instant of its slate."""
    now = clock.now()
    made = slate(state="draft", opens_at=opens_at, name=f"{DEEP} slate")
    revision = corrected.latest_revision + 1
    editor, chief = UserFactory(reviewer=True), UserFactory(releaser=True)
    editing.record_edit(corrected, revision=revision, product=CORRECTED, by=editor, at=now)
    content = content_of(corrected, product=f"{DEEP} corrected", category=DEEP)
    correcting.prepare(
        made, corrected, revision=revision, content=content, note=DEEP, by=chief, at=now
    )
    slates.send(made, by=made.made_by, at=now)
    slates.lock(made, by=UserFactory(releaser=True), at=now)

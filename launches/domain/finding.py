"""Keeps what the desk finds and sorts entries by (launches.models.Finding) in step.

It is drawn from the latest revisions by the worker, seconds after a save, so that no
save waits for it. Losing it loses nothing.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save
from django.utils.html import strip_tags

from launches.content import Content, fold
from launches.enums import Standing
from launches.models import (
    Finding,
    Forum,
    Launch,
    LengthLimit,
    Material,
    Question,
    ReadinessRule,
    SlotRule,
    Term,
)
from launches.queries import readiness
from launches.readiness import Readiness, rights
from launches.readiness.parts import parts

AGAIN = timedelta(hours=1)  # rights end and dates pass without anybody's act
DRAWN = [
    "revision", "text", "standing", "gaps", "ready", "channels", "whole", "lacking",
    "expires_on", "assessed_at",
]  # fmt: skip
LONGEST = 200_000  # characters; far above what the lengths of the call let in


def draw(launches: Iterable[Launch], contents: dict[int, Content], *, at: datetime) -> int:
    """Draw the findings of these launches anew, in a fixed number of queries.

    `launches` come with forum and company; `contents` is {launch id: its latest words}.
    """
    launches = list(launches)
    assessed = readiness.of_many(launches, contents, at=at)
    rows = [
        Finding(
            launch=launch,
            revision=launch.latest_revision,
            text=text_of(launch, contents.get(launch.pk)),
            assessed_at=at,
            expires_on=rights.first_end(contents.get(launch.pk, Content(""))),
            **_standing(assessed[launch.pk]),
            **_parts(assessed[launch.pk], contents.get(launch.pk, Content(""))),
        )
        for launch in launches
    ]
    Finding.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["launch"], update_fields=DRAWN
    )
    return len(rows)


def text_of(launch: Launch, content: Content | None) -> str:
    """Everything a person might look for, folded, one field a line."""
    said = [launch.product, launch.company.name, launch.company.name_native, launch.uid]
    if content:
        said += [content.product_native, content.category, content.website]
        for words in content.words:
            said += [words.headline, words.tagline, words.summary]
            said += [strip_tags(words.body), strip_tags(words.press_release)]
    lines = (re.sub(r"\s+", " ", fold(text)).strip() for text in said)
    return "\n".join(line for line in lines if line)[:LONGEST]


def _standing(found: Readiness) -> dict[str, Any]:
    standings = [state.standing for state in found.states]
    worst = next(
        (one for one in (Standing.FAILING, Standing.MISSING) if one in standings), Standing.READY
    )
    return {
        "standing": worst,
        "gaps": len({(gap.field, gap.text) for state in found.states for gap in state.gaps}),
        "ready": standings.count(Standing.READY),
        "channels": len(standings),
    }


def _parts(found: Readiness, content: Content) -> dict[str, str]:
    whole, lacking = parts(found, content)
    return {"whole": " ".join(sorted(whole)), "lacking": " ".join(sorted(lacking))}


def stale(*, at: datetime) -> QuerySet[Launch]:
    """Launches whose finding is absent, of an earlier revision, or an hour old."""
    rows = Launch.objects.alias(
        latest=Coalesce("latest_revision", 0), drawn=Coalesce("finding__revision", 0)
    )
    lags = Q(finding__assessed_at=None) | Q(finding__assessed_at__lt=at - AGAIN)
    lags |= ~Q(latest=F("drawn"))
    return rows.filter(lags).select_related("forum", "company").order_by("pk")


def look_again(rows: QuerySet[Finding]) -> None:
    """Have these assessed anew by the worker."""
    rows.exclude(assessed_at=None).update(assessed_at=None)


def follow_rules(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receiver: the organisers changed what they ask, so a whole forum is looked at again."""
    forum = instance.pk if sender is Forum else instance.forum_id
    look_again(Finding.objects.filter(launch__forum=forum))


def follow_material(sender: Any, instance: Material, created: bool, **kwargs: Any) -> None:
    """Receiver: a file has passed its check, or not."""
    if not created:
        look_again(Finding.objects.filter(launch=instance.launch_id))


def follow_moment(sender: Any, instance: Launch, update_fields: Any = None, **kwargs: Any) -> None:
    """Receiver: somebody wished another release moment."""
    if update_fields and "opens_at" in update_fields:
        look_again(Finding.objects.filter(launch=instance))


RULES = (Forum, LengthLimit, Question, ReadinessRule, SlotRule, Term)


def keep_in_step() -> None:
    """Connect the receivers, once for a process."""
    for model in RULES:
        post_save.connect(follow_rules, sender=model, dispatch_uid="finding.rules")
        post_delete.connect(follow_rules, sender=model, dispatch_uid="finding.rules")
    post_save.connect(follow_material, sender=Material, dispatch_uid="finding.material")
    post_save.connect(follow_moment, sender=Launch, dispatch_uid="finding.moment")

"""How far each entry has come: drafts, entries under review, embargoes, releases."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from launches.demo.people import COMPANIES
from launches.demo.reader import Row, Slot

# Of a hundred entries without a slot on stage:
SHARES = [
    ("draft", 27),
    ("submitted", 20),
    ("in_review", 17),
    ("changes_requested", 11),
    ("rejected", 3),
    ("withdrawn", 2),
    ("approved", 8),
    ("released", 12),
]
# Of a hundred whose slot is still to come:
AHEAD = [("approved", 82), ("in_review", 7), ("changes_requested", 6), ("submitted", 5)]
OWN = {  # of the log-in company@
    "PaddlePaddle": "approved",
    "ERNIE-ViLG": "draft",
    "ERNIE 4.0": "changes_requested",
    "Silicon Cube": "released",
}
CORRECTED_EVERY, KILLED_AT = 17, 20


@dataclass(frozen=True)
class Life:
    """Where an entry stands, and when. `cue`: it waits for the stage."""

    state: str
    opens_at: datetime | None
    handed_in: datetime
    cue: bool = False
    corrected: bool = False


def lives(rows: list[Row], slots: dict[str, Slot], now: datetime) -> dict[str, Life]:
    """{row id: life}. The same rows at the same time give the same lives."""
    dice = random.Random(7)  # noqa: S311 -- reproducible, not a secret
    found: dict[str, Life] = {}
    loose = released = soon = 0
    order = list(rows)
    for row in order:
        slot = slots.get(row.id)
        handed_in = now - timedelta(days=dice.randint(12, 60), minutes=dice.randint(0, 900))
        if row.company in COMPANIES:
            state = OWN[row.product]
            opens = _instant(state, slot, now, dice, 4)
            found[row.id] = Life(state, opens, handed_in)
            continue
        if slot is not None:
            passed = slot.start <= now
            state = "released" if passed else _drawn(AHEAD, dice)
            cue = state == "approved" and not passed and dice.random() < 0.3
            opens = None if cue else slot.start
        else:
            state, cue = _spread(loose, dice), False
            loose += 1
            soon += state == "approved"
            opens = _instant(state, None, now, dice, soon)
        if state == "released":
            released += 1
            if released == KILLED_AT:
                state = "killed"
        corrected = state == "released" and released % CORRECTED_EVERY == 0
        recent = _recently(state, now, dice)
        found[row.id] = Life(state, opens, recent or handed_in, cue, corrected)
    return found


def _recently(state: str, now: datetime, dice: random.Random) -> datetime | None:
    """What waits for somebody has not waited for weeks."""
    if state == "submitted":
        return now - timedelta(minutes=dice.randint(12, 4000))
    if state in ("in_review", "changes_requested"):
        return now - timedelta(hours=dice.randint(30, 200))
    return None


def _drawn(shares: list[tuple[str, int]], dice: random.Random) -> str:
    names, weights = zip(*shares, strict=True)
    return dice.choices(names, weights)[0]


def _spread(number: int, dice: random.Random) -> str:
    """The first of a few entries show every state; the rest follow the shares."""
    if number < len(SHARES):
        return SHARES[number][0]
    return _drawn(SHARES, dice)


def _instant(
    state: str, slot: Slot | None, now: datetime, dice: random.Random, soon: int
) -> datetime | None:
    """The release moment: every two minutes from now on, or on the days that were."""
    if state in ("released", "killed"):
        if slot and slot.start <= now:
            return slot.start
        return (now - timedelta(minutes=dice.randint(90, 1500))).replace(second=0, microsecond=0)
    if state == "approved":
        if slot and slot.start > now:
            return slot.start
        return (now + timedelta(minutes=2 + 2 * soon)).replace(second=0, microsecond=0)
    if state == "draft" and dice.random() < 0.5:
        return None
    if slot and slot.start > now:
        return slot.start
    return (now + timedelta(days=1, hours=dice.randint(1, 20))).replace(
        minute=0, second=0, microsecond=0
    )

"""What an entry's places want: the forum's own rules over the defaults."""

from collections.abc import Iterable

from django.utils.translation import get_language

from launches.enums import Slot
from launches.files.slots import DEFAULTS, MEGABYTE, Wanted
from launches.models import Launch
from launches.models.slots import SlotRule

Slots = dict[str, Wanted]


def slots_of(launch: Launch) -> Slots:
    """{slot: what it wants} of the slots that are offered to this entry, in their order."""
    rules = rules_of([launch.forum_id]).get(launch.forum_id, [])
    return joined(rules, launch.section_id, launch.entry_type_id)


def rules_of(forums: Iterable[int]) -> dict[int, list[SlotRule]]:
    """{forum id: its rules}, in one question for any number of forums."""
    found: dict[int, list[SlotRule]] = {}
    for rule in SlotRule.objects.filter(forum_id__in=set(forums)).order_by("pk"):
        found.setdefault(rule.forum_id, []).append(rule)
    return found


def joined(rules: Iterable[SlotRule], section: int, entry_type: int | None) -> Slots:
    """The defaults, with the forum's rules in their places; the most particular rule wins."""
    chosen: dict[str, SlotRule] = {}
    for rule in sorted(rules, key=_particular):
        if rule.section_id in (None, section) and rule.entry_type_id in (None, entry_type):
            chosen[rule.slot] = rule
    found: Slots = {}
    for slot in Slot.values:
        if slot not in chosen:
            found[slot] = DEFAULTS[slot]
        elif chosen[slot].offered:
            found[slot] = wanted(chosen[slot])
    return found


def _particular(rule: SlotRule) -> tuple[int, bool]:
    """How particular a rule is; a type goes before a section."""
    return (rule.section_id is not None) + (rule.entry_type_id is not None), bool(
        rule.entry_type_id
    )


def wanted(rule: SlotRule) -> Wanted:
    """One rule as the value that the quarantine and the readiness read."""
    chinese = (get_language() or "").startswith("zh")
    return Wanted(
        slot=rule.slot,
        kinds=tuple(rule.kinds) or DEFAULTS[rule.slot].kinds,
        required=rule.required,
        most=rule.most,
        most_bytes=rule.most_megabytes * MEGABYTE,
        least_width=rule.least_width,
        least_height=rule.least_height,
        aspect=rule.aspect,
        tolerance=rule.tolerance,
        alpha=rule.alpha,
        most_seconds=rule.most_seconds,
        most_pages=rule.most_pages,
        fonts=rule.fonts,
        rights=tuple(rule.rights),
        help=(rule.help_zh if chinese and rule.help_zh else rule.help),
    )

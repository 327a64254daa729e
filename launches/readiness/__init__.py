"""Readiness: launch by channel, each ready, missing or failing, with reasons.

A pure function over plain values, so that the desk can ask it for every launch at
once (launches/queries/readiness.py reads them in a fixed number of queries). Which
demand counts where is data of the organisers; DEFAULTS holds until they change it.
"""

from datetime import datetime

from launches.enums import Channel, Check

from .checks import CHECKS, is_due, limit_for
from .shapes import Facts, Gap, Readiness, Rule, Rules, State

__all__ = [
    "DEFAULTS", "Facts", "Gap", "Readiness", "Rule", "Rules", "State",
    "assess", "is_due", "limit_for",
]  # fmt: skip
NEEDED = Rule(at_submission=True)
DEFAULTS: Rules = {
    (Channel.PRESS_PAGE, Check.PRODUCT): NEEDED,
    (Channel.PRESS_PAGE, Check.LENGTHS): NEEDED,
    (Channel.PRESS_PAGE, Check.FILES): NEEDED,
    (Channel.PRESS_PAGE, Check.MATERIALS): NEEDED,
    (Channel.PRESS_PAGE, Check.MOMENT): NEEDED,
    (Channel.PRESS_PAGE, Check.QUESTIONS): NEEDED,
    (Channel.PRESS_PAGE, Check.RIGHTS): Rule(),
    (Channel.STAGE, Check.TAGLINE): Rule(),
    (Channel.STAGE, Check.HERO): Rule(),
    (Channel.STAGE, Check.HERO_WIDTH): Rule(threshold=1920),
    (Channel.STAGE, Check.LOGO): Rule(),
    (Channel.PRESS_KIT, Check.PRESS_RELEASE): Rule(),
    (Channel.PRESS_KIT, Check.HERO_CREDIT): Rule(),
    (Channel.PRESS_KIT, Check.GALLERY): Rule(is_on=False, threshold=3),
    (Channel.PRESS_KIT, Check.SPEC_SHEET): Rule(is_on=False),
    (Channel.LANGUAGE, Check.HEADLINE): NEEDED,
    (Channel.LANGUAGE, Check.SUMMARY): NEEDED,
    (Channel.LANGUAGE, Check.BODY): NEEDED,
    (Channel.LANGUAGE, Check.LENGTHS): Rule(),
    (Channel.LANGUAGE, Check.NAMES): Rule(),
}


def assess(facts: Facts, *, at: datetime) -> Readiness:
    """The readiness of one launch at an instant. Asks the database for nothing."""
    spoken = dict.fromkeys(facts.languages)
    spoken.update(dict.fromkeys(words.language for words in facts.content.words))
    general = [
        _state(facts, channel, "", at) for channel in Channel if channel is not Channel.LANGUAGE
    ]
    return Readiness(
        (*general, *(_state(facts, Channel.LANGUAGE, language, at) for language in spoken)),
        facts,
    )


def _state(facts: Facts, channel: Channel, language: str, at: datetime) -> State:
    gaps: dict[tuple[str, str], Gap] = {}
    for (where, check), rule in facts.rules.items():
        if where != channel or not rule.is_on:
            continue
        languages = (language,) if language else facts.languages
        needed = rule.at_submission and (not language or language in facts.languages)
        for name, text, standing in CHECKS[check](facts, rule, languages, at):
            gaps.setdefault((name, text), Gap(name, text, standing, needed))
    return State(channel, language, tuple(gaps.values()))

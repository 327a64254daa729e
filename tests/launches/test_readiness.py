"""Readiness: a pure function over plain values, and the same few queries for many."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from launches.content import Content, Placed, Words
from launches.enums import Channel, Check, FileState, ReleaseMode, Slot, Standing
from launches.files.slots import DEFAULTS as SLOTS
from launches.models import LengthLimit, ReadinessRule
from launches.names import Name
from launches.queries import readiness
from launches.readiness import DEFAULTS, Facts, Rule, assess, naming
from tests import factories
from tests.factories.call import QuestionFactory

NOW = datetime(2026, 9, 1, tzinfo=UTC)
ENGLISH = Words("en", "Headline here", "Tagline", "Summary", "<p>Body</p>", "<p>Release</p>")
CHINESE = Words("zh-hans", "标题", "口号", "摘要", "<p>正文</p>", "<p>新闻稿</p>")
READY = FileState.READY
FACTS = Facts(
    content=Content(
        "Aurora",
        words=(ENGLISH, CHINESE),
        materials=(Placed(Slot.HERO, 1, alt="A", credit="C"), Placed(Slot.LOGO, 2, alt="L")),
    ),
    languages=("en", "zh-hans"),
    files={1: (FileState.READY, 1920), 2: (FileState.READY, 400)},
    release_mode=ReleaseMode.CLOCK,
    opens_at=NOW + timedelta(days=1),
    rules=DEFAULTS,
    slots=SLOTS,
)


def seen(facts: Facts) -> dict[str, str]:
    """{channel or language: its standing} of what is not ready."""
    states = assess(facts, at=NOW).states
    return {s.language or s.channel: s.standing for s in states if s.standing != Standing.READY}


def with_content(**changes) -> Facts:
    return replace(FACTS, content=replace(FACTS.content, **changes))


def test_a_whole_launch_is_ready_everywhere():
    found = assess(FACTS, at=NOW)
    assert (found.is_ready, found.required) == (True, {})
    assert [state.label for state in found.states] == [
        "Stage",
        "Press page",
        "Press kit",
        "English",
        "Chinese",
    ]


@pytest.mark.parametrize(
    ("facts", "not_ready", "required"),
    [
        (with_content(product=" "), {"press_page": "missing"}, {"product"}),
        (
            with_content(words=(ENGLISH, replace(CHINESE, headline=""))),
            {"zh-hans": "missing"},
            {"texts.zh-hans.headline"},
        ),
        (with_content(words=(replace(ENGLISH, tagline=""), CHINESE)), {"stage": "missing"}, set()),
        (
            with_content(words=(ENGLISH, CHINESE, Words("ar", ""))),
            {"ar": "missing"},
            set(),
        ),
        (
            with_content(materials=FACTS.content.materials[1:]),
            {"stage": "missing", "press_page": "missing"},
            {"materials.hero"},
        ),
        (
            replace(FACTS, files={**FACTS.files, 1: (FileState.QUARANTINED, 1920)}),
            {"press_page": "failing"},
            {"materials.hero"},
        ),
        (replace(FACTS, files={**FACTS.files, 1: (READY, 1919)}), {"stage": "failing"}, set()),
        (replace(FACTS, opens_at=None), {"press_page": "missing"}, {"opens_at"}),
        (replace(FACTS, opens_at=NOW), {"press_page": "failing"}, {"opens_at"}),
        (replace(FACTS, opens_at=None, release_mode=ReleaseMode.SLATE), {}, set()),
        (replace(FACTS, opens_at=None, release_mode=ReleaseMode.CUE), {}, set()),
    ],
)  # fmt: skip
def test_each_gap_is_seen_where_it_counts(facts, not_ready, required):
    assert seen(facts) == not_ready
    assert set(assess(facts, at=NOW).required) == required


def test_organisers_switch_demands_and_set_thresholds():
    gallery = (Channel.PRESS_KIT, Check.GALLERY)
    asked = replace(FACTS, rules={**DEFAULTS, gallery: Rule(at_submission=True, threshold=2)})
    assert assess(asked, at=NOW).required == {
        "materials.gallery": "“Gallery” has 0; at least 2 are wanted."
    }
    headline = (Channel.LANGUAGE, Check.HEADLINE)
    silent = with_content(words=(replace(ENGLISH, headline=""), CHINESE))
    off = replace(silent, rules={**DEFAULTS, headline: Rule(is_on=False)})
    assert (seen(silent), seen(off)) == ({"en": "missing"}, {})


def test_names_of_all_languages_are_held_together_once(monkeypatch):
    looked, remarks = [], naming.remarks
    monkeypatch.setattr(naming, "remarks", lambda *facts: looked.append(1) or remarks(*facts))
    wrong = Name("Headline There", forbidden=("Headline here", "标题"))
    found = assess(replace(FACTS, names=(wrong,)), at=NOW)
    gaps = {state.language: [gap.field for gap in state.gaps] for state in found.states[3:]}
    assert gaps == {"en": ["texts.en.headline"], "zh-hans": ["texts.zh-hans.headline"]}
    assert looked == [1]


def test_too_long_is_counted_in_the_unit_of_the_language():
    limit = LengthLimit(field="headline", words=1, characters=1)
    found = assess(replace(FACTS, limits=(limit,)), at=NOW).required
    assert found == {
        "texts.en.headline": "Headline in English has 2 words; at most 1 are wanted.",
        "texts.zh-hans.headline": "Headline in Chinese has 2 characters; at most 1 are wanted.",
    }
    own = LengthLimit(field="headline", language="en", words=2)
    found = assess(replace(FACTS, limits=(limit, own)), at=NOW).required
    assert set(found) == {"texts.zh-hans.headline"}
    body = LengthLimit(field="body", words=1, characters=2)
    assert assess(replace(FACTS, limits=(body,)), at=NOW).required == {}


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds", "missed"), [(-1, "ready"), (0, "failing"), (1, "failing")])
def test_only_a_launch_that_did_not_open_has_missed_its_moment(moment, seconds, missed):
    moment.at(-3600)
    both = [factories.launch(state, opens_at=moment.T) for state in ("approved", "submitted")]
    contents = {one.pk: factories.content_of(one) for one in both}
    found = readiness.of_many(both, contents, at=moment.at(seconds))
    assert [found[one.pk].standing(Channel.PRESS_PAGE) for one in both] == ["ready", missed]


@pytest.mark.django_db
def test_the_organisers_rows_win_and_submission_follows():
    launch = factories.launch("draft")
    ReadinessRule.objects.create(
        forum=launch.forum, channel=Channel.LANGUAGE, check_name=Check.TAGLINE, at_submission=True
    )
    content = factories.content_of(launch)
    bare = replace(content, words=tuple(replace(words, tagline="") for words in content.words))
    found = readiness.of(launch, bare, at=NOW)
    assert set(found.required) >= {"texts.en.tagline", "texts.zh-hans.tagline"}
    assert found.standing(Channel.LANGUAGE, "en") == Standing.MISSING
    assert found.standing(Channel.LANGUAGE, "fr") is None


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_many_cost_what_one_costs(count, django_assert_num_queries):
    QuestionFactory()
    launches = [factories.launch("draft") for _ in range(count)]
    contents = {launch.pk: factories.content_of(launch) for launch in launches}
    for launch in launches:
        launch.forum  # noqa: B018 -- as select_related would have it
    with django_assert_num_queries(8):
        found = readiness.of_many(launches, contents, at=NOW)
    assert set(found) == {launch.pk for launch in launches}

"""Lengths of texts: one table and one set of laws for the server and for the browser."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from launches.content import plain
from launches.counting import characters, count, unit_of, words
from launches.prose import to_html

ROOT = Path(__file__).resolve().parents[2]
CASES = json.loads((Path(__file__).parent / "counting.json").read_text())
TRICKY = (
    "aé\u0301\u200d👍🏽🇨🇳👩你。ｶﾞ한\u1112\u1161 \u3000—/-'\u00ad\u2068ｗ１\u0e2a\u0e31\ufe0f\u20e3"
)
PROBE = """
window.counted = (texts) => texts.map((text) => [words(text), characters(text)]);
window.bared = bare;
"""
PROSE = [
    "## A heading\n\nIt is **bold** and *light*, see [our site](https://example.com/a_b).",
    "- one\n- two words\n\n1. first\n2) second",
    "Plain & simple <b>tags</b> are words, 2*3*4 is a sum.\n\n# 标题\n\n你好 **世界**",
]
texts = st.text(st.sampled_from(TRICKY) | st.characters(exclude_categories=["Cs", "Cn", "Co"]))


@pytest.mark.parametrize(("text", "in_words", "in_characters"), CASES)
def test_the_table(text, in_words, in_characters):
    assert (words(text), characters(text)) == (in_words, in_characters)


@pytest.mark.parametrize(
    ("language", "unit"),
    [("en", "words"), ("ar", "words"), ("zh-hans", "characters"), ("ko", "characters")],
)
def test_the_language_says_the_unit(language, unit):
    assert unit_of(language) == unit
    assert count("Hello 世界", language) == {"words": 3, "characters": 7}[unit]


@given(texts, texts)
def test_a_space_between_adds_up(one, other):
    joined = f"{one} {other}"
    assert words(joined) == words(one) + words(other)
    assert characters(joined) == characters(one) + characters(other)


@given(texts)
def test_the_form_of_unicode_does_not_matter(text):
    for form in ("NFC", "NFD"):
        same = unicodedata.normalize(form, text)
        assert (words(same), characters(same)) == (words(text), characters(text))


@given(texts)
def test_never_more_than_there_is(text):
    assert 0 <= characters(text) <= len(text)
    assert 0 <= words(text) <= len(text)


@given(st.text("abcxyz", min_size=1), st.integers(1, 20))
def test_plain_words_are_counted_plainly(word, times):
    assert words(" ".join([word] * times)) == times
    assert characters(" ".join([word] * times)) == times * len(word)


@pytest.mark.journey
def test_the_browser_counts_the_same(chromium):
    source = (ROOT / "cms/static/js/portal/counting.js").read_text()
    page = chromium.new_page()
    page.add_script_tag(type="module", content=source + "\n" + PROBE)
    page.wait_for_function("() => typeof window.counted === 'function'")

    def counted(batch: list[str]) -> list[list[int]]:
        return page.evaluate("texts => window.counted(texts)", batch)

    @settings(max_examples=60, deadline=None)
    @given(st.lists(texts, min_size=20, max_size=60))
    def same(batch):
        assert counted(batch) == [[words(text), characters(text)] for text in batch]

    assert counted([text for text, *_numbers in CASES]) == [row[1:] for row in CASES]
    same()
    bare = page.evaluate("texts => texts.map((text) => window.bared(text))", PROSE)
    lengths = [[words(plain(to_html(text))), characters(plain(to_html(text)))] for text in PROSE]
    assert counted(bare) == lengths
    page.close()

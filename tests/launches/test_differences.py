"""Which fields differ, and which words in them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launches.content import Content, Placed, Words
from launches.differences import Change, Kind, changed, changes, compare, flat, tokens


def marked(before: str, after: str) -> str:
    """Pieces as a line: [gone] {new}."""
    signs = {Kind.SAME: "{}", Kind.GONE: "[{}]", Kind.NEW: "{{{}}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in compare(before, after))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new words", "{new words}"),
        ("It opens in May.", "It opens in June.", "It opens in [May]{June}."),
        ("a heart that speaks", "a heart speaks", "a heart [that ]speaks"),
        ("发布新的平台", "发布旧的平台", "发布[新]{旧}的平台"),
        ("新製品を発表", "新製品を公開", "新製品を[発表]{公開}"),
        ("새로운 제품입니다", "새로운 물건입니다", "새로운 [제품입니다]{물건입니다}"),
        ("تكشف عن المنتج", "تكشف عن الجهاز", "تكشف عن [المنتج]{الجهاز}"),
        ("नया उत्पाद", "नई उत्पाद", "[नया]{नई} उत्पाद"),
        ("a\u0301bc", "abc", "[a\u0301bc]{abc}"),
        ("go 👩‍🚀 now", "go 👩🏽‍🚀 now", "go [👩‍🚀]{👩🏽‍🚀} now"),
        ("don't stop", "don’t stop", "[don't]{don’t} stop"),
        ("one\ntwo\nthree\n", "one\n2\nthree\n", "one\n[two]{2}\nthree\n"),
    ],
)
def test_word_by_word_in_every_script(before, after, line):
    assert marked(before, after) == line


def test_marks_and_joiners_stay_with_what_they_belong_to():
    assert tokens("เปิดตัว") == ["เ", "ปิ", "ด", "ตั", "ว"]
    assert tokens("क्षमता 5.0") == ["क्षमता", " ", "5", ".", "0"]
    assert tokens("👨‍👩‍👧🇨🇳!") == ["👨‍👩‍👧", "🇨🇳", "!"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_back(before, after):
    pieces = compare(before, after)
    assert "".join(tokens(before)) == before
    assert "".join(p.text for p in pieces if p.kind != Kind.NEW) == before
    assert "".join(p.text for p in pieces if p.kind != Kind.GONE) == after
    assert all(piece.text for piece in pieces)
    kinds = [piece.kind for piece in pieces]
    assert all(one != other for one, other in pairwise(kinds))


def test_two_long_texts_do_not_take_long():
    chinese = "".join(chr(0x4E00 + (n * 7919) % 20_000) for n in range(60_000))
    begun = time.perf_counter()
    pieces = compare(chinese, chinese[:30_000] + "新" + chinese[30_000:])
    assert [piece.text for piece in pieces if piece.kind == Kind.NEW] == ["新"]
    assert len(compare(chinese, chinese[::-1])) <= 3
    assert time.perf_counter() - begun < 3


def test_fields_that_differ():
    one = Content(
        "Aurora",
        words=(Words("en", "Headline", body="<p>One <b>two</b></p>"),),
        materials=(Placed("hero", 4, alt="A picture"),),
    )
    two = Content(
        "Aurora",
        words=(Words("en", "Headline", body="<p>One <b>three</b></p>"), Words("ar", "")),
        materials=(Placed("hero", 5, alt="A picture"), Placed("gallery", 4)),
    )
    assert changed(one, one) == []
    assert changes(flat(one), flat(two, names={5: "abc"})) == [
        Change("texts.en.body", "One **two**", "One **three**"),
        Change("materials.abc", None, "hero"),
        Change("materials.abc.alt", None, "A picture"),
        Change("materials.4", "hero", "gallery"),
        Change("materials.4.alt", "A picture", ""),
    ]
    assert changed(two, one)[-1] == "materials.5.alt"

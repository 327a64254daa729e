"""Names in texts: whole words in spaced scripts, anywhere in others, and what is no slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launches.enums import CaseRule, SlipKind
from launches.names import Name, Slip, case_for, relevant, slips

DEEP = Name("DeepSeek", own=(("zh", "深度求索"),), forbidden=("Deep Sick", "深度搜索"))
CANAL = Name("Canal+")
PLAIN = Name("Green Energy", case=CaseRule.AS_A_NAME)
S, F, M = SlipKind.SPELLING, SlipKind.FORBIDDEN, SlipKind.MISSING


@pytest.mark.parametrize(
    ("text", "language", "name", "found"),
    [
        ("DeepSeek opens; DeepSeek's model", "en", DEEP, []),
        ("deepseek opens, Deep Seek and Deep-Seek", "en", DEEP,
         [(S, "deepseek", "DeepSeek"), (S, "Deep Seek", "DeepSeek"),
          (S, "Deep-Seek", "DeepSeek")]),
        ("deepseek, and deepseek again", "en", DEEP, [(S, "deepseek", "DeepSeek")]),
        ("DeepSeekers and xDeepSeek and DeepSeek2", "en", DEEP, []),
        ("DEEPSEEK发布", "zh-hans", DEEP, [(S, "DEEPSEEK", "DeepSeek")]),
        ("ＤｅｅｐＳｅｅｋ", "zh-hans", DEEP, [(S, "ＤｅｅｐＳｅｅｋ", "DeepSeek")]),
        ("杭州深度求索公司", "zh-hans", DEEP, []),
        ("杭州深度搜索公司", "zh-hans", DEEP, [(F, "深度搜索", "深度求索")]),
        ("by Deep  Sick Ltd", "en", DEEP, [(F, "Deep  Sick", "DeepSeek")]),
        ("A DEEPSEEK PRODUCT IN CAPITALS", "en", DEEP, []),
        ("see www.deepseek.com, deepseek.com/x, a@deepseek.cn, #deepseek", "en", DEEP, []),
        ("the canal is wide", "en", CANAL, []),
        ("on canal+ tonight", "en", CANAL, [(S, "canal+", "Canal+")]),
        ("we use green energy; Green energy is good", "en", PLAIN, []),
        ("Green-Energy and GREEN ENERGY", "en", PLAIN,
         [(S, "Green-Energy", "Green Energy"), (S, "GREEN ENERGY", "Green Energy")]),
        ("pulse", "en", Name("Pulse", case=CaseRule.ANY), []),
        ("The Citroen stand, Citroe\u0308n", "en", Name("Citroën"),
         [(S, "Citroen", "Citroën")]),
        ("C is older than C++", "en", Name("C++"), []),
        ("Model 20, model 2.0", "en", Name("Model 2.0"), [(S, "model 2.0", "Model 2.0")]),
        ("L’Oreal", "en", Name("L'Oréal"), [(S, "L’Oreal", "L'Oréal")]),
        ("شركة والنور", "ar", Name("النور", forbidden=("والنور",)), []),
        ("", "en", DEEP, []),
    ],
)  # fmt: skip
def test_what_is_a_slip(text, language, name, found):
    assert slips(text, language, name) == tuple(Slip(*one) for one in found)


@pytest.mark.parametrize(
    ("text", "source", "found"),
    [
        ("深度求索发布新模型", "DeepSeek opens", []),
        ("DeepSeek发布新模型", "DeepSeek opens", [(M, "DeepSeek", "深度求索")]),
        ("发布新模型", "DeepSeek opens", [(M, "DeepSeek", "深度求索")]),
        ("发布新模型", "A model opens", []),
        ("  ", "DeepSeek opens", []),
        ("deepseek发布", "DeepSeek opens", [(S, "deepseek", "DeepSeek")]),
    ],
)
def test_a_name_of_the_original_is_wanted_in_the_translation(text, source, found):
    said = slips(text, "zh-hans", DEEP, source=source, original="en")
    assert said == tuple(Slip(*one) for one in found)


def test_a_name_within_another_name_is_that_others():
    cloud = Name("Alibaba Cloud", own=(("zh", "阿里云"),))
    mother = Name("Alibaba", own=(("zh", "阿里巴巴"),))
    asked = {"source": "Alibaba Cloud opens", "original": "en"}
    assert slips("阿里云发布", "zh", mother, others=[cloud], **asked) == ()
    assert slips("阿里云发布", "zh", cloud, others=[mother], **asked) == ()
    assert slips("阿里云发布", "zh", mother, **asked) == (Slip(M, "Alibaba", "阿里巴巴"),)
    sat, fourth = Name("Hellas Sat"), Name("Hellas-Sat 4")
    assert slips("The Hellas-Sat 4 is up", "en", sat, others=[fourth]) == ()
    assert slips("Hellas-Sat 4 of Hellas-Sat", "en", sat, others=[fourth]) == (
        Slip(S, "Hellas-Sat", "Hellas Sat"),
    )


def test_only_names_that_can_be_there_are_looked_for():
    names = [DEEP, CANAL, Name("Citroën"), Name("Ｗｉｄｅ")]
    assert relevant(["deep thoughts", "CITROEN"], names) == [DEEP, names[2]]
    assert relevant(["in der Tiefe", "深度"], names) == []
    assert relevant(["深度搜索"], names) == [DEEP]
    assert relevant([], names) == []


def test_a_name_without_one_of_its_own_may_be_left_out():
    assert slips("发布", "zh-hans", Name("Aurora"), source="Aurora opens", original="en") == ()
    assert DEEP.in_language("zh-hant") == "深度求索"
    assert DEEP.in_language("ar") == "DeepSeek"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("DeepSeek", CaseRule.EXACT),
        ("X-200", CaseRule.EXACT),
        ("OPPO", CaseRule.EXACT),
        ("ONE", CaseRule.ANY),
        ("Green Energy", CaseRule.AS_A_NAME),
        ("Pulse", CaseRule.AS_A_NAME),
    ],
)
def test_plain_words_may_be_plain_words(text, rule):
    assert case_for(text) == rule


@given(st.text(max_size=60), st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_taken_and_a_name_is_right_as_it_stands(before, text, variant):
    name = Name(text, forbidden=(variant,))
    slips(before, "en", name, source=before, original="zh-hans")
    assert slips(text, "en", Name(text)) == ()

"""Nothing runs in a spreadsheet, and every name is safe on every disk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from launches.exporting.guard import guarded, safe_name, unguarded


@pytest.mark.parametrize(
    "text", ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x", "－1"]
)
def test_formulas_are_held(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "灵", "مرحبا", "a=b", "1-2", "'quoted'", "5 + 5", "नमस्ते"])
def test_all_else_stays(text):
    assert guarded(text) == text == unguarded(text)


@given(st.text())
def test_a_guarded_text_comes_back(text):
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))
    if not text.startswith("'"):
        assert unguarded(guarded(text)) == text


@given(st.text())
def test_every_name_is_safe(text):
    name = safe_name(text)
    assert name
    assert name not in {".", ".."}
    assert not set(name) & set('\\/:*?"<>|\0')
    assert len(name.encode()) <= 120


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\evil.exe", "C--evil.exe"),
        ("CON.txt", "_CON.txt"),
        ("灵眸 一号.jpg", "灵眸 一号.jpg"),
        ("\u202egpj.exe", "gpj.exe"),
        ("...", "file"),
    ],
)
def test_names(name, safe):
    assert safe_name(name) == safe

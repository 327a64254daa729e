"""The font for each script, and the sheet of the web fonts."""

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from cms import fonts as web
from launches import fonts


@pytest.mark.parametrize(
    ("text", "file", "language"),
    [
        ("Aurora One", "Inter[opsz,wght].ttf", ""),
        ("Қазақстан", "Inter[opsz,wght].ttf", "ru"),
        ("发布厅 A", "NotoSansCJKtc-Regular.otf", "zh-Hans"),
        ("アイディア", "NotoSansCJKtc-Regular.otf", "ja"),
        ("배터리", "NotoSansCJKtc-Regular.otf", "ko"),
        ("الياه سات", "NotoSansArabic[wdth,wght].ttf", "ar"),
        ("भारत", "NotoSansDevanagari[wdth,wght].ttf", "hi"),
        ("ไทยคม", "NotoSansThai[wdth,wght].ttf", "th"),
    ],
)
def test_each_script_has_a_file_that_covers_it(text, file, language):
    found = (fonts.path_for(text).name, fonts.language_for(text), fonts.covers(text))
    assert found == (file, language, True)


def test_what_no_file_covers_is_told():
    assert [fonts.covers(text) for text in ("תגל", "বঙ্গবন্ধু")] == [False, False]


def test_bold_chinese_has_its_own_file():
    assert fonts.path_for("发布", bold=True).name == "NotoSansCJKtc-Bold.otf"


def test_ranges_are_joined():
    assert web.unicode_range(frozenset({65, 66, 67, 70})) == "U+41-43,U+46"


def test_a_cut_font_has_what_was_asked(tmp_path):
    item = web.Slice("tiny", "Inter", "latin", frozenset({65, 66}))
    assert web.cut(item, tmp_path) == {65, 66}
    assert (tmp_path / "tiny.woff2").read_bytes()[:4] == b"wOF2"
    assert 'src: url("tiny.woff2")' in web.sheet([(item, item.chars)])


@pytest.mark.parametrize("bold", [False, True])
def test_a_stop_after_a_latin_word_stands_at_the_foot_of_the_line(tmp_path, bold):
    item = web.Slice("stops", "Noto Sans CJK", "cjk", frozenset(map(ord, "、。，．")), bold=bold)
    web.cut(item, tmp_path)
    font = TTFont(tmp_path / "stops.woff2")
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    for code in sorted(item.chars):
        pen = BoundsPen(glyphs)
        glyphs[names[code]].draw(pen)
        left, bottom, _right, top = pen.bounds
        assert (left < 200, bottom < 50, top < 300) == (True, True, True)

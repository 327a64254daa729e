"""The Word document of a sheet with what nobody would type."""

import io

import docx as reader

from launches import clock
from launches.kits.sheets import Section, Sheet
from launches.kits.word import docx


def test_controls_and_half_signs_do_not_break_the_paper():
    odd = "Aurora\x0b\x00 \ud800\ufffe帆"
    html = f"<p>{odd}<a href='https://a.example/\x0b'>{odd}</a></p>"
    sheet = Sheet("en", odd, odd, odd, odd, odd, [Section(odd, html)], [odd], odd)
    paper = reader.Document(io.BytesIO(docx(sheet, at=clock.now())))
    assert paper.core_properties.title == "Aurora ?帆"
    assert {one.text.count("帆") for one in paper.paragraphs} == {1, 2}
    assert not any("\x0b" in one.text for one in paper.paragraphs)

"""A sheet as a Word document, in its own script and direction."""

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from launches.kits.labels import sayable
from launches.kits.sheets import Block, Run, Sheet, blocks_of
from launches.queries.render import tag

# What every Word has of a script: {language: (attribute of w:rFonts, font)}.
FONTS = {
    "zh-hans": ("eastAsia", "Microsoft YaHei"),
    "zh-hant": ("eastAsia", "Microsoft JhengHei"),
    "ja": ("eastAsia", "Yu Gothic"),
    "ko": ("eastAsia", "Malgun Gothic"),
    "hi": ("cs", "Nirmala UI"),
    "th": ("cs", "Leelawadee UI"),
}
STYLES = {"bullet": "List Bullet", "number": "List Number", "quote": "Quote"}


def docx(sheet: Sheet, *, at: datetime) -> bytes:
    """The file. `at` is said as its date; nothing in it names our people."""
    paper: Any = Document()
    facts = paper.core_properties
    facts.author, facts.title = sayable(sheet.company), sayable(sheet.headline)
    facts.language = tag(sheet.language)
    facts.comments, facts.last_modified_by = "", ""
    facts.created = facts.modified = at.astimezone(UTC).replace(tzinfo=None)
    _speak(paper, sheet)
    _add(paper, sheet, [Run(f"{sheet.company} · {sheet.product}")])
    _add(paper, sheet, [Run(sheet.headline)], "Title")
    for text in (sheet.tagline, sheet.summary):
        if text:
            _add(paper, sheet, [Run(text, bold=text == sheet.tagline)])
    for section in sheet.sections:
        if section.heading:
            _add(paper, sheet, [Run(section.heading)], "Heading 1")
        for block in blocks_of(section.html):
            _add(paper, sheet, block.runs, _style(block))
    if sheet.contacts:
        _add(paper, sheet, [Run(sheet.contacts_heading)], "Heading 1")
        for line in sheet.contacts:
            _add(paper, sheet, [Run(line)])
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _style(block: Block) -> str:
    return "Heading 2" if block.kind == "heading" else STYLES.get(block.kind, "Normal")


def _speak(paper: Any, sheet: Sheet) -> None:
    """Language and fonts of every style, so that what an editor adds looks alike."""
    name = "bidi" if sheet.from_right else "eastAsia" if _font(sheet)[0] == "eastAsia" else "val"
    for style in paper.styles:
        if style.type != 1:  # paragraphs
            continue
        props = style.element.get_or_add_rPr()
        fonts = props.get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for place in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{place}"), "Arial")
        place, font = _font(sheet)
        fonts.set(qn(f"w:{place}"), font)
        for old in props.findall(qn("w:lang")):
            props.remove(old)
        language = OxmlElement("w:lang")
        language.set(qn(f"w:{name}"), tag(sheet.language))
        props.append(language)
    paper.styles["Normal"].font.size = Pt(11)


def _font(sheet: Sheet) -> tuple[str, str]:
    return FONTS.get(sheet.language, FONTS.get(sheet.language.split("-")[0], ("cs", "Arial")))


def _add(paper: Any, sheet: Sheet, runs: list[Run], style: str = "Normal") -> None:
    paragraph = paper.add_paragraph(style=style)
    if sheet.from_right:
        paragraph._p.get_or_add_pPr().insert_element_before(
            OxmlElement("w:bidi"), "w:jc", "w:ind", "w:spacing", "w:rPr"
        )
    for run in runs:
        parent = paragraph._p
        if run.href:
            parent = _link(paragraph, run.href)
        _run(parent, paragraph, run, from_right=sheet.from_right)


def _link(paragraph: Any, href: str) -> Any:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(sayable(href), kind, is_external=True))
    paragraph._p.append(link)
    return link


def _run(parent: Any, paragraph: Any, run: Run, *, from_right: bool) -> None:
    made = paragraph.add_run(sayable(run.text))
    made.bold, made.italic = run.bold or None, run.italic or None
    made.font.underline = True if run.href else None
    if from_right:
        made.font.rtl = True
    parent.append(made._r)

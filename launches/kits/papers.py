"""A sheet in the forms that newsrooms open: Word, PDF and Markdown."""

from dataclasses import asdict
from datetime import datetime

from launches.kits.sheets import Sheet, blocks_of
from launches.kits.word import docx
from launches.papers.printing import printed
from launches.prose import to_text


def papers_of(sheet: Sheet, *, at: datetime) -> dict[str, bytes]:
    """{extension: file}. Raises Busy where no PDF can be set just now."""
    return {
        "docx": docx(sheet, at=at),
        "pdf": pdf(sheet, at=at),
        "md": markdown(sheet).encode("utf-8", "replace"),
    }


def pdf(sheet: Sheet, *, at: datetime) -> bytes:
    """Set by typst; Arabic and Hebrew run from the right."""
    sections = [
        {"heading": one.heading, "blocks": [asdict(block) for block in blocks_of(one.html)]}
        for one in sheet.sections
    ]
    values = {**asdict(sheet), "sections": sections, "from_right": sheet.from_right}
    return printed("press_kit", values, at=at)


def markdown(sheet: Sheet) -> str:
    parts = [f"# {sheet.headline}", f"{sheet.company} · {sheet.product}"]
    parts += [f"**{sheet.tagline}**"] if sheet.tagline else []
    parts += [sheet.summary] if sheet.summary else []
    for section in sheet.sections:
        parts += [f"## {section.heading}"] if section.heading else []
        parts.append(to_text(section.html))
    if sheet.contacts:
        parts.append(f"## {sheet.contacts_heading}")
        parts.append("\n".join(f"- {line}" for line in sheet.contacts))
    return "\n\n".join(parts) + "\n"

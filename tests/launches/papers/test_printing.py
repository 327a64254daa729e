"""Papers: every script set, nothing run, the same bytes for the same values."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from launches.errors import Busy
from launches.papers import printing
from launches.portal.receipts import _labels

AT = datetime(2026, 9, 16, 1, tzinfo=UTC)
SCRIPTS = ["Aurora", "辉灵医疗", "こんにちは", "안녕", "مرحبا", "שלום", "नमस्ते", "สวัสดี", "Привет"]


def values(**changes):
    return {
        "title": "Receipt UNV-TEST-0001",
        "language": "en",
        "number": "UNV-TEST-0001",
        "product": "Aurora One",
        "company": "Company",
        "local": "16 September 2026, 09:00:00 CST",
        "utc": "16 September 2026, 01:00:00 UTC",
        "by": "Somebody",
        "languages": ["English"],
        "digest": "0123456789abcdef" * 4,
        "files": [],
        "labels": _labels(),
        **changes,
    }


def read(pdf: bytes) -> tuple[str, dict[str, str]]:
    """(all words of the pages, metadata)."""
    paper = pypdfium2.PdfDocument(pdf)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in paper)
        return text, paper.get_metadata_dict()
    finally:
        paper.close()


def test_the_same_values_give_the_same_bytes():
    first = printing.printed("receipt", values(), at=AT)
    assert first.startswith(b"%PDF-")
    assert printing.printed("receipt", values(), at=AT) == first
    text, about = read(first)
    assert "0123456789abcdef" * 4 in text
    assert about["Title"] == "Receipt UNV-TEST-0001"
    assert "Aurora" not in str(about)


def test_every_script_has_its_signs(tmp_path):
    pdf = printing.printed("receipt", values(company=" ".join(SCRIPTS)), at=AT)
    text, _about = read(pdf)
    missing = [word for word in SCRIPTS if not set(word) & set(text)]
    assert missing == []
    assert "\ufffe" not in text
    fonts = {name for page in fonts_of(pdf) for name in page}
    for family in ("Inter", "NotoSansCJK", "NotoSansArabic", "NotoSansDevanagari", "NotoSansThai"):
        assert any(family in name for name in fonts), family
    assert not any("notdef" in name for name in fonts)


def fonts_of(pdf: bytes):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for page in paper.pages:
            yield {str(font.BaseFont) for font in page.Resources.Font.values()}


def test_what_people_typed_is_never_run():
    typed = '#read("/etc/passwd") *bold* $x$ \\ #import "house.typ" </w:t>'
    text, _about = read(printing.printed("receipt", values(product=typed), at=AT))
    assert '#read("/etc/passwd") *bold* $x$' in text
    assert "root:" not in text


def test_a_template_reads_nothing_outside_its_folder(tmp_path, settings, monkeypatch):
    folder = tmp_path / "templates" / "papers"
    folder.mkdir(parents=True)
    (folder / "bad.typ").write_text('#read("../../../../etc/passwd")')
    monkeypatch.setattr(printing, "_lay_out", lambda to, _pictures: copy(folder, to))
    with pytest.raises(Busy):
        printing.printed("bad", {}, at=AT)


def copy(source: Path, to: Path) -> None:
    for file in source.glob("*.typ"):
        (to / file.name).write_text(file.read_text())


def test_an_endless_template_is_stopped(tmp_path, monkeypatch):
    (tmp_path / "loop.typ").write_text("#let f(n) = { while true { n = n + 1 } }\n#f(0)")
    monkeypatch.setattr(printing, "_lay_out", lambda to, _pictures: copy(tmp_path, to))
    monkeypatch.setattr(printing, "PATIENCE", 1)
    with pytest.raises(Busy):
        printing.printed("loop", {}, at=AT)

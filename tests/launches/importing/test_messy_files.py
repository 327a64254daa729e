"""The contract held against files as committees send them, and as nobody should."""

import json

import pytest

from launches.importing import cells
from launches.importing.cells import Unreadable
from launches.importing.check import check
from tests.launches.importing.tables import HEAD, codes, found, patched, workbook

SHEET = "xl/worksheets/sheet1.xml"
HEADINGS = ["Company", "Product", "Country", "Launch date"]
LATIN = "Company;Product;Country;Launch date\r\nCafé Crème;Niño;España;2020\r\n"
CHINESE = (
    "公司\t产品\t国家\t计划发布时间\n华为\t麒麟芯片\t中国\t2025年3月\n"
    "腾讯\t混元大模型\t中国\t2024\n"
)
JAPANESE = "会社名,製品名,国名,発売日\n任天堂,あつまれ どうぶつの森,日本,2020年\n"


def told(report) -> list[tuple]:
    return [
        (row["row"], row["company"], row["product"], row["company_country"], row["launch_year"])
        for row in report["records"]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_mark_separator_and_end_of_line(encoding, separator, end):
    text = CHINESE.replace("\t", separator).replace("\n", end)
    assert told(found(text, encoding)) == [
        (2, "华为", "麒麟芯片", "CN", 2025),
        (3, "腾讯", "混元大模型", "CN", 2024),
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "first"),
    [
        (CHINESE, "gb18030", (2, "华为", "麒麟芯片", "CN", 2025)),
        (JAPANESE, "shift_jis", (2, "任天堂", "あつまれ どうぶつの森", "JP", 2020)),
        (LATIN, "cp1252", (2, "Café Crème", "Niño", "ES", 2020)),
    ],
)
def test_the_old_encodings(text, encoding, first):
    assert told(found(text, encoding))[0] == first


@pytest.mark.parametrize(
    ("row", "code", "field", "raw"),
    [
        ("Acme,#REF!,FR,2020,,", "formula_without_value", "product", "#REF!"),
        ("Acme,Lamp,FR,#N/A,,", "formula_without_value", "launch_date", "#N/A"),
        (" =A1,Lamp,FR,2020,,", "formula_without_value", "company", " =A1"),
        ("Acme,Lamp,EU,2020,,", "unknown_country", "company_country", "EU"),
        ("Acme,Lamp,FR,1899,,", "bad_date", "launch_date", "1899"),
        ("Acme,Lamp,FR,2101,,", "bad_date", "launch_date", "2101"),
        ("Acme,Lamp,FR,12:00,,", "bad_date", "launch_date", "12:00"),
        ("\u00a0,Lamp,FR,2020,,", "missing_company", "company", "\u00a0"),
    ],
)
def test_what_makes_an_error_row_though_something_stands_there(row, code, field, raw):
    report = found(HEAD + row + "\nBeta,Chair,DE,2021,,\n")
    assert report["errors"] == [{"sheet": "", "row": 2, "code": code, "field": field, "raw": raw}]
    assert told(report) == [(3, "Beta", "Chair", "DE", 2021)]


@pytest.mark.parametrize(
    ("date", "year", "expected"),
    [
        ("5.2025", 2025, []),
        ("FY25", 2025, ["two_digit_year"]),
        ("٢٠٢٥", 2025, []),
        ("二〇二五年三月", 2025, []),
        ("45717.5", 2025, ["serial_date"]),
        ("2025-03-01T12:00:00Z", 2025, []),
    ],
)
def test_years_in_odd_forms(date, year, expected):
    report = found(HEAD + f"Acme,Lamp,FR,{date},,\n")
    assert [row["launch_year"] for row in report["records"]] == [year]
    assert [row["code"] for row in report["warnings"]] == expected


def test_the_address_of_a_link_is_read():
    report = found(HEAD + 'Acme,Lamp,FR,2020,"<a class=x href=""https://a.example/"">us</a>",\n')
    assert report["records"][0]["website"] == "https://a.example/"
    assert [row["code"] for row in report["warnings"]] == ["html_removed"]


def test_nul_line_breaks_and_many_columns_in_a_csv():
    wide = ",".join(["Company", "Product", "Country", "Date", *(f"x{n}" for n in range(296))])
    row = ",".join(['"Ac\0me\nWorks"', "Lamp", "FR", "2020", *["y"] * 296])
    assert told(found(f"{wide}\n{row}\n{row.replace('Lamp', 'Chair')}\n")) == [
        (2, "Acme Works", "Lamp", "FR", 2020),
        (3, "Acme Works", "Chair", "FR", 2020),
    ]


def test_a_huge_cell_is_cut_and_the_report_stays_small():
    report = found(HEAD + "Acme," + "x" * 900_000 + ",FR,2020,," + "y" * 90_000 + "\n")
    assert len(report["records"][0]["product"]) == 200
    assert len(json.dumps(report)) < 2_000


def test_a_csv_is_bounded_like_a_sheet(monkeypatch):
    monkeypatch.setattr(cells, "MOST_ROWS", 10)
    many = HEAD + "".join(f"C{n},P,FR,2020,,\n" for n in range(10))
    with pytest.raises(Unreadable, match="more than 10 rows"):
        found(many)
    assert len(found(HEAD + "\n,,,,,\n" * 50 + "Acme,P,FR,2020,,\n")["records"]) == 1
    with pytest.raises(Unreadable, match="500 columns"):
        found("Company,Product" + ",x" * 500 + "\n")


def test_macros_and_links_to_other_files_are_carried_and_never_opened():
    def link(types: bytes) -> bytes:
        return types.replace(
            b"</Types>", b'<Default Extension="bin" ContentType="application/x-vba"/></Types>'
        )

    data = patched(workbook([HEADINGS, ["Acme", "Lamp", "FR", 2020]]), "[Content_Types].xml", link)
    outside = "='file:///etc/[passwd]Sheet1'!A1"
    linked = workbook([HEADINGS, ["Acme", outside, "FR", 2020]])
    assert told(check(data).as_json()) == [(2, "Acme", "Lamp", "FR", 2020)]
    report = check(linked).as_json()
    assert report["errors"][0]["raw"] == outside
    assert codes(report) == [(2, "formula_without_value")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="2"', b'<row r="99999999999"'),
        (b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="ZZZZZ1:A9"/></mergeCells>'),
        (b"</sheetData>", b"</sheetDat"),
    ],
    ids=["a row beyond the last", "a merged block that is none", "broken XML"],
)
def test_damaged_sheets_are_refused_in_words(old, new):
    data = workbook([HEADINGS, ["Acme", "Lamp", "FR", 2020]])
    with pytest.raises(Unreadable, match="damaged"):
        check(patched(data, SHEET, lambda body: body.replace(old, new)))


def test_the_second_of_two_alike_is_told_where_the_first_is():
    text = "Acme,Lamp,FR,2020,,\nＡＣＭＥ , <i>lamp</i>,DE,2021,,\n"
    text += "Straße,ﬁne,DE,2020,,\nSTRASSE,fine,DE,2020,,\n"
    report = found(HEAD + text)
    assert [row["row"] for row in report["records"]] == [2, 4]
    assert [(row["row"], row["duplicate_of"]) for row in report["duplicates"]] == [(3, 2), (5, 4)]


def test_every_item_of_the_report_has_its_place_and_code():
    bad = "<b>A</b>,Lamp,FR,2020,x.example,\na,lamp,FR,2020,,\nC,D,Atlantis,2020,,\n"
    report = found(HEAD + bad)
    assert set(report) == {"records", "duplicates", "errors", "warnings"}
    for name in ("errors", "warnings", "duplicates"):
        assert report[name]
        for item in report[name]:
            assert {"sheet", "row", "code", "field", "raw"} <= set(item)
    assert set(report["records"][0]) == {
        "sheet", "row", "company", "company_country", "product", "launch_year", "website",
    }  # fmt: skip

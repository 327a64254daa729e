"""The committee's spreadsheets: what they make, and what is said of every row."""

import contextlib
import io
import json
from datetime import date, datetime

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from launches.importing import values
from launches.importing.check import check
from launches.importing.tables import Unreadable, read
from launches.models import Company, Launch
from tests.factories import ThemeFactory

HEAD = "Company,Product,Country,Launch date,Website,Tagline\n"


def found(text: str, encoding: str = "utf-8", **more):
    return check(text.encode(encoding), **more).as_json()


def codes(report, kind: str = "errors") -> list[tuple[int, str]]:
    return [(row["row"], row["code"]) for row in report[kind]]


def workbook(*sheets, merge: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number + 1}")
        for row in rows:
            sheet.append(row)
        if merge:
            sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
)
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_chinese_in_every_encoding_and_with_every_separator(encoding, sign):
    text = "公司名称,项目名称,国家,发布日期\n华为,麒麟芯片,中国,2020年5月\n小米,汽车,中国,2024\n"
    report = found(text.replace(",", sign), encoding)
    assert report["errors"] == []
    assert report["records"][0] == {
        "sheet": "",
        "row": 2,
        "company": "华为",
        "company_country": "CN",
        "product": "麒麟芯片",
        "launch_year": 2020,
        "website": "",
    }


def test_japanese_and_western_european_files():
    japanese = (
        "Company,Product,Country,Date\nソニー,ウォークマン,日本,1999\n任天堂,スイッチ,日本,2017\n"
    )
    assert [row["product"] for row in found(japanese, "shift_jis")["records"]] == [
        "ウォークマン",
        "スイッチ",
    ]
    head = "Company,Product,Country,Date\n"
    western = f"{head}Citroën,Ami,France,2020\nMüller,Straße,Österreich,2021\n".replace(",", ";")
    records = found(western, "cp1252")["records"]
    assert [(row["company"], row["company_country"]) for row in records] == [
        ("Citroën", "FR"),
        ("Müller", "AT"),
    ]


def test_every_error_is_said_with_row_field_and_raw():
    report = found(
        HEAD
        + ",Lamp,France,2020,,\n"
        + "Acme,,France,2020,,\n"
        + "Acme,Lamp,,2020,,\n"
        + "Acme,Lamp,Atlantis,2020,,\n"
        + "Acme,Lamp,France,,,\n"
        + "Acme,Lamp,France,soon,,\n"
        + "Acme,=A1&B1,France,2020,,\n"
        + "Acme,Lamp, France,2020,,,one too many\n"
    )
    assert codes(report) == [
        (2, "missing_company"),
        (3, "missing_product"),
        (4, "missing_country"),
        (5, "unknown_country"),
        (6, "missing_date"),
        (7, "bad_date"),
        (8, "formula_without_value"),
        (9, "column_count"),
    ]
    assert report["records"] == []
    assert report["errors"][3] == {
        "sheet": "",
        "row": 5,
        "code": "unknown_country",
        "field": "company_country",
        "raw": "Atlantis",
    }


def test_warnings_and_what_becomes_of_the_values():
    report = found(
        HEAD
        + "<b>Acme</b> &amp; Co,Lamp,France,12.03.24,www.acme.example,\n"
        + "  Acme  Two ,Ｌａｍｐ,USA,45000,javascript:alert(1),"
        + "x" * 91
        + "\n"
    )
    assert codes(report, "warnings") == [
        (2, "html_removed"),
        (2, "two_digit_year"),
        (2, "url_fixed"),
        (3, "whitespace"),
        (3, "fullwidth"),
        (3, "serial_date"),
        (3, "url_dropped"),
        (3, "tagline_long"),
    ]
    assert [
        (row["company"], row["product"], row["launch_year"], row["website"])
        for row in report["records"]
    ] == [
        ("Acme & Co", "Lamp", 2024, "https://www.acme.example"),
        ("Acme Two", "Lamp", 2023, ""),
    ]


def test_duplicates_within_the_file_and_against_the_forum():
    report = found(
        HEAD + "Acme,Lamp,FR,2020,,\nACME , <i>lamp</i>,FR,2021,,\nOld,Thing,FR,2020,,\n",
        existing=[("old", "THING")],
    )
    assert [row["row"] for row in report["records"]] == [2]
    assert [(row["row"], row["duplicate_of"]) for row in report["duplicates"]] == [
        (3, {"sheet": "", "row": 2}),
        (4, "database"),
    ]


def test_titles_above_blank_rows_totals_and_records_over_several_lines():
    report = found(
        "Forum 2027,,,,,\nList of launches,,,,,\n,,,,,\n"
        + HEAD
        + '"Acme\nWorks",Lamp,FR,2020,,\n,,,,,\nTotal,1,,,,\n合计,,,,,\nBeta,Chair,DE,2021,,\n'
    )
    assert report["errors"] == []
    assert [(row["row"], row["company"]) for row in report["records"]] == [
        (5, "Acme Works"),
        (9, "Beta"),
    ]


def test_workbooks_with_merged_cells_dates_sheets_and_formulas():
    head = ["公司 Company", "产品 Product", "国家 Country", "发布日期 Date"]
    data = workbook(
        [
            ["List"],
            head,
            ["Acme", "Lamp", "Korea", datetime(2024, 5, 1)],
            [None, "Chair", "Korea", 2023],
            ["Beta", "=1+1", "France", date(2020, 1, 1)],
        ],
        [["Notes"], ["nothing here"]],
        [head, ["Gamma", 42, "中国", "2022年"]],
        merge="A3:A4",
    )
    report = check(data).as_json()
    assert [
        (row["sheet"], row["row"], row["company"], row["product"], row["launch_year"])
        for row in report["records"]
    ] == [
        ("Sheet 1", 3, "Acme", "Lamp", 2024),
        ("Sheet 1", 4, "Acme", "Chair", 2023),
        ("Sheet 3", 2, "Gamma", "42", 2022),
    ]
    assert codes(report) == [(5, "formula_without_value")]
    assert (4, "fill_down") in codes(report, "warnings")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old or encrypted"),
        (b"just some words\nand more", "No row of headings"),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, words):
    with pytest.raises(Unreadable, match=words):
        check(data)


@pytest.mark.django_db
def test_a_dry_run_a_run_and_a_second_run(tmp_path):
    ThemeFactory()
    file, out = tmp_path / "list.csv", tmp_path / "out.json"
    file.write_text(HEAD + "Acme,Lamp,FR,2020,acme.example,Light\nBad,,FR,2020,,\n", "utf-8")
    call_command("import_launches", file, "--dry-run", "--report", out)
    assert Launch.objects.count() == 0
    report = json.loads(out.read_text("utf-8"))
    assert {name: len(rows) for name, rows in report.items()} == {
        "records": 1,
        "duplicates": 0,
        "errors": 1,
        "warnings": 1,
    }
    with pytest.raises(CommandError, match="Nothing was made"):
        call_command("import_launches", file, "--all-or-nothing")
    for _twice in range(2):
        call_command("import_launches", file)
    launch = Launch.objects.get()
    assert (launch.product, launch.state, launch.company.website) == (
        "Lamp",
        "draft",
        "https://acme.example",
    )
    assert launch.page.texts.get(language="en").tagline == "Light"
    assert Company.objects.count() == 1


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    with contextlib.suppress(Unreadable):
        check(data)


@given(st.text(max_size=60))
def test_no_text_breaks_a_value(text):
    clean, _codes = values.plain(text)
    assert clean == clean.strip()
    values.country(text)
    values.year(text)
    address, _codes = values.website(text)
    assert address == "" or address.lower().startswith(("http://", "https://"))


@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=6))
def test_reading_keeps_the_number_of_records(rows):
    import csv

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    data = out.getvalue().encode("utf-8", "replace")
    try:
        tables = read(data)
    except Unreadable:
        return
    assert all(line.number == place for place, line in enumerate(tables[0].lines, start=1))

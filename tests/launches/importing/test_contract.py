"""The importer's contract: what makes a record, what an error, what a warning, and where."""

import re
from datetime import date, datetime

import pytest

from launches.importing.check import check
from launches.importing.report import ERRORS, WARNINGS
from launches.importing.values import key_of
from tests.launches.importing.tables import HEAD, codes, found, patched, workbook


def test_a_row_with_the_four_is_a_record_and_nothing_else_is_said():
    report = found(HEAD + "Acme,Lamp,France,2025-03-01,https://acme.example,Light\n")
    record = {
        "sheet": "",
        "row": 2,
        "company": "Acme",
        "company_country": "FR",
        "product": "Lamp",
        "launch_year": 2025,
        "website": "https://acme.example",
    }
    assert report == {"records": [record], "duplicates": [], "errors": [], "warnings": []}


@pytest.mark.parametrize(
    ("row", "code", "field", "raw"),
    [
        (",Lamp,France,2020,,", "missing_company", "company", ""),
        ("-,Lamp,France,2020,,", "missing_company", "company", "-"),
        ("<b> </b>,Lamp,France,2020,,", "missing_company", "company", "<b> </b>"),
        ("Acme,,France,2020,,", "missing_product", "product", ""),
        ("Acme,Lamp,,2020,,", "missing_country", "company_country", ""),
        ("Acme,Lamp,n/a,2020,,", "missing_country", "company_country", "n/a"),
        ("Acme,Lamp,Atlantis,2020,,", "unknown_country", "company_country", "Atlantis"),
        ("Acme,Lamp,Congo,2020,,", "unknown_country", "company_country", "Congo"),
        ("Acme,Lamp,France / Spain,2020,,", "unknown_country", "company_country", "France / Spain"),
        ("Acme,Lamp,France,,,", "missing_date", "launch_date", ""),
        ("Acme,Lamp,France,无,,", "missing_date", "launch_date", "无"),
        ("Acme,Lamp,France,soon,,", "bad_date", "launch_date", "soon"),
        ("Acme,Lamp,France,0000-00-00,,", "bad_date", "launch_date", "0000-00-00"),
        ("=A1&B1,Lamp,France,2020,,", "formula_without_value", "company", "=A1&B1"),
        ("Acme,=A1,France,2020,,", "formula_without_value", "product", "=A1"),
        ("Acme,Lamp,=A1,2020,,", "formula_without_value", "company_country", "=A1"),
        ("Acme,Lamp,France,=TODAY(),,", "formula_without_value", "launch_date", "=TODAY()"),
        ("Acme,Lamp,France,2020,,,one too many", "column_count", "", "one too many"),
        ("Acme,Lamp,France,2020", "column_count", "", "2020"),
    ],
)
def test_what_makes_an_error_row(row, code, field, raw):
    report = found(HEAD + row + "\nBeta,Chair,DE,2021,,\n")
    assert report["errors"] == [{"sheet": "", "row": 2, "code": code, "field": field, "raw": raw}]
    assert [record["row"] for record in report["records"]] == [3]
    assert report["warnings"] == []


@pytest.mark.parametrize(
    ("row", "expected", "record"),
    [
        ("<b>Acme</b> &amp; Co,Lamp,FR,2020,,", ["html_removed"], {"company": "Acme & Co"}),
        ("Acme,H<sub>2</sub>O,FR,2020,,", ["html_removed"], {"product": "H2O"}),
        (
            "Acme,Lamp,FR,2020,www.acme.example,",
            ["url_fixed"],
            {"website": "https://www.acme.example"},
        ),
        ("Acme,Lamp,FR,2020,javascript:alert(1),", ["url_dropped"], {"website": ""}),
        ("Acme,Lamp,FR,2020,," + "x" * 91, ["tagline_long"], {}),
        ("Acme,Lamp,FR,2020,," + "x" * 90, [], {}),
        ("Acme,Lamp,FR,12.03.24,,", ["two_digit_year"], {"launch_year": 2024}),
        (" Acme\u00a0 Two\u200b,Lamp,FR,2020,,", ["whitespace"], {"company": "Acme Two"}),
        ("Acme,Lamp, FR,2020,,", ["whitespace"], {"company_country": "FR"}),
        ("Acme,Ｌａｍｐ,FR,2020,,", ["fullwidth"], {"product": "Lamp"}),
        ("Acme,Lamp,FR,２０２５年３月,,", ["fullwidth"], {"launch_year": 2025}),
        ("Acme,Lamp,FR,45292,,", ["serial_date"], {"launch_year": 2024}),
        ("Acme,Lamp,FR,2020,,=A1", ["formula_without_value"], {}),
        ("华为（深圳）,灯,中国,2020,,", [], {"company": "华为（深圳）"}),
    ],
)
def test_what_is_at_most_a_warning(row, expected, record):
    report = found(HEAD + row + "\n")
    assert [item["code"] for item in report["warnings"]] == expected
    assert report["errors"] == []
    assert record.items() <= report["records"][0].items()


def test_a_warning_says_the_place_and_what_stood_there():
    report = found(HEAD + "<i>Acme</i>,Lamp,FR,2020,,\n")
    assert report["warnings"] == [
        {"sheet": "", "row": 2, "code": "html_removed", "field": "company", "raw": "<i>Acme</i>"}
    ]


def test_an_error_row_says_each_of_its_errors_and_no_warning():
    report = found(HEAD + "<b>Acme</b>,,Atlantis,soon,,\n")
    assert codes(report) == [(2, "missing_product"), (2, "unknown_country"), (2, "bad_date")]
    assert report["warnings"] == []


@pytest.mark.parametrize(
    "again", ["ACME , <i>lamp</i>", "ＡＣＭＥ,Lamp", "Acme,La\u200bmp", "acme,LAMP "]
)
def test_duplicates_within_the_file(again):
    report = found(HEAD + f"Acme,Lamp,FR,2020,,\n{again},FR,2021,,\n")
    assert [row["row"] for row in report["records"]] == [2]
    (item,) = report["duplicates"]
    assert (item["sheet"], item["row"], item["code"]) == ("", 3, "duplicate")
    assert (item["duplicate_of"], item["duplicate_of_sheet"]) == (2, "")


def test_duplicates_against_the_database_and_across_sheets():
    rows = [["Company", "Product", "Country", "Date"], ["Acme", "Lamp", "FR", 2020]]
    report = check(workbook(rows, rows), existing={key_of("beta", "X"): "u1"}).as_json()
    assert [row["duplicate_of_sheet"] for row in report["duplicates"]] == ["Sheet 1"]
    report = found(HEAD + "Old,Thing,FR,2020,,\n", existing={key_of("old ", "<b>THING"): "u1"})
    assert [(row["duplicate_of"], row["entry"]) for row in report["duplicates"]] == [
        ("database", "u1")
    ]
    assert report["records"] == []


def test_a_row_with_an_error_does_not_make_the_next_one_a_duplicate():
    report = found(HEAD + "Acme,Lamp,,2020,,\nAcme,Lamp,FR,2020,,\n")
    assert (codes(report), [row["row"] for row in report["records"]]) == (
        [(2, "missing_country")],
        [3],
    )


def test_record_numbers_count_titles_headings_and_empty_lines_but_no_quoted_breaks():
    report = found(
        "Forum 2027,,,,,\nList of launches,,,,,\n\n"
        + HEAD
        + '"Acme\nWorks",Lamp,FR,2020,,\n,,,,,\nTotal,1,,,,\n合计,,,,,\nBeta,Chair,DE,2021,,\n'
    )
    assert report["errors"] == []
    assert [(row["row"], row["company"]) for row in report["records"]] == [
        (5, "Acme Works"),
        (9, "Beta"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "Total,2,,,",
        ",Total,2,,",
        "合计：2家,,,,",
        ",,总计,,",
        "Grand total,,,2,",
        "共2项,,,,",
        "Total of all companies,,7,,",
        "12,,,,",  # a number printed before an empty row
        " ,\u00a0,\u3000,,",
        ",,,,",
        "",
    ],
)
def test_totals_blank_rows_and_bare_numbers_are_passed_over(row):
    report = found(f"No,Company,Product,Country,Date\n1,Acme,Lamp,FR,2020\n{row}\n")
    assert (report["errors"], [one["row"] for one in report["records"]]) == ([], [2])


def test_a_company_called_total_is_a_company():
    report = found(HEAD + "Total,Quartz 9000,FR,2020,,\n")
    assert [row["company"] for row in report["records"]] == ["Total"]


def test_headings_that_a_printout_repeats_are_passed_over():
    report = found(HEAD + "Acme,Lamp,FR,2020,,\n" + HEAD + "Beta,Lamp,FR,2020,,\n")
    assert ([row["row"] for row in report["records"]], report["errors"]) == ([2, 4], [])


def test_a_program_that_leaves_out_empty_cells_at_the_end_is_understood():
    short = "".join(f"C{n},P,FR,2020\n" for n in range(4))
    assert len(found(HEAD + short + "D,P,FR,2020,d.example,Tag\n")["records"]) == 5
    padded = found(HEAD + short + "D,P,FR,2020,d.example,\n")
    assert {code for _row, code in codes(padded)} == {"column_count"}


def test_workbooks_with_titles_merged_cells_dates_sheets_and_formulas():
    head = ["公司 Company", "产品 Product", "国家 Country", "发布日期 Date"]
    data = workbook(
        [
            ["List"],
            head,
            ["Acme", "Lamp", "Korea", datetime(2024, 5, 1)],
            [None, "Chair", "Korea", 2023],
            ["Beta", "=1+1", "France", date(2020, 1, 1)],
            ["Gamma", "Door", "France", 45292],
        ],
        [["Notes"], ["nothing here"]],
        [head, ["Gamma", 42, "中国", "2022年"]],
        merge=("A3:A4",),
    )
    report = check(data).as_json()
    assert [
        (row["sheet"], row["row"], row["company"], row["product"], row["launch_year"])
        for row in report["records"]
    ] == [
        ("Sheet 1", 3, "Acme", "Lamp", 2024),
        ("Sheet 1", 4, "Acme", "Chair", 2023),
        ("Sheet 1", 6, "Gamma", "Door", 2024),
        ("Sheet 3", 2, "Gamma", "42", 2022),
    ]
    assert report["errors"] == [
        {
            "sheet": "Sheet 1",
            "row": 5,
            "code": "formula_without_value",
            "field": "product",
            "raw": "=1+1",
        }
    ]
    assert codes(report, "warnings") == [(4, "fill_down"), (6, "serial_date")]


def test_results_of_formulas_are_read_and_none_is_reckoned():
    rows = [
        ["Company", "Product", "Country", "Date", "Website"],
        ["Acme", "=A2", "FR", 2020, "=B1"],
        ["Beta", "=A3", "FR", 2020, "=B1"],
    ]

    def with_results(sheet: bytes) -> bytes:
        text = re.sub(r"<v ?/>", "<v></v>", sheet.decode())
        for place, formula, kind, result in (
            ("B2", "A2", "str", "Lamp"),
            ("B3", "A3", "e", "#REF!"),
            ("E2", "B1", "str", ""),
        ):
            stored = f'<c r="{place}" t="{kind}"><f>{formula}</f><v>{result}</v>'
            text = text.replace(f'<c r="{place}"><f>{formula}</f><v></v>', stored)
        return text.encode()

    data = patched(workbook(rows), "xl/worksheets/sheet1.xml", with_results)
    report = check(data).as_json()
    assert [(row["product"], row["website"]) for row in report["records"]] == [("Lamp", "")]
    assert codes(report) == [(3, "formula_without_value")]
    assert report["warnings"] == []  # an empty result is a result


def test_hidden_sheets_are_passed_over():
    head = ["Company", "Product", "Country", "Date"]
    data = workbook([head, ["A", "B", "FR", 2020]], [head, ["C", "D", "FR", 2020]], hidden=(1,))
    assert [row["company"] for row in check(data).records] == ["A"]


def test_the_codes_are_those_of_the_contract():
    assert ERRORS == (
        "missing_company",
        "missing_product",
        "missing_country",
        "unknown_country",
        "missing_date",
        "bad_date",
        "formula_without_value",
        "column_count",
    )
    assert WARNINGS == (
        "html_removed",
        "url_fixed",
        "url_dropped",
        "tagline_long",
        "two_digit_year",
        "fill_down",
        "whitespace",
        "fullwidth",
        "serial_date",
    )

"""Where the headings are: below titles, over two rows, in any order and language."""

import pytest

from launches.importing import layout, tables
from launches.importing.cells import Unreadable
from launches.importing.check import check, check_tables
from tests.launches.importing.tables import codes, found, workbook


def test_columns_in_any_order_in_both_languages():
    report = found("国家,发布日期 Date,备注,产品名称,企业名称 Company\n中国,2024,x,灯,甲\n")
    (row,) = report["records"]
    assert (row["company"], row["product"], row["company_country"]) == ("甲", "灯", "CN")


def test_headings_over_two_rows():
    data = workbook(
        [
            ["Forum 2027"],
            ["Company", None, "Product", None],
            ["Name", "Country", "Name", "Launch date"],
            ["Acme", "France", "Lamp", 2025],
        ],
        merge=("A2:B2", "C2:D2"),
    )
    (row,) = check(data).records
    assert (row["row"], row["company"], row["product"]) == (4, "Acme", "Lamp")


def test_headings_merged_downwards_beside_a_pair():
    data = workbook(
        [
            ["Company", "Product", "Details", None],
            [None, None, "Country", "Launch date"],
            ["Acme", "Lamp", "France", 2025],
        ],
        merge=("A1:A2", "B1:B2", "C1:D1"),
    )
    (row,) = check(data).records
    assert (row["row"], row["company_country"], row["launch_year"]) == (3, "FR", 2025)


def test_the_year_stands_in_where_the_date_is_empty():
    report = found(
        "Company,Product,Country,Launch date,Launch year\nA,B,FR,,2021\nC,D,FR,2020-01-01,2021\n"
    )
    assert [row["launch_year"] for row in report["records"]] == [2021, 2020]


def test_a_launch_column_is_the_product_or_the_date():
    assert found("Company,Launch,Country,Date\nA,B,FR,2020\n")["records"][0]["product"] == "B"
    assert found("Company,Product,Country,Launch\nA,B,FR,2020\n")["records"][0]["product"] == "B"
    assert found("Launch,Product,Company,Country\n2020,B,A,FR\n")["records"][0]["product"] == "B"


def test_a_table_without_one_of_the_four_columns_says_so_in_every_row():
    report = found("Company,Product\nA,B\n")
    assert codes(report) == [(2, "missing_country"), (2, "missing_date")]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_headings(sign):
    text = sign.join(["Company", "Product", "Country", "Date"]) + "\n"
    text += sign.join(
        ["Acme", "Lamps; doors, and | more" if sign == "\t" else "Lamp", "FR", "2020"]
    )
    assert [row["company"] for row in found(text)["records"]] == ["Acme"]


def test_excels_own_hint_names_the_separator_and_is_no_record():
    report = found("sep=^\nCompany^Product^Country^Date\nAcme^Lamp^FR^2020\n")
    assert [row["row"] for row in report["records"]] == [2]


def test_a_corrected_layout_is_followed():
    read = tables.read(b"Wer,Was,Wo,Wann,Link\nAcme,Lamp,FR,2020,acme.example\n")
    (laid,) = layout.found(read)
    assert (laid.used, laid.places) == (False, {})
    laid.used, laid.head = True, 1
    laid.places = {"company": 0, "product": 1, "country": 2, "date": 3}
    (record,) = check_tables(read, [laid]).records
    assert (record["row"], record["company"], record["website"]) == (2, "Acme", "")
    assert layout.offered(read[0], 1)[3:] == [(3, "Wann", ["2020"]), (4, "Link", ["acme.example"])]


def test_nothing_but_hidden_tables_is_refused():
    rows = [["Company", "Product", "Country", "Date"], ["A", "B", "FR", 2020]]
    with pytest.raises(Unreadable, match="hidden"):
        check(workbook([["Nothing"]], rows, hidden=(1,)))

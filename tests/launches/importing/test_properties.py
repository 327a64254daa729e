"""What holds for any text at all."""

import contextlib
import csv
import io
import json
import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from launches.importing import countries, dates, values
from launches.importing.cells import Unreadable
from launches.importing.check import check
from launches.importing.values import key_of
from tests.launches.importing.tables import HEAD, workbook

WORDS = st.text(max_size=30)
HARD = st.sampled_from(
    [
        "<b>",
        "&amp;lt;",
        "\0",
        "\ud800",
        "\u200b",
        "＜b＞",
        "=1",
        '"',
        "２０２５",
        "합계",
        "\u202e",
        "İ",
        "ß",
        "ﬁ",
    ]
)
CELLS = st.lists(st.one_of(WORDS, HARD), max_size=4).map("".join)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=7), min_size=1, max_size=6)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(rows, encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding, "surrogatepass")


@FAST
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    _report_of(data)


@FAST
@given(TABLES, st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_no_table_breaks_the_reader(rows, encoding):
    _report_of(HEAD.encode(encoding) + written(rows, encoding))


def _report_of(data: bytes) -> None:
    """The report is always plain JSON; a file that has none is refused in words."""
    with contextlib.suppress(Unreadable):
        report = check(data).as_json()
        json.dumps(report, ensure_ascii=False).encode("utf-8")


@FAST
@given(CELLS)
def test_cleaning_is_done_once_and_for_all(text):
    clean, _codes = values.plain(text)
    again, codes = values.plain(clean)
    assert (again, set(codes) - {"fullwidth"}) == (clean, set())
    assert clean == clean.strip()
    assert (
        values.plain(values.plain(text, lines=True)[0], lines=True)[0]
        == (values.plain(text, lines=True)[0])
    )


@FAST
@given(CELLS, CELLS)
def test_a_key_is_a_normal_form(company, product):
    key = key_of(company, product)
    assert key_of(*key) == key
    assert key_of(f" {company}\u3000", f"<b>{product}</b>") == key or "<" in product + company
    assert all(unicodedata.normalize("NFKC", part) == part for part in key)


@FAST
@given(CELLS)
def test_no_text_breaks_a_value(text):
    clean = values.plain(text)[0]
    code = countries.code_of(clean)
    assert code is None or code in countries.territories()
    year, _codes = dates.year_of(text)
    assert year is None or 1900 <= year <= 2100
    address, _codes = values.website(text)
    assert address == "" or address.lower().startswith(("http://", "https://"))


NAMES = (
    st.text(
        st.characters(codec="gb18030", exclude_categories=("C", "Z", "S", "M")),
        min_size=1,
        max_size=12,
    )
    .filter(lambda text: key_of(text)[0].strip("-–—/_") and not text.startswith("="))
    .map(lambda text: values.plain(f"Q{text}")[0])
)


def pair_key(pair: tuple[str, str]) -> tuple[str, ...]:
    return key_of(*pair)


RECORDS = st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=5, unique_by=pair_key)


@FAST
@given(RECORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
def test_names_come_back_whole_from_every_unicode_encoding(pairs, encoding):
    rows = [["Company", "Product", "Country", "Date"]]
    rows += [[company, product, "FR", "2020"] for company, product in pairs]
    report = check(written(rows, encoding)).as_json()
    assert [(row["company"], row["product"]) for row in report["records"]] == pairs


@settings(max_examples=15, deadline=None)
@given(RECORDS)
def test_a_workbook_says_the_same_as_the_csv(pairs):
    rows = [["Company", "Product", "Country", "Date"]]
    rows += [[company, product, "FR", "2020"] for company, product in pairs]
    book, plain = check(workbook(rows)).as_json(), check(written(rows)).as_json()
    assert [{**row, "sheet": ""} for row in book["records"]] == plain["records"]


@FAST
@given(RECORDS)
def test_what_is_there_already_is_never_a_record_again(pairs):
    rows = [["Company", "Product", "Country", "Date"]]
    rows += [[company, product, "FR", "2020"] for company, product in pairs]
    first = check(written(rows))
    there = {key_of(row["company"], row["product"]): "uid" for row in first.records}
    again = check(written(rows), existing=there)
    assert (again.records, len(again.duplicates)) == ([], len(first.records))

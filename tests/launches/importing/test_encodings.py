"""The demo forum's real names through every encoding: the same report from each."""

import csv
import io

import pytest

from launches.demo.reader import DATA
from launches.importing.cells import Unreadable
from launches.importing.check import check
from launches.importing.encodings import decoded
from tests.launches.importing.tables import found

ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "shift_jis", "cp1252",
]  # fmt: skip
COUNTS = {**dict.fromkeys(ENCODINGS, 466), "shift_jis": 332, "cp1252": 301}  # rows it can hold
NAMES = ("company", "company_native", "product", "product_native", "company_country", "launch_year")
HEADS = ("company,native company,product,native product,country,year",
         "公司,公司原名,产品,产品原名,国家,年份", "会社,原名,製品,产品原名,国,年")  # fmt: skip


@pytest.fixture(scope="module")
def rows():
    with open(DATA / "launches.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(rows, head: str = HEADS[0], sign: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerow(head.split(","))
    writer.writerows([row[name] for name in NAMES] for row in rows)
    return out.getvalue()


def fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("head", HEADS)
def test_every_single_name_is_told_in_every_encoding_that_has_it(rows, encoding, head):
    lines = [text for row in rows if fits(text := written([row], head), encoding)]
    wrong = [text for text in lines if decoded(text.encode(encoding)) != text]
    assert len(lines) == (0 if not fits(head, encoding) else COUNTS[encoding])
    # One name alone may be read in two ways in the old encodings: two of hundreds are.
    assert len(wrong) <= (2 if encoding in ("gb18030", "shift_jis") else 0)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_whole_list_gives_the_same_report_in_every_encoding(rows, encoding, sign):
    kept = [row for row in rows if fits(written([row]), encoding)]
    report = found(written(kept, sign=sign), encoding)
    assert report["errors"] == report["duplicates"] == report["warnings"] == []
    assert [
        (row["company"], row["company_country"], row["product"]) for row in report["records"]
    ] == [(row["company"], row["company_country"], row["product"]) for row in kept]


def test_the_demo_list_as_it_is_has_nothing_to_say():
    report = check((DATA / "launches.csv").read_bytes()).as_json()
    assert {name: len(items) for name, items in report.items()} == {
        "records": 466,
        "duplicates": 0,
        "errors": 0,
        "warnings": 0,
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbfCompany,\xff\n", "byte 9 is not UTF-8"),
        (b"\xff\xfeC\x00\x00\xd8", "damaged"),  # half a surrogate pair
        (b"\xff\xfeC\x00o", "damaged"),  # half a character
        ("公司,产品\n华为,芯片\n小米,汽车\n".encode() + b"\xe5\n", "damaged in line 4"),
    ],
)
def test_damaged_text_is_refused_with_its_place(data, words):
    with pytest.raises(Unreadable, match=words):
        decoded(data)


def test_a_nul_in_utf8_does_not_make_it_utf16():
    assert decoded(b"Company,Product\nAc\0me,Lamp\n") == "Company,Product\nAc\0me,Lamp\n"

"""The committee's lists: one made, one that waits with its errors, one that nobody could read.

The rows are of launches.csv like all others, and kept out of the forum's own; only their
form is ours, with the slips that such lists have. Addresses are of the kind that cannot
receive mail.
"""

import csv
import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

import openpyxl
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from cms.desk.importing import jobs
from launches.demo import reader
from launches.demo.reader import Row
from launches.domain import lists
from launches.models import CommitteeList, User
from launches.models.fields import new_uid

MADE = (
    "L0299", "L0347", "L0372", "L0278", "L0434", "L0441", "L0420", "L0295", "L0460", "L0466",
)  # fmt: skip
WAITING = ("L0435", "L0417", "L0442", "L0289", "L0290", "L0306")
UNREAD = ("L0400", "L0433", "L0312", "L0359")
HELD = {*MADE, *WAITING}
SLIPS = [  # of launches that have been handed in already, spoiled as people spoil them
    ("L0384", {"企业名称": "Zhejiang University"}),  # in the forum: a duplicate
    ("L0439", {"发布日期": ""}),
    ("L0457", {"国家": "中国 / 美国"}),
    ("L0382", {"产品名称": "=VLOOKUP(A9;目录;2)"}),
    ("L0317", {"发布日期": "待定"}),
]


def bring(editor: User, now: datetime) -> None:
    """Upload the three, have them read, and make the first."""
    rows = {row.id: row for row in reader.rows()}
    first = _bring("Committee list, round 1.xlsx", _workbook(rows), editor, now, hours=50)
    lists.confirm(first, whole=False, invites=True, by=editor, at=now)
    jobs.make_list.func(first.uid)
    _bring("候选名单（第二批）.csv", _chinese(rows), editor, now, hours=3)
    _bring("exposants français.csv", _french(rows), editor, now, hours=2)


def _bring(name: str, data: bytes, editor: User, now: datetime, *, hours: int) -> CommitteeList:
    found = lists.receive(
        filename=name,
        file=storages["private"].save(f"lists/{new_uid()}", ContentFile(data)),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        by=editor,
        at=now - timedelta(hours=hours),
    )
    jobs.read_list.func(found.uid)
    return found


def _workbook(rows: dict[str, Row]) -> bytes:
    """Title rows, headings in two languages, merged cells, many forms of dates, a total."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Exhibition 展览"
    sheet.append(["Programme committee: launches proposed, round 1"])
    sheet.append(["As agreed in the sitting; please complete the addresses"])
    sheet.append([])
    sheet.append([
        "No", "公司名称 Company", "国家 Country", "产品 Product", "发布日期 Launch date",
        "一句话介绍 Tagline", "主题 Theme", "网址 Website", "E-mail", "希望日期 Preferred day",
        "意向会场 Preferred hall",
    ])  # fmt: skip
    for number, key in enumerate(MADE):
        sheet.append(_line(number, rows[key]))
    sheet.append(["Total", len(MADE)])
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("C11:C12")  # two companies of one country
    book.create_sheet("Notes 说明").append(["Rows in yellow are still to be confirmed."])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(number: int, row: Row) -> list[Any]:
    dates: list[Any] = [datetime(row.year, 6, 8), row.year, f"{row.year}年3月", f"Q2 {row.year}"]
    days = ["Day 3", "第四天 14:30", "", "the last afternoon"]
    halls = ["Release Stage A", "主会场", "", "near the entrance"]
    site = row.website.removeprefix("https://")
    address = f"press@{row.id.lower()}.example" if number in (3, 5) else ""
    form = number % 4
    return [
        number + 1, f" {row.company}" if form == 1 else row.company, row.country,
        f"<b>{row.product}</b>" if form == 2 else row.product, dates[form], row.tagline,
        row.theme, site, address, days[form], halls[form],
    ]  # fmt: skip


def _chinese(rows: dict[str, Row]) -> bytes:
    """GB18030 with semicolons, a title, a company twice, and rows that lack something."""
    head = ["企业名称", "国家", "产品名称", "发布日期", "一句话介绍", "网址"]
    lines = [_in_chinese(rows[key]) for key in WAITING]
    lines.append({**lines[0], "产品名称": f" {lines[0]['产品名称']}　"})
    lines += [_in_chinese(rows[key]) | slip for key, slip in SLIPS]
    out = io.StringIO()
    out.write("揭幕论坛候选名单（第二批）;;;;;\r\n")
    writer = csv.DictWriter(out, head, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    out.write("合计：12项;;;;;\r\n")
    return out.getvalue().encode("gb18030")


def _in_chinese(row: Row) -> dict[str, str]:
    return {
        "企业名称": row.company_native or row.company,
        "国家": "中国",
        "产品名称": row.product_native or row.product,
        "发布日期": f"{row.year}年",
        "一句话介绍": row.tagline,
        "网址": row.website,
    }


def _french(rows: dict[str, Row]) -> bytes:
    """Headings that nobody has taught the importer: a person says which column is which."""
    lines = ["Raison sociale;Nouveauté;Siège;Sortie"]
    for key in UNREAD:
        row = rows[key]
        lines.append(f"{row.company};{row.product};France;{row.year}")
    return "\r\n".join(lines).encode("cp1252")

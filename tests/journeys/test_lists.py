"""A committee member brings a messy workbook, corrects the match, and makes the good rows once."""

import re

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect

from tests.looks import DESK, violations

pytestmark = pytest.mark.journey
ADDRESS = "press@journey-lists.example"
WAIT = 30_000  # ms, for the worker


@pytest.fixture
def messy(tmp_path):
    """Title rows, a heading that nobody knows, merged cells, a formula, a second sheet."""
    book = openpyxl.Workbook()
    sheet: Worksheet = book.active
    sheet.title = "展览"
    sheet.append(["委员会名单（草案）"])
    sheet.append([])
    head = ["序号", "企业名称", "产品名称", "哪里来", "发布日期", "联系邮箱", "希望日期"]
    sheet.append(head)
    sheet.append([1, "旅途科技", "旅途一号", "中国", "2026年3月", ADDRESS, "第二天"])
    sheet.append([2, None, "旅途二号", "中国", 46082, None, None])
    sheet.append([3, "Ｎｏｗｈｅｒｅ", None, "法国", 2026, None, None])
    sheet.append([4, "Sum Labs", "=1+1", "德国", 2026, None, None])
    sheet.append(["合计", 4])
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B4:B5")
    book.create_sheet("说明").append(["只供内部使用"])
    path = tmp_path / "committee 名单.xlsx"
    book.save(path)
    return path


def bring(page: Page, file) -> None:
    """Upload, say which column the country is, and wait until it is read with it."""
    page.goto("/cms/lists/")
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="Upload and check").click()
    page.wait_for_url(re.compile(r"/cms/lists/\w{10,}/"))
    expect(tile(page, "Error")).to_have_text("6", timeout=WAIT)
    page.get_by_text("Which column is which").click()
    page.get_by_label("Country").first.select_option(label="D · 哪里来 (中国, 中国, 法国)")
    page.get_by_role("button", name="Read it again with these columns").click()
    expect(tile(page, "Error")).to_have_text("2", timeout=WAIT)


def tile(page: Page, label: str):
    return page.locator(".desk-tile", has_text=label).locator("strong")


def test_a_messy_workbook_becomes_entries_once(house, person, messy):
    page = person("editor")
    bring(page, messy)
    expect(tile(page, "New entry")).to_have_text("2")
    row = page.get_by_role("row", name=re.compile("missing_product"))
    expect(row).to_contain_text("展览 · C6")
    expect(row).to_contain_text("The name of the product.")
    formula = page.get_by_role("row", name=re.compile("formula_without_value"))
    expect(formula).to_contain_text("展览 · C7")
    expect(formula).to_contain_text("=1+1")
    assert violations(page, within=DESK) == []
    expect(page.get_by_label("only the good rows")).to_be_checked()
    page.get_by_role("button", name="Make them").click()
    expect(page.get_by_role("heading", name="What has happened")).to_be_visible(timeout=WAIT)

    page.get_by_role("link", name=re.compile("New entry")).click()
    page.get_by_role("link", name="旅途一号").click()
    expect(page.locator(".desk h1")).to_have_text("旅途一号")
    expect(page.get_by_text("launch year 2026")).to_be_visible()
    expect(page.get_by_role("region", name="Release wishes")).to_contain_text(re.compile(r"20\d\d"))
    page.goto(f"/cms/mail/?q={ADDRESS}")
    expect(page.get_by_role("main").get_by_text(ADDRESS)).to_have_count(1)

    bring(page, messy)
    expect(tile(page, "Duplicate")).to_have_text("2")
    expect(page.get_by_text("There is nothing to make in this list.")).to_be_visible()

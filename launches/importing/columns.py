"""Which column is which: headings in English and Chinese, below title rows."""

import re
import unicodedata
from typing import Any

from launches.importing.tables import Line, text_of

SEARCHED = 40
NEEDED = ("company", "product", "country", "date")
HEADINGS = {
    "company": (
        "company",
        "company name",
        "exhibitor",
        "enterprise",
        "organisation",
        "organization",
        "applicant",
        "公司",
        "公司名称",
        "企业",
        "企业名称",
        "单位",
        "单位名称",
        "申报单位",
        "参展商",
    ),
    "company_native": (
        "company native",
        "native company name",
        "公司原名",
        "公司中文名",
        "企业中文名",
    ),
    "product": (
        "product",
        "product name",
        "launch",
        "project",
        "project name",
        "innovation",
        "产品",
        "产品名称",
        "项目",
        "项目名称",
        "发布项目",
        "成果名称",
        "发布内容",
    ),
    "product_native": ("product native", "native product name", "产品原名", "产品中文名"),
    "country": (
        "country",
        "company country",
        "country region",
        "nation",
        "country of origin",
        "国家",
        "国别",
        "国家地区",
        "国家和地区",
        "所在国家",
        "国家或地区",
    ),
    "date": (
        "date",
        "launch date",
        "release date",
        "launch year",
        "year",
        "launched",
        "launch",
        "日期",
        "发布日期",
        "发布时间",
        "上市日期",
        "年份",
        "发布年份",
        "时间",
    ),
    "tagline": (
        "tagline",
        "slogan",
        "one liner",
        "short description",
        "一句话介绍",
        "口号",
        "标语",
    ),
    "summary": (
        "summary",
        "description",
        "introduction",
        "abstract",
        "简介",
        "描述",
        "摘要",
        "介绍",
    ),
    "category": ("category", "sector", "field", "industry", "类别", "领域", "行业", "分类"),
    "theme": ("theme", "section theme", "topic", "主题", "专题"),
    "website": ("website", "url", "web", "homepage", "web site", "link", "网址", "网站", "官网"),
    "email": ("email", "e mail", "contact email", "mail", "邮箱", "电子邮箱", "联系邮箱"),
}


def folded(text: str) -> str:
    """A heading without case, width, punctuation and remarks in brackets."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[（(\[].*?[)）\]]", " ", text)
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


KNOWN = {
    heading: [name for name, all_of in HEADINGS.items() if heading in all_of]
    for all_of in HEADINGS.values()
    for heading in all_of
}


def matched(cells: list[Any]) -> dict[str, int]:
    """{field: column} of a row of headings; the first column of a name counts."""
    found: dict[str, int] = {}
    for column, cell in enumerate(cells):
        for name in _names(folded(text_of(cell))):
            if name not in found and column not in found.values():
                found[name] = column
    return found


def _names(heading: str) -> list[str]:
    if heading in KNOWN:
        return KNOWN[heading]
    # “公司名称 Company name” is one heading in two languages.
    parts = [part for part in re.split(r"(?<=[一-鿿])\s+|\s+(?=[一-鿿])", heading) if part in KNOWN]
    return KNOWN[parts[0]] if parts else []


def find(lines: list[Line]) -> tuple[int, dict[str, int]] | None:
    """(index of the heading row, its columns), or None where there is no table of launches."""
    best: tuple[int, dict[str, int]] | None = None
    for index, line in enumerate(lines[:SEARCHED]):
        columns = matched(line.cells)
        if {"company", "product"} <= set(columns) and (best is None or len(columns) > len(best[1])):
            best = (index, columns)
    return best

"""The demo's call for entries: types, windows, questions, limits and access codes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from launches.demo.reader import Row
from launches.enums import Channel, Check, Demand, QuestionKind, SectionKind
from launches.models import (
    AccessCode,
    CallWindow,
    EntryType,
    Forum,
    LengthLimit,
    Question,
    ReadinessRule,
    Section,
)
from launches.readiness import DEFAULTS

CONTACT = "call@unveil.example"
MARKETS = "Mainland China | 中国大陆\nRest of Asia | 亚洲其他地区\nEurope | 欧洲\nAmericas | 美洲\nAfrica and the Middle East | 非洲和中东"  # fmt: skip  # noqa: E501
STAGES = "Prototype | 原型\nPilot customers | 试点客户\nIn series | 已量产"


class Kind(NamedTuple):
    slug: str
    name: str
    name_zh: str
    help: str
    help_zh: str


KINDS = [
    Kind(
        "on-stage",
        "Launch on stage",
        "现场发布",
        "Ten minutes in front of an audience, in one of the halls.",
        "在某个会场面向观众发布，时长十分钟。",
    ),
    Kind(
        "exhibit",
        "Exhibition",
        "展览展示",
        "On the floor of the exhibition, all four days.",
        "在展区展示，为期四天。",
    ),
    Kind(
        "technology",
        "Technology offer",
        "技术项目",
        "A technology looking for partners, in the trading section.",
        "在交易板块寻求合作伙伴的技术。",
    ),
]
LIMITS = [
    ("headline", 20, 80),
    ("tagline", 24, 50),
    ("summary", 120, 300),
    ("body", 1200, 2500),
    ("press_release", 2000, 4000),
]


UNASKED = (Channel.STAGE, Check.LOGO)  # this stage shows the company's own logo


def open_call(forum: Forum, now: datetime) -> dict[str, EntryType]:
    """Make the whole call; {slug: type}. The stage closes first, the trading section last."""
    forum.call_contact = CONTACT
    forum.save(update_fields=["call_contact"])
    types = {
        kind.slug: EntryType.objects.create(forum=forum, position=place, **kind._asdict())
        for place, kind in enumerate(KINDS)
    }
    _windows(forum, types, now)
    _questions(forum, types, now)
    for field, words, characters in LIMITS:
        LengthLimit.objects.create(forum=forum, field=field, words=words, characters=characters)
    ReadinessRule.objects.bulk_create(
        ReadinessRule(
            forum=forum,
            channel=channel,
            check_name=check,
            is_on=rule.is_on and (channel, check) != UNASKED,
            at_submission=rule.at_submission,
            threshold=rule.threshold or None,
        )
        for (channel, check), rule in DEFAULTS.items()
    )
    _codes(forum, types, now)
    return types


def _windows(forum: Forum, types: dict[str, EntryType], now: datetime) -> None:
    opens, closes = forum.submissions_open_at, forum.submissions_close_at
    CallWindow.objects.create(
        forum=forum,
        entry_type=types["technology"],
        opens_at=opens,
        closes_at=now - timedelta(days=1),
    )
    CallWindow.objects.create(
        forum=forum, entry_type=types["exhibit"], opens_at=opens, closes_at=closes
    )
    trading = Section.objects.get(forum=forum, kind=SectionKind.TRADING)
    CallWindow.objects.create(
        forum=forum, section=trading, opens_at=opens, closes_at=closes + timedelta(days=1)
    )


def _questions(forum: Forum, types: dict[str, EntryType], now: datetime) -> None:
    """Eight questions, of every kind."""
    q, needed = QuestionKind, {"demand": Demand.AT_SUBMISSION}
    rows: list[dict] = [
        {
            "key": "how-far",
            "name": "How far is the product?",
            "name_zh": "产品处于什么阶段？",
            "kind": q.ONE,
            "options": STAGES,
            "is_public": True,
            **needed,
        },
        {
            "key": "available-from",
            "name": "When can it be bought?",
            "name_zh": "何时可以购买？",
            "kind": q.DATE,
            "is_public": True,
        },
        {
            "key": "markets",
            "name": "In which markets?",
            "name_zh": "面向哪些市场？",
            "kind": q.SEVERAL,
            "options": MARKETS,
            "is_public": True,
        },
        {
            "key": "price",
            "name": "Price in yuan, without tax",
            "name_zh": "不含税价格（元）",
            "kind": q.NUMBER,
            "help": "For the desk's planning.",
            "help_zh": "供编辑部安排参考。",
        },
        {
            "key": "first-showing",
            "name": "Has it been shown anywhere before?",
            "name_zh": "此前是否公开展示过？",
            "kind": q.YES_NO,
            **needed,
        },
        {
            "key": "on-stage-needs",
            "name": "What do you need on stage?",
            "name_zh": "现场需要什么？",
            "kind": q.LONG,
            "entry_type": types["on-stage"],
            "help": "Power, network, water, weight, noise.",
            "help_zh": "用电、网络、用水、重量、噪声。",
        },
        {
            "key": "speaker",
            "name": "Who speaks?",
            "name_zh": "由谁发言？",
            "kind": q.SHORT,
            "entry_type": types["on-stage"],
            "demand": Demand.AFTER_DATE,
            "demanded_from": forum.submissions_close_at - timedelta(hours=12),
            "frozen_from": forum.submissions_close_at + timedelta(days=1),
        },
        {
            "key": "exhibit-delivery",
            "name": "Where do we collect the exhibit?",
            "name_zh": "展品从何处提取？",
            "kind": q.ADDRESS,
            "entry_type": types["exhibit"],
        },
    ]
    for place, row in enumerate(rows):
        Question.objects.create(forum=forum, position=place, **row)


def _codes(forum: Forum, types: dict[str, EntryType], now: datetime) -> None:
    later = now + timedelta(days=30)
    codes = [
        ("Invited by the programme board", "LATE2222ENTR", 5, None),
        ("Technology offers after the deadline", "TECHFFERLATE", 20, types["technology"]),
        ("One late launch on stage", "STAGE2MEETXY", 1, types["on-stage"]),
    ]
    for note, code, uses, kind in codes:
        AccessCode.objects.create(
            forum=forum, note=note, code=code, uses=uses, entry_type=kind, expires_at=later
        )


def answers_of(row: Row, number: int, *, on_stage: bool) -> dict[str, str]:
    """{question key: answer} of one entry; the same row gives the same answers."""
    stage = ["Prototype", "Pilot customers", "In series"][number % 3]
    markets = ["Mainland China", "Rest of Asia", "Europe", "Americas"]
    found = {
        "how-far": stage,
        "first-showing": "no" if number % 5 else "yes",
        "markets": "\n".join(markets[: 1 + number % 4]),
        "price": str(1900 + 700 * (number % 41)),
    }
    if on_stage:
        found["on-stage-needs"] = "One table, mains power and a wired network."
        found["speaker"] = f"The product manager of {row.product}"[:200]
    else:
        found["exhibit-delivery"] = f"{row.company}\nGoods in, gate 3"
    return found

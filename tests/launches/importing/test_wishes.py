"""Wishes for day, hour and hall as people write them; what is not sure stays words."""

from datetime import date, time, timedelta

import pytest

from launches.importing.wishes import Wish, read

DAYS = [date(2027, 9, 16) + timedelta(days=number) for number in range(4)]  # Thursday to Sunday
HALLS = {
    "main-hall": ("Main Hall", "主会场"),
    "release-a": ("Release Stage A", "发布厅 A"),
    "release-b": ("Release Stage B", "发布厅 B"),
}


def wish(day: str = "", stage: str = "") -> Wish:
    return read({"day": day, "stage": stage}, days=DAYS, stages=HALLS)


@pytest.mark.parametrize(
    "text",
    [
        "2027-09-17", "2027/9/17", "17.09.2027", "9/17/2027", "17/9", "17.9.", "9月17日", "9月17号",
        "2027年9月17日", "17 Sep", "Sept 17", "September 17, 2027", "17th of September", "Day 2",
        "day2", "D2", "2nd day", "2", "17", "第2天", "第二天", "第二日", "Friday", "fri", "周五",
        "星期五", "Fri 17 Sep", "9月17日 星期五", "9月17日（周五）", "DAY ２",
    ],
)  # fmt: skip
def test_days(text):
    assert wish(text).day == date(2027, 9, 17)
    assert wish(text).hour is None


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [
        ("2027-09-17 14:30:00", DAYS[1], time(14, 30)),
        ("Day 1, 9:05", DAYS[0], time(9, 5)),
        ("9月19日 10时15分", DAYS[3], time(10, 15)),
        ("Day 1 2:30 pm", DAYS[0], time(14, 30)),
        ("Day 1 12:30 am", DAYS[0], time(0, 30)),
        ("14h30", None, time(14, 30)),
    ],
)
def test_hours(text, day, hour):
    assert wish(text) == Wish(day=day, hour=hour)


@pytest.mark.parametrize(
    "text",
    [
        "soon", "2025-09-17", "Day 5", "Day 1 or Day 2", "16–19 September", "17 October",
        "10:00-11:00", "9:00 or 10:00", "Monday", "13:70", "Day 1 25:00", "Day 1 13:00 pm",
    ],
)  # fmt: skip
def test_what_is_not_sure_stays_words(text):
    assert wish(text) == Wish(note=text)


def test_what_says_more_than_was_understood_keeps_its_words():
    assert wish("Day 2 afternoon") == Wish(day=DAYS[1], note="Day 2 afternoon")
    assert wish("第二天下午") == Wish(day=DAYS[1], note="第二天下午")


def test_a_number_that_could_be_two_days_is_none():
    days = [date(2027, 9, 2), date(2027, 9, 3)]
    assert read({"day": "2", "stage": ""}, days=days, stages={}) == Wish(note="2")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Main Hall", "main-hall"), ("main hall", "main-hall"), ("ＭＡＩＮ-ＨＡＬＬ", "main-hall"),
        ("主会场", "main-hall"), ("发布厅A", "release-a"), ("release-b", "release-b"),
    ],
)  # fmt: skip
def test_halls(text, slug):
    assert wish(stage=text) == Wish(stage=slug)


@pytest.mark.parametrize("text", ["Release Stage", "Hall 9", "A", "发布厅"])
def test_no_hall_of_that_name(text):
    assert wish(stage=text) == Wish(note=text)

"""Dates as each language writes them."""

from datetime import UTC, datetime

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

AT = datetime(2026, 9, 6, 9, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["6 September 2026", "6 Sep 2026, 09:05", "6 September 2026, 09:05"]),
        ("zh-hans", ["2026年9月6日", "2026年9月6日 09:05", "2026年9月6日 09:05"]),
    ],
)
def test_a_date_is_written_as_its_reader_writes_it(language, written):
    styles = ["DATE_FORMAT", "SHORT_DATETIME_FORMAT", "DATETIME_FORMAT"]
    with override(language):
        assert [date_format(AT, style, use_l10n=True) for style in styles] == written

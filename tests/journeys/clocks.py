"""The forum's clocks, which forms are filled in by."""

import re
from datetime import datetime, timedelta, timezone

from playwright.sync_api import Page


def forum_now(page: Page) -> datetime:
    """What the clocks at the forum show; the programme says how far they are from UTC."""
    said = page.request.get("/programme/").text()
    sign, hours, minutes = re.search(r"\(UTC([+-])(\d\d):(\d\d)\)", said).groups()
    distance = timedelta(hours=int(hours), minutes=int(minutes))
    return datetime.now(timezone(distance if sign == "+" else -distance))

"""The calendar of instants: a month in weeks, a day by stage or theme; it prints."""

import calendar
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.slates.views import SlatePage
from launches import clock, zones
from launches.queries.calendar import Entry, entries

GROUPS = {"stage": gettext_lazy("Stage"), "theme": gettext_lazy("Theme")}
SECOND = sorted({"UTC", *zones.MAIN.values(), "Europe/London", "Asia/Tokyo", "Asia/Dubai"})


class CalendarView(SlatePage):
    """`?month=2026-09` or `?day=2026-09-16`, `&by=theme`, `&zone=` for the second clock."""

    template_name = "cms/slates/calendar.html"

    def get_page_title(self) -> str:
        return _("Calendar")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        params = self.request.GET
        zone = params.get("zone", "UTC")
        zone = zone if zone in zones.known() else "UTC"
        by = params.get("by", "stage") if params.get("by") in GROUPS else "stage"
        today = timezone.localdate(clock.now(), self.zone)
        day = _day(params.get("day", ""))
        view = (
            self._day(day, by)
            if day
            else self._month(_day(params.get("month", "") + "-01") or today)
        )
        return super().get_context_data(
            **view, second=ZoneInfo(zone), second_name=zone, seconds=SECOND,
            groups=GROUPS.items(), by=by, today=today, **kwargs,
        )  # fmt: skip

    def _day(self, day: date, by: str) -> dict[str, Any]:
        found = self._entries(day, day + timedelta(days=1))
        rows: dict[str, list[Entry]] = {}
        for entry in found:
            names = entry.stages if by == "stage" else entry.themes
            for name in sorted(names) or [""]:
                rows.setdefault(name, []).append(entry)
        grouped = sorted(rows.items(), key=lambda pair: (pair[0] == "", pair[0]))
        one = timedelta(days=1)
        return {"day": day, "rows": grouped, "before": day - one, "after": day + one}

    def _month(self, month: date) -> dict[str, Any]:
        first = month.replace(day=1)
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        found = self._entries(weeks[0][0], weeks[-1][-1] + timedelta(days=1))
        by_day: dict[date, list[Entry]] = {}
        for entry in sorted(found, key=lambda entry: entry.slate == ""):  # slates come first
            by_day.setdefault(timezone.localdate(entry.instant, self.zone), []).append(entry)
        return {
            "month": first,
            "weeks": [[(one, by_day.get(one, [])) for one in week] for week in weeks],
            "weekdays": weeks[0],
            "busy": any(one.month == first.month for one in by_day),
            "before": (first - timedelta(days=1)).replace(day=1),
            "after": (first + timedelta(days=31)).replace(day=1),
        }

    def _entries(self, start: date, end: date) -> list[Entry]:
        begin, over = (datetime.combine(one, time(), self.zone) for one in (start, end))
        return entries(begin, over)


def _day(text: str) -> date | None:
    """A day from the address; None for anything else, and for years that no forum has."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None

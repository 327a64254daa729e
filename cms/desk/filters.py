"""What the listing can be narrowed by, as a form: an address in, a `Wanted` out."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cms.desk.blocked import REASONS
from cms.templatetags.site_tags import country_name
from launches.enums import Standing, State
from launches.models import Company, EntryType, Section, Tag, Theme, User
from launches.queries import desk
from launches.queries.listing import NOBODY, Wanted

DAY = {"type": "date"}
NOT_KEPT = ("p", "uid", "all")
STATES = [
    *[(state.value, state.label) for state in State if state != State.APPROVED],
    ("embargoed", _("Under embargo")),
    ("released", _("Released")),
]


class FilterForm(forms.Form):
    """Every filter may be left out. A value that is not known narrows nothing, and is told."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES])
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        required=False,
        queryset=Theme.objects.all(),
        to_field_name="slug",
        empty_label=_("All"),
    )
    section = forms.ModelChoiceField(
        label=_("Section"), required=False, queryset=Section.objects.all(), empty_label=_("All")
    )
    kind = forms.ModelChoiceField(
        label=_("Entry type"),
        required=False,
        queryset=EntryType.objects.all(),
        empty_label=_("All"),
    )
    country = forms.ChoiceField(label=_("Country"), required=False)
    assignee = forms.ChoiceField(label=_("Editor"), required=False)
    readiness = forms.ChoiceField(
        label=_("Readiness"), required=False, choices=[("", _("All")), *Standing.choices]
    )
    tag = forms.ModelChoiceField(
        label=_("Tagged"),
        required=False,
        queryset=Tag.objects.all(),
        to_field_name="uid",
        empty_label=_("All"),
    )
    opens_from = forms.DateField(
        label=_("Opens from"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
    opens_to = forms.DateField(
        label=_("Opens until"), required=False, widget=forms.DateInput(DAY, "%Y-%m-%d")
    )
    blocked = forms.ChoiceField(
        label=_("Blocked"),
        required=False,
        choices=[("", _("All")), *[(name, one.label) for name, one in REASONS.items()]],
    )
    late = forms.BooleanField(label=_("Late only"), required=False)

    def __init__(self, user: User, data: Any, *, is_blind: bool = False) -> None:
        super().__init__({name: _one(data, name) for name in self.base_fields})
        self.user, self.is_blind = user, is_blind
        self.people = list(desk.people())
        self.fields["country"].choices = [("", _("All")), *_countries()]
        self.fields["assignee"].choices = [
            ("", _("All")),
            ("me", _("Me")),
            (NOBODY, _("Nobody")),
            *[(str(person.pk), str(person)) for person in self.people],
        ]
        if is_blind:
            del self.fields["country"]

    def wanted(self) -> Wanted:
        """The filters that are understood."""
        self.full_clean()
        said = self.cleaned_data
        return Wanted(
            q=said.get("q", ""),
            is_blind=self.is_blind,
            state=said.get("state", ""),
            theme=_pk(said.get("theme")),
            section=_pk(said.get("section")),
            entry_type=_pk(said.get("kind")),
            country=said.get("country", ""),
            assignee=self._assignee(said.get("assignee", "")),
            readiness=said.get("readiness", ""),
            tag=_pk(said.get("tag")),
            late=said.get("late", False),
            blocked=_condition(said.get("blocked", "")),
            opens_from=_start(said.get("opens_from")),
            opens_to=_start(said.get("opens_to"), days=1),
        )

    def _assignee(self, value: str) -> User | str | None:
        if value == "me":
            return self.user
        return next((one for one in self.people if str(one.pk) == value), value or None)

    @property
    def is_used(self) -> bool:
        return any(self.data[name] for name in self.fields)

    @property
    def beyond_words(self) -> int:
        """How many filters are set besides the words: the rest of the form is folded away."""
        return sum(bool(self.data[name]) for name in self.fields if name != "q")


def _one(data: Any, name: str) -> str:
    """The last value of a parameter, without what no database takes."""
    return str(data.get(name, "")).replace("\0", "").strip()


def _condition(reason: str) -> Q | None:
    return REASONS[reason].condition() if reason else None


def _pk(row: Any) -> int | None:
    return row.pk if row else None


def _start(day: Any, *, days: int = 0) -> datetime | None:
    """The first instant of a day in the zone that holds just now (the forum's)."""
    if day is None:
        return None
    try:
        start = timezone.make_aware(datetime.combine(day, time()) + timedelta(days=days))
        return start.astimezone(UTC)
    except OverflowError:
        return None


def _countries() -> list[tuple[str, str]]:
    """Those that have entries, by their name in the reader's language."""
    rows = Company.objects.exclude(launches=None).exclude(country="")
    codes = rows.order_by().values_list("country", flat=True).distinct()
    return sorted(((code, country_name(code)) for code in codes), key=lambda pair: pair[1])


def kept_of(params: QueryDict) -> list[tuple[str, str]]:
    """What an address asks for, in one order, without the sheet and empty values."""
    pairs = [(name, _one(params, name)) for name in sorted(params) if name not in NOT_KEPT]
    return [(name, value) for name, value in pairs if value]


def address_of(params: QueryDict) -> str:
    """A view's address as it is kept."""
    return urlencode(kept_of(params))

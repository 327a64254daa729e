"""What a report can be narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from launches.enums import Counted
from launches.models import Forum, Section, Theme
from launches.queries.reports import Wanted

DAY = forms.DateInput({"type": "date"}, "%Y-%m-%d")
KNOWN = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2200, 12, 31))]


class FilterForm(forms.Form):
    """Every field may be left out. A value that is not known narrows nothing, and is told."""

    forum = forms.ModelChoiceField(
        label=_("Forum"), required=False, queryset=Forum.objects.all(), to_field_name="slug",
        empty_label=None,
    )  # fmt: skip
    theme = forms.ModelChoiceField(
        label=_("Theme"), required=False, queryset=Theme.objects.none(), to_field_name="slug",
        empty_label=_("All"),
    )  # fmt: skip
    section = forms.ModelChoiceField(
        label=_("Section"), required=False, queryset=Section.objects.none(), to_field_name="kind",
        empty_label=_("All"),
    )  # fmt: skip
    counted = forms.ChoiceField(label=_("Which entries"), required=False, choices=Counted.choices)
    since = forms.DateField(label=_("Begun from"), required=False, widget=DAY, validators=KNOWN)
    until = forms.DateField(label=_("Begun until"), required=False, widget=DAY, validators=KNOWN)

    def __init__(self, data: Any, forums: list[Forum]) -> None:
        """`forums` are all of them, the newest first; there is at least one."""
        super().__init__({name: data.get(name, "") for name in self.base_fields})
        named = [forum for forum in forums if forum.slug == self.data["forum"]]
        self.of_forum = (named or forums)[0]
        self.data["forum"] = self.of_forum.slug
        if len(forums) == 1:
            del self.fields["forum"]
        self.fields["theme"].queryset = self.of_forum.themes.all()
        self.fields["section"].queryset = self.of_forum.sections.all()
        self.is_valid()

    def wanted(self) -> Wanted:
        """Of what was said right; a wrong field is passed over and marked."""
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**{**said, "forum": self.of_forum})

    @property
    def told(self) -> list[tuple[str, str]]:
        """(label, value) of what is counted, for print and paper."""
        wanted = self.wanted()
        values = {
            "counted": Counted(wanted.counted).label,
            "theme": wanted.theme,
            "section": wanted.section,
            "since": wanted.since and date_format(wanted.since),
            "until": wanted.until and date_format(wanted.until),
        }
        return [(str(self.fields[name].label), str(said)) for name, said in values.items() if said]

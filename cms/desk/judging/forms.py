"""What a reviewer fills in: points by category and a note."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from launches.models import Assessment, Launch
from launches.models.scoring import HIGHEST, LOWEST
from launches.queries import scoring

POINTS = [(points, str(points)) for points in range(LOWEST, HIGHEST + 1)]


class ScoreForm(forms.Form):
    """One row of points a category, filled with what the person gave before."""

    def __init__(
        self, data: Any = None, *, launch: Launch, own: Assessment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(data, auto_id="score-%s", **kwargs)
        given = {row.category_id: row.points for row in own.scores.all()} if own else {}
        for category in scoring.categories(launch.forum_id):
            self.fields[f"category-{category.pk}"] = forms.TypedChoiceField(
                label=str(category),
                choices=POINTS,
                coerce=int,
                empty_value=0,
                required=False,
                initial=given.get(category.pk),
                widget=forms.RadioSelect,
                help_text=_("weighs %(weight)d") % {"weight": category.weight},
            )
        self.fields["note"] = forms.CharField(
            label=_("Note to colleagues"),
            required=False,
            max_length=2000,
            initial=own.note if own else "",
            widget=forms.Textarea({"rows": 2}),
        )

    def categories(self) -> list[forms.BoundField]:
        return [field for field in self if field.name != "note"]

    def points(self) -> dict[int, int]:
        """{category id: points}, 0 where none were given."""
        rows = {name: value for name, value in self.cleaned_data.items() if name != "note"}
        return {int(name.partition("-")[2]): value for name, value in rows.items()}

"""The form behind the crop editor: a focal point, and for each shape a cut of its own or none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from launches.files import crops as geometry
from launches.files.crops import LEAST, SHAPES, Crops, Size

SHAPE_NAMES = {
    "stage": _("Stage, 16:9"),
    "press": _("Press, 3:2"),
    "square": _("Square, 1:1"),
}
PARTS = {"left": _("Left, %"), "top": _("Top, %"), "width": _("Width, %")}


def percent_field(label: object, least: float = 0) -> forms.FloatField:
    """A number of percent, to a tenth."""
    number = forms.NumberInput({"step": "0.1", "inputmode": "decimal", "class": "input"})
    return forms.FloatField(label=label, min_value=least, max_value=100, widget=number)


class CropForm(forms.Form):
    """Percent of the upright picture. `was` is what the person saw, to notice a colleague."""

    was = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    focus_x = percent_field(_("From the left, %"))
    focus_y = percent_field(_("From the top, %"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for shape in SHAPES:
            box = forms.CheckboxInput({"data-own": shape})
            self.fields[f"{shape}-own"] = forms.BooleanField(
                label=_("A cut of its own"), required=False, widget=box
            )
            for part, label in PARTS.items():
                least = LEAST if part == "width" else 0
                self.fields[f"{shape}-{part}"] = percent_field(label, least)

    def crops(self) -> Crops:
        """What was chosen; call it on a valid form."""
        found = self.cleaned_data
        cuts = {
            shape: tuple(found[f"{shape}-{part}"] for part in PARTS)
            for shape in SHAPES
            if found[f"{shape}-own"]
        }
        return geometry.checked(Crops((found["focus_x"], found["focus_y"]), cuts))

    def shapes(self) -> list[dict[str, Any]]:
        """For the template: each shape with its name and inputs."""
        return [
            {
                "name": shape,
                "label": SHAPE_NAMES[shape],
                "across": SHAPES[shape][0],
                "down": SHAPES[shape][1],
                "own": self[f"{shape}-own"],
                "parts": [self[f"{shape}-{part}"] for part in PARTS],
            }
            for shape in SHAPES
        ]


def initial_of(text: str, size: Size) -> dict[str, Any]:
    """The form's values for stored crops; those that cannot be read are the plain middle."""
    try:
        crops = geometry.parse(text)
    except ValueError:
        crops = Crops()
    found: dict[str, Any] = {"was": text, "focus_x": crops.focus[0], "focus_y": crops.focus[1]}
    for shape in SHAPES:
        found[f"{shape}-own"] = shape in crops.cuts
        numbers = geometry.percent(crops, shape, size)
        found |= {f"{shape}-{part}": one for part, one in zip(PARTS, numbers, strict=True)}
    return found

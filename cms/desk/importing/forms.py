"""The desk's forms about a list: the file, the columns, what to make."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from launches.importing.headings import FIELDS, NEEDED
from launches.importing.tables import LARGEST
from launches.importing.wanted import FIELD_NAMES


class FileForm(forms.Form):
    """What it is is told by its bytes, later; here only its size counts."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        allow_empty_file=True,
        max_length=1000,
        widget=forms.FileInput({"accept": ".xlsx,.csv,.txt,.tsv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file has %(found)d MB; at most %(most)d MB are read.")
                % {"found": file.size // 2**20, "most": LARGEST // 2**20}
            )
        return file


class SheetForm(forms.Form):
    """One sheet's layout: whether it is read, where its headings are, which column is which."""

    used = forms.BooleanField(label=gettext_lazy("Read this sheet"), required=False)
    head = forms.IntegerField(
        label=gettext_lazy("Row of the headings"), min_value=0, max_value=2_000_000
    )

    def __init__(self, sheet: dict[str, Any], data: Any = None, *, number: int) -> None:
        super().__init__(
            data,
            prefix=f"sheet-{number}",
            initial={"used": sheet["used"], "head": sheet["head"]} | sheet["places"],
        )
        self.sheet = sheet
        choices = [("", _("not in the file")), *(_choice(*column) for column in sheet["columns"])]
        for name in FIELDS:
            self.fields[name] = forms.TypedChoiceField(
                label=FIELD_NAMES[name], choices=choices, coerce=int, empty_value=None,
                required=False,
            )  # fmt: skip
            self.fields[name].needed = name in NEEDED

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        taken: dict[int, str] = {}
        for name, column in self._told().items():
            if column in taken:
                other = FIELD_NAMES[taken[column]]
                self.add_error(name, _("This column is “%(other)s” already.") % {"other": other})
            elif column is not None:
                taken[column] = name
        return cleaned

    def _told(self) -> dict[str, int | None]:
        """{field: column} as a person says it, None for none.

        Where the row of the headings was moved, the columns left as they were are not
        said: they were matched by the old headings.
        """
        cleaned, before = self.cleaned_data, self.sheet["places"]
        told = {name: cleaned.get(name) for name in FIELDS}
        if not self._moved():
            return told
        return {name: column for name, column in told.items() if column != before.get(name)}

    def _moved(self) -> bool:
        head = self.cleaned_data.get("head")
        return head not in (None, 0, self.sheet["head"])

    def layout(self) -> dict[str, Any]:
        """The sheet as it is wanted now; `told` is to be joined to what new headings say."""
        told = self._told()
        places = {name: column for name, column in told.items() if column is not None}
        sheet = {**self.sheet, "used": self.cleaned_data["used"], "head": self.cleaned_data["head"]}
        if self._moved():
            return {**sheet, "told": told}
        return {**sheet, "places": places}


def _choice(column: int, heading: str, samples: list[str]) -> tuple[int, str]:
    """“C · Country (France, Japan)”."""
    from openpyxl.utils import get_column_letter

    shown = ", ".join(samples)
    label = f"{get_column_letter(column + 1)} · {heading or '–'}"
    return column, f"{label} ({shown})" if shown else label


class MakeForm(forms.Form):
    """All or nothing, or only the good rows."""

    how = forms.ChoiceField(choices=[("good", ""), ("whole", "")])
    invites = forms.BooleanField(required=False)

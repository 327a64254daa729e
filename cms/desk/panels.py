"""Parts of Wagtail's page editor that translators do not get."""

from typing import Any

from wagtail.admin.panels import InlinePanel, Panel

EDIT = "launches.edit_launch"


class RowsForEditors(InlinePanel):
    """Rows of a page. Absent where the form has no such rows, as for translators."""

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            form, self.is_absent = kwargs["form"], False
            if form is not None and kwargs["panel"].relation_name not in form.formsets:
                self.is_absent = True
                Panel.BoundPanel.__init__(self, **kwargs)
            else:
                super().__init__(**kwargs)

        def is_shown(self) -> bool:
            return not self.is_absent

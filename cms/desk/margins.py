"""Beside each text in Wagtail's editor: its length, how it lags, what is wrong with its names."""

from typing import Any

from wagtail.admin.panels import FieldPanel

from cms import traces
from cms.wording import PROSE
from launches import counting
from launches.content import plain
from launches.queries import glossary


class WordsPanel(FieldPanel):
    """A text with its margin. A language that was only just added has none yet."""

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "cms/desk/editor/words.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            text, name = self.instance, self.field_name
            said = getattr(text, name) or ""
            context["unit"] = counting.unit_of(text.language)
            context["length"] = counting.count(
                plain(said) if name in PROSE else said, text.language
            )
            page = text.page if text.page_id else None
            marks, remarks = margin_of(page) if page else ({}, {})
            field = f"texts.{text.language}.{name}"
            context["mark"], context["remark"] = marks.get(field), remarks.get(field, "")
            return context


def margin_of(page: Any) -> tuple[dict[str, traces.Mark], dict[str, str]]:
    """(marks, remarks) of all texts of a page, reckoned once for this object."""
    if not hasattr(page, "_margin"):
        page._margin = traces.marks(page), glossary.remarks(page.launch, page.content())
    return page._margin

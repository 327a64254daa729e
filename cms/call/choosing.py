"""Wagtail's choosers of the call's lists. It asks the database for whatever the address names,
and fails where that is no number; here such a row is one that is not there."""

from typing import Any

from django.db.models import Model, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.chooser import (
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from launches.numbers import whole

DIGITS = 18  # of the largest id that every database holds


def is_id(text: str) -> bool:
    return whole(text, digits=DIGITS) is not None


class ChosenRow(SnippetChosenView):
    def get_object(self, pk: str) -> Model:
        if not is_id(pk):
            raise self.model_class.DoesNotExist
        return super().get_object(pk)


class ChosenRows(SnippetChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return super().get_objects([pk for pk in pks if is_id(pk)])


class RowWidget(AdminSnippetChooser):
    """Wagtail words its buttons once, for whoever comes first; these are read by each in their
    language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        name = self.model._meta.verbose_name
        self.choose_one_text = format_lazy(_("Choose {name}"), name=name)
        self.choose_another_text = format_lazy(_("Choose another {name}"), name=name)
        self.link_to_chosen_text = format_lazy(_("Edit this {name}"), name=name)


class RowChooser(SnippetChooserViewSet):
    base_widget_class = RowWidget
    chosen_view_class = ChosenRow
    chosen_multiple_view_class = ChosenRows

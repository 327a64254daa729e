"""How much room for files a company has, where it is not the same as for all."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column

from launches.files.slots import MEGABYTE, megabytes
from launches.models import Company
from launches.queries.room import room_of

from .viewsets import CallViewSet

MOST_MEGABYTES = 10_000_000  # ten terabytes: above that it was a slip of the hand


class RoomForm(WagtailAdminModelForm):
    """The bytes in megabytes, as people say them. Empty: as every company."""

    most_megabytes = forms.IntegerField(
        label=_("Room for files, in MB"),
        required=False,
        min_value=0,
        max_value=MOST_MEGABYTES,
        help_text=_("Empty: as every company."),
    )
    most_files = forms.IntegerField(
        label=_("Room for files, how many"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Empty: as every company."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.most_bytes is not None:
            self.initial["most_megabytes"] = self.instance.most_bytes // MEGABYTE

    def save(self, commit: bool = True) -> Company:
        megabytes = self.cleaned_data["most_megabytes"]
        self.instance.most_bytes = None if megabytes is None else megabytes * MEGABYTE
        return super().save(commit)


class RoomColumn(Column):
    """How much is taken, of how much."""

    def get_value(self, instance: Company) -> str:
        room = room_of(instance)
        sizes = {"size": megabytes(room.bytes), "most": megabytes(room.most_bytes)}
        return _("%(size)s of %(most)s") % sizes


class TakenPanel(HelpPanel):
    """What the company has now, and what every company has."""

    class BoundPanel(HelpPanel.BoundPanel):
        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            room = room_of(self.instance)
            context["room"], context["size"] = room, megabytes(room.bytes)
            context["most_size"] = megabytes(room.most_bytes)
            context["usual_size"] = megabytes(settings.COMPANY_BYTES)
            context["usual_files"] = settings.COMPANY_FILES
            return context


class CompanyRoomViewSet(CallViewSet):
    """Nothing else of a company is changed here: what it says of itself is its own."""

    model = Company
    keeps = ("add", "delete")
    icon = "folder-open-inverse"
    menu_label = _("Room for files")
    list_display = ["name", "country", RoomColumn("room", label=_("Taken"))]
    search_fields = ["name", "name_native"]
    ordering = ["name"]
    panels: list[Any] = [
        TakenPanel(template="cms/call/room.html"),
        FieldRowPanel([FieldPanel("most_megabytes"), FieldPanel("most_files")]),
    ]
    edit_handler = ObjectList(panels, base_form_class=RoomForm)

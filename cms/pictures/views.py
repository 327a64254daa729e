"""A picture on the desk: its original beside its renditions, and where it is cut."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cms.desk.views import EntryView
from cms.models import LaunchMaterial, LaunchPage
from cms.pictures import comparing
from launches import rules
from launches.enums import Door, State
from launches.errors import Stale, UnveilError
from launches.portal import cutting
from launches.portal.cropping import CropForm, initial_of


class PictureView(EntryView):
    """The original and everything made of it, side by side."""

    template_name = "cms/pictures/picture.html"
    header_icon = "image"

    @cached_property
    def row(self) -> LaunchMaterial:
        return cutting.placed(LaunchPage.latest_of(self.launch), self.kwargs["material"])

    def get_page_title(self) -> str:
        return self.row.material.filename

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        material = self.row.material
        shown = {
            "launch": self.launch,
            "row": self.row,
            "material": material,
            "whole": cutting.whole(material),
            "may_cut": rules.may_edit(self.request.user, self.launch),
            "is_approved": self.launch.state == State.APPROVED,
        }
        return super().get_context_data(**{**kwargs, **shown})


class CompareView(PictureView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = comparing.channels(self.launch, self.row.material, self.row.crops)
        return super().get_context_data(channels=found, **kwargs)


class CutView(PictureView):
    """The company's own crop editor. Saving is a new revision; an edition keeps its cuts."""

    template_name = "cms/pictures/cut.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if rules.is_desk(request.user) and not rules.may_edit(request.user, self.launch):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=self._form(None)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, status = self._form(request.POST), 422
        if form.is_valid():
            try:
                cutting.store(self.launch, self.row.material, form, by=request.user, door=Door.DESK)
            except UnveilError as error:
                form.add_error(None, str(error.message))
                status = 409 if isinstance(error, Stale) else 422
            else:
                messages.success(request, _("The cuts are saved."))
                return redirect("desk:picture", self.launch.uid, self.row.material.uid)
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _form(self, data: Any) -> CropForm:
        material = self.row.material
        size = (material.width or 1, material.height or 1)
        return CropForm(data, initial=initial_of(self.row.crops, size))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("desk:picture", args=[self.launch.uid, self.row.material.uid])
        return super().get_context_data(back=back, **kwargs)

"""Where a picture is cut for stage, press and square; a change is a new revision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import LaunchMaterial
from launches import rules
from launches.errors import Stale, UnveilError
from launches.models import Launch, Material
from launches.queries import tenancy

from .. import cutting, saving
from ..access import portal_view
from ..cropping import CropForm, initial_of


@portal_view
def crop(request: HttpRequest, uid: str, material: str) -> HttpResponse:
    """Show the picture with its cuts; on POST cut it and go back to the entry."""
    entry = tenancy.launch_for(request.user, uid)
    row = cutting.placed(saving.open_page(entry), material)
    if not rules.may_edit(request.user, entry):
        return redirect("portal:launch", uid=entry.uid)
    picture = row.material
    size = (picture.width or 1, picture.height or 1)
    form = CropForm(request.POST or None, initial=initial_of(row.crops, size))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                cutting.store(entry, picture, form, by=request.user)
            except UnveilError as error:
                form.add_error(None, str(error.message))
                status = 409 if isinstance(error, Stale) else 422
            else:
                messages.success(request, _("The cuts are saved."))
                return redirect(_back(entry, picture))
    return _draw(request, entry, row, form, status)


def _back(entry: Launch, picture: Material) -> str:
    return f"{reverse('portal:launch', args=[entry.uid])}#f-materials.{picture.slot}"


def _draw(
    request: HttpRequest, entry: Launch, row: LaunchMaterial, form: CropForm, status: int
) -> HttpResponse:
    picture = row.material
    context = {
        "launch": entry,
        "material": picture,
        "whole": cutting.whole(picture),
        "form": form,
        "back": _back(entry, picture),
    }
    return render(request, "portal/crop.html", context, status=status)

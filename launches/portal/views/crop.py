"""Where a picture is cut for stage, press and square; a change is a new revision."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.models import LaunchMaterial, LaunchPage
from launches import clock, rules
from launches.domain import materials
from launches.errors import NotAllowed, Stale, UnveilError
from launches.files.crops import key
from launches.models import Launch, Material
from launches.queries import tenancy

from .. import filing, saving
from ..access import portal_view
from ..cropping import CropForm, initial_of


@portal_view
def crop(request: HttpRequest, uid: str, material: str) -> HttpResponse:
    """Show the picture with its cuts; on POST cut it and go back to the entry."""
    entry = tenancy.launch_for(request.user, uid)
    row = _placed(saving.open_page(entry), material)
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
                _store(entry, picture, form, request)
            except UnveilError as error:
                form.add_error(None, str(error.message))
                status = 409 if isinstance(error, Stale) else 422
            else:
                messages.success(request, _("The cuts are saved."))
                return redirect(_back(entry, picture))
    return _draw(request, entry, row, form, status)


def _placed(page: LaunchPage, uid: str) -> LaunchMaterial:
    """The placed picture; what is not on the page, or is no picture, is absent."""
    rows = [row for row in page.placed_materials.all() if row.material.uid == uid]
    if not rows or not rows[0].material.can_be_cropped:
        raise Http404
    return rows[0]


def _store(entry: Launch, picture: Material, form: CropForm, request: HttpRequest) -> None:
    """Cut first, then say so in a revision. Raises Stale where a colleague was faster."""
    wanted = key(form.crops())
    materials.cut(picture, crops=wanted, by=request.user, at=clock.now())

    def change(page: LaunchPage) -> bool:
        rows = [row for row in page.placed_materials.all() if row.material_id == picture.pk]
        if not rows:
            raise NotAllowed(_("The file was taken off again in the meantime."))
        if wanted and not picture.renditions.filter(crops=wanted).exists():
            raise Stale(_("A colleague was cutting it at the same time. Please save once more."))
        if rows[0].crops not in (form.cleaned_data["was"], wanted):
            raise Stale(_("A colleague has changed these cuts meanwhile. Please look at both."))
        changed = rows[0].crops != wanted
        rows[0].crops = wanted
        materials.sweep_cuts(picture, keep={*filing.crops_of(page, picture), wanted})
        return changed

    saving.change_page(entry, change, by=request.user)


def _back(entry: Launch, picture: Material) -> str:
    return f"{reverse('portal:launch', args=[entry.uid])}#f-materials.{picture.slot}"


def _draw(
    request: HttpRequest, entry: Launch, row: LaunchMaterial, form: CropForm, status: int
) -> HttpResponse:
    picture = row.material
    whole = next(
        (one for one in picture.renditions_for("") if (one.role, one.format) == ("press", "jpeg")),
        None,
    )
    context = {
        "launch": entry,
        "material": picture,
        "whole": whole or picture,
        "form": form,
        "back": _back(entry, picture),
    }
    return render(request, "portal/crop.html", context, status=status)

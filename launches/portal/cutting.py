"""Storing where a picture is cut, from the portal and from the desk: each is a new revision."""

from django.http import Http404
from django.utils.translation import gettext as _

from cms.models import LaunchMaterial, LaunchPage
from launches import clock
from launches.domain import materials
from launches.enums import Door
from launches.errors import NotAllowed, Stale
from launches.files.crops import key
from launches.models import Launch, Material, Rendition, User

from . import filing, saving
from .cropping import CropForm


def placed(page: LaunchPage, uid: str) -> LaunchMaterial:
    """The placed picture; what is not on the page, or is no picture, is absent."""
    rows = [row for row in page.placed_materials.all() if row.material.uid == uid]
    if not rows or not rows[0].material.can_be_cropped:
        raise Http404
    return rows[0]


def whole(picture: Material) -> Rendition | Material:
    """The largest rendition of all of it that every browser shows, else the original."""
    rows = picture.renditions_for("")
    found = (one for one in rows if (one.role, one.format) == ("press", "jpeg"))
    return next(found, picture)


def store(
    entry: Launch, picture: Material, form: CropForm, *, by: User, door: Door = Door.PORTAL
) -> None:
    """Cut first, then say so in a revision. Raises Stale where a colleague was faster.

    An approved edition keeps the cuts that it was frozen with.
    """
    wanted = key(form.crops())
    materials.cut(picture, crops=wanted, by=by, at=clock.now())

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

    saving.change_page(entry, change, by=by, door=door)

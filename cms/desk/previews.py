"""The desk's previews of an entry: what readers would see of its newest revision."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cms.desk.blind.entry import plain_name, unnamed
from cms.previews.drawing import draw
from cms.previews.modes import KINDS, Mode, mode_named, modes_of
from launches import rules
from launches.content import language_name
from launches.domain.document import Name, own_name
from launches.models import Launch


def private_href(uid: str, extension: str) -> str:
    """Where the desk reads a file that is not open."""
    return reverse("files:private", args=[uid, extension])


def preview_page(request: HttpRequest, uid: str, mode: str) -> HttpResponse:
    """The newest revision of an entry in one mode, at its own address."""
    launch = Launch.objects.filter(uid=uid).select_related("page").first()
    page = getattr(launch, "page", None)
    if page is None or not rules.is_desk(request.user):
        raise Http404
    latest = page.get_latest_revision_as_object()
    if request.is_blind:
        return preview(request, unnamed(latest), mode, naming=plain_name)
    return preview(request, latest, mode)


@xframe_options_sameorigin
def preview(request: HttpRequest, page: Any, name: str, *, naming: Name = own_name) -> HttpResponse:
    """Draw `page` (of a revision) in the mode of this name; never cached, never indexed."""
    mode = mode_named(name, page.languages(), reader=get_language() or "en")
    if mode is None:
        raise Http404
    if mode.kind == "phone":
        response = _phone(request, page.launch, mode)
    else:
        note = _("Preview. Nobody outside the desk can see this.")
        response = draw(request, page, mode, href=private_href, note=note, name=naming)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _phone(request: HttpRequest, launch: Launch, mode: Mode) -> HttpResponse:
    """The press page in a window as wide as a phone, so that its own layout answers."""
    address = reverse("desk:preview", args=[launch.uid, Mode("press", mode.language)])
    context = {"address": address, "mode": mode, "launch": launch}
    return render(request, "cms/previews/phone.html", context)


def links(page: Any) -> list[dict[str, Any]]:
    """For the review page: each kind with its languages and their addresses."""
    found: dict[str, list[tuple[str, str]]] = {}
    for mode in modes_of(page.languages()):
        address = reverse("desk:preview", args=[page.launch.uid, mode])
        label = language_name(mode.language) if mode.language else str(KINDS[mode.kind])
        found.setdefault(mode.kind, []).append((address, label))
    return [{"kind": KINDS[kind], "modes": modes} for kind, modes in found.items()]

"""What readers would see of a revision that is not approved, drawn by the readers' templates."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from launches import rules
from launches.domain.freeze import document_of
from launches.models import Launch


def private_href(uid: str, extension: str) -> str:
    """Where the desk reads a file that is not open."""
    return reverse("files:private", args=[uid, extension])


def preview_page(request: HttpRequest, uid: str, mode: str) -> HttpResponse:
    """The newest revision of an entry as press page or slate, at its own address."""
    from cms.models import LaunchPage

    page = LaunchPage.objects.filter(launch__uid=uid).first()
    if page is None or mode not in dict(page.preview_modes) or not rules.is_desk(request.user):
        raise Http404
    return preview(request, page.get_latest_revision_as_object(), mode)


@xframe_options_sameorigin
def preview(request: HttpRequest, page: Any, mode: str) -> HttpResponse:
    """Draw `page` (of a revision) in one of its preview modes; never cached, never indexed."""
    launch: Launch = page.launch
    document = document_of(launch, page.content(), href=private_href)
    if mode == "slate":
        response = render(request, "cms/desk/preview_slate.html", {"launch": document})
    else:
        language = "zh-hans" if mode.endswith("zh-hans") else "en"
        with translation.override(language):
            response = render(
                request, "cms/desk/preview_press.html", _press(launch, document, language)
            )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response

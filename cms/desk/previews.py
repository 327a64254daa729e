"""What readers would see of a revision that is not approved, drawn by the readers' templates."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cms.site.reading import sheet
from launches import clock, rules
from launches.domain.freeze import build_edition, document_of
from launches.models import Edition, Launch


def private_href(uid: str, extension: str) -> str:
    """Where the desk reads a file that is not open."""
    return reverse("files:private", args=[uid, extension])


def preview_page(request: HttpRequest, uid: str, mode: str) -> HttpResponse:
    """The newest revision of an entry as press page or slate, at its own address."""
    launch = Launch.objects.filter(uid=uid).select_related("page").first()
    page = getattr(launch, "page", None)
    if page is None or mode not in dict(page.preview_modes) or not rules.is_desk(request.user):
        raise Http404
    return preview(request, page.get_latest_revision_as_object(), mode)


@xframe_options_sameorigin
def preview(request: HttpRequest, page: Any, mode: str) -> HttpResponse:
    """Draw `page` (of a revision) in one of its preview modes; never cached, never indexed."""
    if mode == "slate":
        response = render(request, "cms/desk/preview_slate.html", _slate(page))
    else:
        language = "zh-hans" if mode.endswith("zh-hans") else "en"
        with translation.override(language):
            response = render(request, "site/launch.html", _press(page, language))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _edition(page: Any) -> Edition:
    """The edition that approval would freeze, unsaved, with addresses the desk may read."""
    launch: Launch = page.launch
    content = page.content()
    document = document_of(launch, content, href=private_href)
    number = launch.editions.count() + 1
    return build_edition(launch, content, document, number=number, revision=0)


def _press(page: Any, language: str) -> dict[str, Any]:
    item = sheet(_edition(page), language=language)
    return {
        "item": item,
        "forum": page.launch.forum,
        "now": clock.now(),
        "nav": "launches",
        "others": [],
        "stage": None,
        "jsonld": "",
        "preview": True,
    }


def _slate(page: Any) -> dict[str, Any]:
    return {"launch": json.loads(_edition(page).document), "forum": page.launch.forum}

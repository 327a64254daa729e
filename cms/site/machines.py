"""For crawlers: robots.txt and the sitemap, which lists what is public and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control

from cms.site.opening import public_pages
from launches import clock
from launches.enums import Audience
from launches.queries.gate import visible_to

CLOSED = ("/portal/", "/accounts/", "/cms/", "/outbox/", "/screen/", "/stage/", "/search/")
LIMIT = 49_000  # a sitemap may hold 50,000 addresses


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(max_age=86400, public=True)
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask without reading the page first."""
    return redirect(static("img/icon-180.png"))


@cache_control(no_cache=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    editions = visible_to(Audience.PUBLIC, at=at)
    rows = editions.values_list("slug", "opens_at", "stands_from")[:LIMIT]
    context = {
        "root": request.build_absolute_uri("/").rstrip("/"),
        "paths": ["/", "/launches/", "/programme/", "/press/"],
        "pages": [page.get_url(request) for page in public_pages(at=at)],
        "launches": [(slug, max(opens_at, stands_from)) for slug, opens_at, stands_from in rows],
    }
    return render(request, "site/sitemap.xml", context, content_type="application/xml")

"""The public pages. Launches come through the gate, at one instant for each request."""

from datetime import datetime
from email.utils import parseaddr
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.i18n import set_language

from cms.models import HomePage
from cms.templatetags.site_tags import country_name
from launches import clock
from launches.domain import terms
from launches.enums import Audience
from launches.models import Forum, Stage, Theme
from launches.portal.access import remember_language
from launches.queries import slates
from launches.queries.gate import visible_to
from launches.queries.outlets import outlets_of

from . import programme as timetable
from .finding import Asked, kit_of, page_of
from .jsonld import article
from .reading import card, in_language, sheet

fresh = cache_control(no_cache=True)
FRONT = 7


def language(request: HttpRequest) -> HttpResponse:
    """The switch of languages: for this browser, and for the mail of whoever is signed in."""
    if request.method == "POST" and request.user.is_authenticated:
        remember_language(request.user, request.POST.get("language", ""))
    return set_language(request)


def _house(nav: str, at: datetime) -> dict[str, Any]:
    """What each page of the site knows. The newest forum is the one that counts."""
    return {"nav": nav, "now": at, "forum": Forum.objects.first()}


@fresh
def home(request: HttpRequest) -> HttpResponse:
    at, language = clock.now(), get_language() or "en"
    context = _house("home", at)
    forum = context["forum"]
    editions = list(visible_to(Audience.PUBLIC, at=at)[:FRONT])
    first = sheet(editions[0], language=language) if editions else None
    context |= {
        "page": HomePage.objects.first(),
        "first": first,
        "cards": [card(edition, language=language) for edition in editions[1:]],
        "themes": list(Theme.objects.filter(forum=forum)) if forum else [],
        "next_up": timetable.next_after(forum, at=at),
        "running": timetable.running(forum, at=at),
    }
    return render(request, "site/home.html", context)


@fresh
def launches(request: HttpRequest) -> HttpResponse:
    at, language = clock.now(), get_language() or "en"
    context = _house("launches", at)
    forum, asked = context["forum"], Asked.of(request.GET)
    public = visible_to(Audience.PUBLIC, at=at)
    if forum:
        found, after = page_of(public, asked, forum.tz)
        context |= _choices(forum, public)
        context["cards"] = [card(edition, language=language) for edition in found]
        context["more"] = asked.query(after=after) if after else ""
        context["kit"] = kit_of(Audience.PUBLIC, asked, forum.tz, at=at, door="v1")
        context["theme"] = next((one for one in context["themes"] if one.slug == asked.theme), None)
    return render(request, "site/launches.html", context | {"asked": asked})


def _choices(forum: Forum, public: Any) -> dict[str, Any]:
    countries = public.order_by().exclude(country="").values_list("country", flat=True).distinct()
    return {
        "themes": list(Theme.objects.filter(forum=forum)),
        "stages": list(Stage.objects.filter(forum=forum)),
        "countries": sorted(((code, country_name(code)) for code in countries), key=itemgetter(1)),
        "days": timetable.days_of(forum),
    }


@fresh
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """One launch's page. Hidden and absent are the same 404."""
    at, language = clock.now(), get_language() or "en"
    edition = visible_to(Audience.PUBLIC, at=at).filter(slug=slug).first()
    if edition is None:
        raise Http404
    item = in_language(sheet(edition, language=language), request.GET.get("lang", ""))
    others = visible_to(Audience.PUBLIC, at=at).filter(theme=edition.theme).exclude(pk=edition.pk)
    context = _house("launches", at) | {
        "item": item,
        "stage": Stage.objects.filter(slug=edition.stage).first() if edition.stage else None,
        "others": [card(other, language=language) for other in others.defer("document")[:3]],
        "slate": slates.opened(Audience.PUBLIC, at=at).filter(launches=edition.launch_id).first(),
        "jsonld": article(item, edition, at=at),
    }
    return render(request, "site/launch.html", context)


@fresh
def programme(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    context = _house("programme", at)
    forum = context["forum"]
    if forum:
        days = timetable.days_of(forum)
        day = timetable.day_asked(request.GET.get("day", ""), days, at.astimezone(forum.tz).date())
        context |= {"days": days, "day": day, "grid": timetable.grid(forum, day, at=at)}
        asked = Asked(day=day.isoformat())
        context["kit"] = kit_of(Audience.PUBLIC, asked, forum.tz, at=at, door="v1")
    return render(request, "site/programme.html", context)


@fresh
def press(request: HttpRequest) -> HttpResponse:
    """What outlets get, how, and on which terms."""
    context = _house("press", clock.now())
    context["root"] = request.build_absolute_uri("/").rstrip("/")
    context["terms"] = terms.newest()
    context["press_mail"] = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    context["outlet"] = outlets_of(request.user).first()
    return render(request, "press/room.html", context)

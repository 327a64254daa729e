"""The feeds' doors: RSS 2.0, Atom, JSON Feed and calendars, by theme, country and language."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.v1 import params
from api.v1 import programme as sessions
from api.v1.base import ReadView
from launches.enums import Audience
from launches.queries import calendars, feed_forms, feeds, programme
from launches.queries.render import spoken

LANGUAGES = ("en", "zh-hans")
NARROWING = ("theme", "country", "lang")
INSTANTS = 1000


class Public(ReadView):
    """A door for programs that cannot show a key: public whoever asks, a key widens nothing."""

    authentication_classes = ()
    content_type = ""

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[JSONRenderer, str]:
        """A feed has one form; readers ask for it by all kinds of names."""
        return JSONRenderer(), self.content_type

    def said(self, body: str, language: str, **headers: str) -> HttpResponse:
        kind = self.content_type
        return self.answer(body, content_type=kind, Content_Language=language, **headers)


class Feed(Public):
    """One form of the newest launches."""

    build: feed_forms.Build

    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, NARROWING)
        theme, country = params.text(query, "theme"), params.country(query)
        wanted = params.text(query, "lang") or "en"
        rows = feeds.items(wanted, at=self.at, theme=theme, country=country)
        language = spoken(wanted)
        channel = feeds.Channel(
            name=feeds.name(language, theme=theme, country=country),
            language=language,
            address=own_address(
                request.path, theme=theme, country=country, lang=params.text(query, "lang")
            ),
            hub=settings.WEBSUB_HUB,
        )
        return self.said(self.build(rows, channel), language, Link=links_of(channel))


def own_address(path: str, **narrowing: str) -> str:
    """A feed's address with its parameters in one form and order: the topic that a hub knows."""
    kept = {name: narrowing[name] for name in NARROWING if narrowing[name]}
    return settings.SITE_URL + path + (f"?{urlencode(kept)}" if kept else "")


def links_of(channel: feeds.Channel) -> str:
    found = [f'<{channel.address}>; rel="self"']
    return ", ".join([*found, *([f'<{channel.hub}>; rel="hub"'] if channel.hub else [])])


class Rss(Feed):
    content_type = "application/rss+xml; charset=utf-8"
    build = staticmethod(feed_forms.as_rss)


class Atom(Feed):
    content_type = "application/atom+xml; charset=utf-8"
    build = staticmethod(feed_forms.as_atom)


class Json(Feed):
    content_type = "application/feed+json; charset=utf-8"
    build = staticmethod(feed_forms.as_json)


class Instants(Public):
    """When the launches opened, for calendars."""

    content_type = f"{calendars.MEDIA_TYPE}; charset=utf-8"

    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, NARROWING)
        theme, country = params.text(query, "theme"), params.country(query)
        wanted = params.text(query, "lang") or "en"
        rows = list(feeds.newest(at=self.at, theme=theme, country=country)[:INSTANTS])
        name = feeds.name(spoken(wanted), theme=theme, country=country)
        events = calendars.instants(rows, calendars.headlines(rows, wanted), at=self.at)
        return self.said(calendars.calendar(name, events), spoken(wanted))


class Sessions(Public):
    """The programme with the slots that are open, for calendars."""

    content_type = Instants.content_type

    def get(self, request: Request) -> HttpResponse:
        query = request.query_params
        params.only(query, (*sessions.FILTERS, "lang"))
        language = spoken(params.text(query, "lang") or "en")
        rows = programme.shown(sessions.wanted(query), audience=Audience.PUBLIC, at=self.at)
        return self.said(sessions.as_calendar(rows, language), language)

"""The feeds' doors: RSS 2.0, Atom and JSON Feed of the newest launches."""

from django.conf import settings
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.v1.base import ReadView
from launches.queries import feeds

LANGUAGES = ("en", "zh-hans")


class Feed(ReadView):
    """One form of the newest launches. It is public whoever asks: a key widens nothing."""

    authentication_classes = ()
    content_type = ""
    build: feeds.Build

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[JSONRenderer, str]:
        """A feed has one form; readers ask for it by all kinds of names."""
        return JSONRenderer(), self.content_type

    def get(self, request: Request) -> HttpResponse:
        wanted = request.query_params.get("lang", "en")
        rows = feeds.items(wanted, at=self.at)
        language = wanted if wanted in LANGUAGES else "en"
        body = self.build(rows, feeds.name(), language, settings.SITE_URL + request.path)
        return self.answer(body, content_type=self.content_type, Content_Language=language)


class Rss(Feed):
    content_type = "application/rss+xml; charset=utf-8"
    build = staticmethod(feeds.as_rss)


class Atom(Feed):
    content_type = "application/atom+xml; charset=utf-8"
    build = staticmethod(feeds.as_atom)


class Json(Feed):
    content_type = "application/feed+json; charset=utf-8"
    build = staticmethod(feeds.as_json)

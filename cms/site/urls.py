"""The public site's addresses, mounted at the root above Wagtail's own pages."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt

from . import machines, room, views

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("launches/", views.launches, name="launches"),
    path("launches/<slug:slug>/", views.launch, name="launch"),
    path("programme/", views.programme, name="programme"),
    path("press/", views.press, name="press"),
    path("press/room/", room.launches, name="room"),
    path("press/room/<slug:uid>/", room.launch, name="room-launch"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path("robots.txt", machines.robots, name="robots"),
    # Without a token in the form the pages are the same bytes for every reader;
    # all a forged request could do is to change the reader's language.
    path("language/", csrf_exempt(views.language), name="language"),
]

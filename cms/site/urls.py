"""The public site's addresses, mounted at the root above Wagtail's own pages."""

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

app_name = "site"
urlpatterns: list[URLPattern | URLResolver] = [
    # Without a token in the form the pages are the same bytes for every reader;
    # all a forged request could do is to change the reader's language.
    path("language/", csrf_exempt(set_language), name="language"),
]

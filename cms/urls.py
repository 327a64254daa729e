"""Every door of the house, in one place."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from api.v1.contract import Nothing
from cms import health

urlpatterns = [
    path("livez", health.livez),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("accounts/", include("launches.portal.entrance")),
    path("accounts/", include("allauth.urls")),
    path("portal/", include("launches.portal.urls")),
    path("sign-off/", include("launches.portal.signing")),
    path("preview/", include("launches.portal.previewing")),
    path("press/", include("launches.press.urls")),
    path("files/", include("launches.files.urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("api/v1/", include("api.v1.urls")),
    path("feeds/", include("api.feeds.urls")),
    re_path(r"^(?:api|feeds)(?!/v1$)(?:/[\s\S]*)?$", Nothing.as_view()),
    path("", include("cms.screens.urls")),
    path("", include("cms.site.urls")),
    path("", include(wagtail_urls)),
]

if settings.DEMO:
    urlpatterns.insert(0, path("outbox/", include("launches.portal.outbox")))

handler400 = "cms.site.errors.unreadable"
handler404 = "cms.site.errors.not_found"
handler500 = "cms.away.failed"

"""The outlets' door, under /press/ beside the public page."""

from django.urls import URLPattern, URLResolver, path

from .views import accreditation, alerts, files, keys, kits, people, start, webhooks

app_name = "press"
urlpatterns: list[URLPattern | URLResolver] = [
    path("start/", start.start, name="start"),
    path("join/<slug:uid>/", start.join, name="join"),
    path("apply/", start.apply, name="apply"),
    path("accreditation/", accreditation.page, name="accreditation"),
    path("accreditation/terms/", accreditation.accept, name="accept"),
    path("accreditation/evidence/", accreditation.evidence, name="evidence"),
    path("accreditation/again/", accreditation.again, name="again"),
    path("keys/", keys.index, name="keys"),
    path("keys/<slug:prefix>/rotate/", keys.rotate, name="rotate"),
    path("keys/<slug:prefix>/revoke/", keys.revoke, name="revoke"),
    path("files/<slug:uid>.<slug:extension>", files.file, name="file"),
    path("alerts/", alerts.index, name="alerts"),
    path("alerts/<slug:uid>/end/", alerts.end, name="alert-end"),
    path("use/", alerts.use, name="use"),
    path("kits/<slug:uid>.zip", kits.launch, name="kit"),
    path("kits/themes/<slug:slug>.zip", kits.theme, name="theme_kit"),
    path("kits/days/<slug:day>.zip", kits.day, name="day_kit"),
    path("kits/slates/<slug:uid>.zip", kits.slate, name="slate_kit"),
    path("webhooks/", webhooks.index, name="webhooks"),
    path("webhooks/<slug:uid>/", webhooks.page, name="webhook"),
    path("webhooks/<slug:uid>/secret/", webhooks.rotate, name="webhook-secret"),
    path("webhooks/<slug:uid>/since/", webhooks.since, name="webhook-since"),
    path("webhooks/<slug:uid>/again/<slug:message>/", webhooks.again, name="webhook-again"),
    *(
        path(f"webhooks/<slug:uid>/{name}/", webhooks.act, {"name": name}, f"webhook-{name}")
        for name in webhooks.ACTS
    ),
    path("people/", people.index, name="people"),
    path("people/<slug:uid>/remove/", people.remove, name="person-remove"),
    path("people/invitations/<slug:uid>/withdraw/", people.take_back, name="invitation-withdraw"),
]

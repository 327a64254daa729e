from django.urls import path, re_path

from cms.desk import outbox, wordings

app_name = "mail"
urlpatterns = [
    path("", outbox.OutboxView.as_view(), name="outbox"),
    path("let-go/", outbox.LetGoView.as_view(), name="let_go"),
    path("wording/", wordings.WordingsView.as_view(), name="wordings"),
    path("wording/<slug:kind>/<slug:language>/", wordings.WordingView.as_view(), name="wording"),
    path("<slug:uid>/", outbox.MailView.as_view(), name="look"),
    path("<slug:uid>/frame/", outbox.FrameView.as_view(), name="frame"),
    path("<slug:uid>/edit/", outbox.EditMailView.as_view(), name="edit"),
    re_path(
        r"^(?P<uid>[a-z0-9]+)/(?P<act>hold|release|resend)/$",
        outbox.MailActView.as_view(),
        name="act",
    ),
]

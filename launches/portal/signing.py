"""The address of a sign-off's link. Outside /portal/: who comes here has no account."""

from django.urls import path

from .views import signing

app_name = "signing"
urlpatterns = [
    path("<slug:token>/", signing.sheet, name="sheet"),
    path("<slug:token>/files/<slug:uid>.<slug:extension>", signing.file, name="file"),
]

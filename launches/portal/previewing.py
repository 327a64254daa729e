"""The address of a preview link. Outside /portal/: who comes here has no account."""

from django.urls import path

from .views import preview_link

app_name = "preview"
urlpatterns = [
    path("<slug:token>/", preview_link.page, name="page"),
    path("<slug:token>/files/<slug:uid>.<slug:extension>", preview_link.file, name="file"),
]

from django.urls import path

from launches.files import views

app_name = "files"
urlpatterns = [
    path("private/<slug:uid>.<slug:extension>", views.private, name="private"),
    path(
        "lent/<slug:check>/<int:until>/<slug:signature>/<slug:uid>.<slug:extension>",
        views.lent_out,
        name="lent",
    ),
    path("<slug:uid>.<slug:extension>", views.public, name="public"),
]

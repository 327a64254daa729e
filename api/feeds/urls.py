from django.urls import path

from api.feeds import views

app_name = "feeds"
urlpatterns = [
    path("launches.rss", views.Rss.as_view(), name="rss"),
    path("launches.atom", views.Atom.as_view(), name="atom"),
    path("launches.json", views.Json.as_view(), name="json"),
    path("launches.ics", views.Instants.as_view(), name="instants"),
    path("programme.ics", views.Sessions.as_view(), name="sessions"),
]

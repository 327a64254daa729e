from django.urls import path

from api.feeds import views

app_name = "feeds"
urlpatterns = [
    path("launches.rss", views.rss, name="rss"),
    path("launches.atom", views.atom, name="atom"),
    path("launches.json", views.json_feed, name="json"),
]

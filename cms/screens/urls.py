from django.urls import path

from cms.screens import caller, views

app_name = "screens"
urlpatterns = [
    path("screen/", views.choose, name="choose"),
    path("screen/sw.js", views.worker, name="worker"),
    path("screen/<slug:slug>/", views.screen, name="screen"),
    path("screen/<slug:slug>/lower-third/", views.lower_third, name="lower_third"),
    path("screen/<slug:slug>/lower-third/<slug:language>/", views.lower_third, name="lower_third"),
    path("screen/<slug:slug>/seen/", views.seen, name="seen"),
    path("stage/", caller.stages, name="stages"),
    path("stage/<slug:slug>/", caller.console, name="caller"),
]

from django.urls import path, re_path

from cms.desk.importing import claiming, views

app_name = "lists"
urlpatterns = [
    path("", views.ListsView.as_view(), name="index"),
    path("companies/", claiming.UnclaimedView.as_view(), name="unclaimed"),
    path("<slug:uid>/", views.ListView.as_view(), name="list"),
    path("<slug:uid>/progress/", views.ProgressView.as_view(), name="progress"),
    path("<slug:uid>/columns/", views.ColumnsView.as_view(), name="columns"),
    path("<slug:uid>/make/", views.MakeView.as_view(), name="make"),
    path("<slug:uid>/again/", views.AgainView.as_view(), name="again"),
    re_path(
        r"^(?P<uid>[-\w]+)/report\.(?P<kind>json|xlsx)$", views.ReportView.as_view(), name="report"
    ),
]

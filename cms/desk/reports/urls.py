from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("", views.first, name="first"),
    path("<slug:name>/", views.ReportView.as_view(), name="report"),
    path("<slug:name>/report.<slug:kind>", views.ExportView.as_view(), name="export"),
]

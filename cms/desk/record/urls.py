from django.urls import path

from . import audit

app_name = "record"
urlpatterns = [
    path("", audit.AuditView.as_view(), name="audit"),
    path("audit.<slug:kind>", audit.AuditExportView.as_view(), name="audit_export"),
]

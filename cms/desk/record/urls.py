from django.urls import path

from . import audit, erasing

app_name = "record"
urlpatterns = [
    path("", audit.AuditView.as_view(), name="audit"),
    path("audit.<slug:kind>", audit.AuditExportView.as_view(), name="audit_export"),
    path("erase/<int:pk>/", erasing.EraseView.as_view(), name="erase"),
]

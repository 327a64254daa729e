from django.urls import path

from cms.glossary.views import BringView

app_name = "glossary"
urlpatterns = [path("bring/", BringView.as_view(), name="bring")]

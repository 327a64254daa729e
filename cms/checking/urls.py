from django.urls import path

from cms.checking import views

app_name = "checks"
urlpatterns = [
    path("", views.DeadLettersView.as_view(), name="undelivered"),
    path("<slug:uid>/key/", views.KeyView.as_view(), name="key"),
]

from django.urls import path

from . import views

app_name = "outlets"
urlpatterns = [
    path("", views.RegisterView.as_view(), name="register"),
    path("terms/", views.TermsView.as_view(), name="terms"),
    path("<slug:uid>/", views.OutletView.as_view(), name="outlet"),
    path("<slug:uid>/papers/<slug:paper>/", views.PaperView.as_view(), name="paper"),
]

from django.urls import path

from . import ledger, views

app_name = "outlets"
urlpatterns = [
    path("", views.RegisterView.as_view(), name="register"),
    path("terms/", views.TermsView.as_view(), name="terms"),
    path("ledger/", ledger.LedgerView.as_view(), name="ledger"),
    path("ledger.csv", ledger.LedgerExportView.as_view(), name="ledger-export"),
    path("look-up/", ledger.LookUpView.as_view(), name="look-up"),
    path("<slug:uid>/", views.OutletView.as_view(), name="outlet"),
    path("<slug:uid>/papers/<slug:paper>/", views.PaperView.as_view(), name="paper"),
]

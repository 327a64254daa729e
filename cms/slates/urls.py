from django.urls import path

from cms.slates import calendar, emergency, pages, views

app_name = "slates"
urlpatterns = [
    path("", views.ListView.as_view(), name="list"),
    path("new/", views.NewView.as_view(), name="new"),
    path("calendar/", calendar.CalendarView.as_view(), name="calendar"),
    path("emergency/", emergency.EmergencyView.as_view(), name="emergency"),
    path("emergency/<slug:uid>/", emergency.EmergencyActView.as_view(), name="emergency_act"),
    path("<slug:uid>/", views.SlateView.as_view(), name="slate"),
    path("<slug:uid>/plan/", views.PlanView.as_view(), name="plan"),
    path("<slug:uid>/preflight/", views.PreflightView.as_view(), name="preflight"),
    path("<slug:uid>/launches/", views.AddView.as_view(), name="add"),
    path("<slug:uid>/remove/", views.RemoveView.as_view(), name="remove"),
    path("<slug:uid>/pages/", pages.AddPagesView.as_view(), name="pages"),
    path("<slug:uid>/pages/remove/", pages.RemovePageView.as_view(), name="remove_page"),
    path("<slug:uid>/<slug:act>/", views.ActView.as_view(), name="act"),
]

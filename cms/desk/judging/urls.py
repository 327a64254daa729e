from django.urls import path

from cms.desk.assigning.views import AssignView, ListView
from cms.desk.judging import batches, views

app_name = "judging"
urlpatterns = [
    path("", views.ReviewHomeView.as_view(), name="home"),
    path("next/", views.NextView.as_view(), name="next"),
    path("phases/<int:number>/begin/", views.BeginView.as_view(), name="begin"),
    path("assign/", AssignView.as_view(), name="assign"),
    path("assign/list/", ListView.as_view(), name="assign-list"),
    path("decisions/", batches.BatchesView.as_view(), name="batches"),
    path("decisions/<slug:uid>/", batches.BatchView.as_view(), name="batch"),
    path("decisions/<slug:uid>/apply/", batches.ApplyView.as_view(), name="apply"),
]

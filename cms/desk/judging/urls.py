from django.urls import path

from cms.desk.judging import views

app_name = "judging"
urlpatterns = [
    path("", views.ReviewHomeView.as_view(), name="home"),
    path("next/", views.NextView.as_view(), name="next"),
    path("phases/<int:number>/begin/", views.BeginView.as_view(), name="begin"),
]

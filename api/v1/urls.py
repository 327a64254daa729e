"""Version 1 of the API."""

from django.urls import path, re_path

from api.v1 import changes, contract, launches, stages

app_name = "v1"
urlpatterns = [
    path("", contract.Front.as_view(), name="front"),
    path("launches/", launches.LaunchList.as_view(), name="launches"),
    path("launches/<slug:uid>/", launches.LaunchDetail.as_view(), name="launch"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("stages/", stages.StageList.as_view(), name="stages"),
    path("stages/<slug:slug>/", stages.StageDetail.as_view(), name="stage"),
    path("stages/<slug:slug>/rundown/", stages.RundownDetail.as_view(), name="rundown"),
    path("openapi.json", contract.Contract.as_view(), name="openapi"),
    path("docs/", contract.docs, name="docs"),
    re_path(r"^.*$", contract.Nothing.as_view()),
]

"""Version 1 of the API."""

from django.urls import path, re_path

from api.v1 import (
    changes,
    checks,
    companies,
    contract,
    desk,
    kits,
    launches,
    programme,
    search,
    slates,
    stages,
    themes,
    versions,
)

app_name = "v1"
urlpatterns = [
    path("", contract.Front.as_view(), name="front"),
    path("launches/", launches.LaunchList.as_view(), name="launches"),
    path("launches/<slug:uid>/", launches.LaunchDetail.as_view(), name="launch"),
    path("launches/<slug:uid>/kit.zip", kits.LaunchKit.as_view(), name="launch_kit"),
    path("launches/<slug:uid>/editions/", versions.VersionList.as_view(), name="versions"),
    path(
        "launches/<slug:uid>/editions/<int:number>/",
        versions.VersionDetail.as_view(),
        name="version",
    ),
    path("desk/ledger/", desk.Ledger.as_view(), name="ledger"),
    path("companies/", companies.CompanyList.as_view(), name="companies"),
    path("companies/<slug:uid>/", companies.CompanyDetail.as_view(), name="company"),
    path("themes/", themes.ThemeList.as_view(), name="themes"),
    path("themes/<slug:slug>/", themes.ThemeDetail.as_view(), name="theme"),
    path("themes/<slug:slug>/kit.zip", kits.ThemeKit.as_view(), name="theme_kit"),
    path("days/<slug:day>/kit.zip", kits.DayKit.as_view(), name="day_kit"),
    path("programme/", programme.SessionList.as_view(), name="programme"),
    path("programme/<slug:stage>/<slug:code>/", programme.SessionDetail.as_view(), name="session"),
    path("slates/", slates.SlateList.as_view(), name="slates"),
    path("slates/<slug:uid>/", slates.SlateDetail.as_view(), name="slate"),
    path("slates/<slug:uid>/kit.zip", kits.SlateKit.as_view(), name="slate_kit"),
    path("search/", search.Search.as_view(), name="search"),
    path("changes/", changes.Changes.as_view(), name="changes"),
    path("stages/", stages.StageList.as_view(), name="stages"),
    path("stages/<slug:slug>/", stages.StageDetail.as_view(), name="stage"),
    path("stages/<slug:slug>/rundown/", stages.RundownDetail.as_view(), name="rundown"),
    path("checks/<slug:uid>/", checks.Check.as_view(), name="check"),
    path("openapi.json", contract.Contract.as_view(), name="openapi"),
    path("docs/", contract.docs, name="docs"),
    re_path(r"^[\s\S]*$", contract.Nothing.as_view()),
]

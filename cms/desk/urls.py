from django.urls import path

from cms.checking.views import AskView
from cms.desk import looking, saved, talk, undoing, views
from cms.desk.as_of import AsOfView, EntryAsOfView
from cms.desk.bulk import views as bulk
from cms.desk.exports import ExportView
from cms.desk.judging import deciding, entry
from cms.desk.preview_links import ForgetView, LinksView, RevokeView
from cms.desk.previews import preview_page
from cms.desk.proposals import ProposalView
from cms.pictures.views import CompareView, CutView
from cms.translating.views import DraftView, ReadView

app_name = "desk"
urlpatterns = [
    path("", views.QueueView.as_view(), name="queue"),
    path("export/launches.<slug:kind>", ExportView.as_view(), name="export"),
    path("bulk/", bulk.JobsView.as_view(), name="bulk"),
    path("bulk/<slug:act>/", bulk.BeginView.as_view(), name="bulk-begin"),
    path("bulk/jobs/<slug:uid>/", bulk.JobView.as_view(), name="bulk-job"),
    path("bulk/jobs/<slug:uid>/progress/", bulk.ProgressView.as_view(), name="bulk-progress"),
    path("bulk/jobs/<slug:uid>/undo/", bulk.UndoView.as_view(), name="bulk-undo"),
    path("bulk/jobs/<slug:uid>/again/", bulk.AgainView.as_view(), name="bulk-again"),
    path("views/keep/", saved.KeepView.as_view(), name="view-keep"),
    path("views/<slug:uid>/drop/", saved.DropView.as_view(), name="view-drop"),
    path("as-of/", AsOfView.as_view(), name="as-of"),
    path("<slug:uid>/", views.ReviewView.as_view(), name="review"),
    path("<slug:uid>/as-of/", EntryAsOfView.as_view(), name="entry-as-of"),
    path("<slug:uid>/preview/<slug:mode>/", preview_page, name="preview"),
    path("<slug:uid>/links/", LinksView.as_view(), name="links"),
    path("<slug:uid>/links/<slug:link>/revoke/", RevokeView.as_view(), name="link-revoke"),
    path("<slug:uid>/links/<slug:link>/forget/", ForgetView.as_view(), name="link-forget"),
    path("<slug:uid>/say/", talk.SayView.as_view(), name="say"),
    path("<slug:uid>/points/<int:number>/", talk.PointView.as_view(), name="point"),
    path("<slug:uid>/points/<int:number>/due/", talk.DueView.as_view(), name="due"),
    path("<slug:uid>/points/<int:number>/accept/", talk.AcceptView.as_view(), name="accept"),
    path("<slug:uid>/score/", entry.ScoreView.as_view(), name="score"),
    path("<slug:uid>/conflict/", entry.ConflictView.as_view(), name="conflict"),
    path("<slug:uid>/prepare/", deciding.PrepareView.as_view(), name="prepare"),
    path("<slug:uid>/drop/", deciding.DropView.as_view(), name="drop"),
    path("<slug:uid>/seen/", looking.SeenView.as_view(), name="seen"),
    path("<slug:uid>/pictures/<slug:material>/", CompareView.as_view(), name="picture"),
    path("<slug:uid>/pictures/<slug:material>/cut/", CutView.as_view(), name="picture-cut"),
    path("<slug:uid>/draft/", DraftView.as_view(), name="translation-draft"),
    path("<slug:uid>/read/", ReadView.as_view(), name="translation-read"),
    path("<slug:uid>/check/", AskView.as_view(), name="check"),
    path("<slug:uid>/claim/", entry.ClaimView.as_view(), name="claim"),
    path("<slug:uid>/history/<int:number>/undo/", undoing.UndoView.as_view(), name="undo"),
    path("<slug:uid>/proposal/", ProposalView.as_view(), name="proposal"),
    path("<slug:uid>/<slug:act>/", views.ActView.as_view(), name="act"),
]

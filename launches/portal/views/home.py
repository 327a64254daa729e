"""Where a company's person lands, and where a launch begins."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cms.models import LaunchPage
from launches import clock, rules
from launches.domain import editing
from launches.enums import Role
from launches.errors import UnveilError
from launches.models import Forum
from launches.queries import tenancy

from ..access import portal_view
from ..forms import StartForm
from ..overview import due_next, rows_of


def current_forum() -> Forum | None:
    """The forum that launches are handed in to now: the latest."""
    return Forum.objects.first()


@portal_view
def dashboard(request: HttpRequest) -> HttpResponse:
    companies = list(tenancy.companies_of(request.user))
    if not companies:
        if rules.is_desk(request.user):
            return redirect("wagtailadmin_home")
        return redirect("portal:found")
    at = clock.now()
    forum = current_forum()
    rows = rows_of(request.user, at=at)
    context = {
        "companies": companies,
        "invited": tenancy.invitations_to(request.user, at=at),
        "rows": rows,
        "due": due_next(rows),
        "now": at,
        "forum": forum,
        "is_open": bool(forum and forum.submissions_open_at <= at <= forum.submissions_close_at),
        "may_write": request.user.memberships.exclude(role=Role.VIEWER).exists(),
    }
    return render(request, "portal/dashboard.html", context)


@portal_view
def start(request: HttpRequest) -> HttpResponse:
    """Ask what is launched, and open its page."""
    forum = current_forum()
    if not request.user.memberships.exclude(role=Role.VIEWER).exists():
        return redirect("portal:dashboard")
    if forum is None:
        return render(request, "portal/no_forum.html")
    form = StartForm(request.POST or None, user=request.user, forum=forum)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("portal:launch", uid=_open(request, form.cleaned_data))
        except UnveilError as error:
            form.add_error(None, str(error.message))
    status = 422 if form.errors else 200
    return render(request, "portal/start.html", {"form": form, "forum": forum}, status=status)


def _open(request: HttpRequest, chosen: dict) -> str:
    with transaction.atomic():
        presenter = chosen["company"]
        launch = editing.open_launch(
            presenter.company,
            agency=presenter.agency,
            entry_type=chosen.get("entry_type"),
            **_named(chosen),
            by=request.user,
            at=clock.now(),
        )
        LaunchPage.open_for(launch, user=request.user)
    return launch.uid


def _named(chosen: dict) -> dict:
    return {name: chosen[name] for name in ("product", "theme", "section")}

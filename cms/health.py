"""What a load balancer and a monitor ask."""

from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django_tasks_db.models import DBTaskResult
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from prometheus_client import REGISTRY as PROCESS

from launches import clock
from launches.models import Launch, WireEntry
from launches.queries import wire

QUIET = {"Cache-Control": "no-store"}


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"}, headers=QUIET)


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers; 503 with Retry-After otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        headers = {**QUIET, "Retry-After": "5"}
        return JsonResponse({"status": "database unreachable"}, status=503, headers=headers)
    return JsonResponse({"status": "ok"}, headers=QUIET)


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text: this process, and what the tables say. Labels hold no titles, no ids.

    The numbers of the house are read from the database at each scrape, so any web
    process tells the same and none has to collect for the others.
    """
    text = generate_latest(PROCESS) + generate_latest(_house())
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers=QUIET)


def _house() -> CollectorRegistry:
    registry, at = CollectorRegistry(), clock.now()
    launches = Gauge("unveil_launches", "Launches by state", ["state"], registry=registry)
    for state, count in Launch.objects.order_by().values_list("state").annotate(Count("pk")):
        launches.labels(state).set(count)
    jobs = Gauge("unveil_jobs", "Queued jobs by status", ["status"], registry=registry)
    for status, count in (
        DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk"))
    ):
        jobs.labels(status).set(count)
    due = WireEntry.objects.filter(void=False, handled_at=None, visible_at__lte=at)
    oldest = due.order_by("visible_at").values_list("visible_at", flat=True).first()
    lag = Gauge("unveil_tick_lag_seconds", "Oldest instant not handed on", registry=registry)
    lag.set((at - oldest).total_seconds() if oldest else 0)
    rows = Gauge("unveil_wire_generation", "Rows ever written to the wire", registry=registry)
    rows.set(wire.generation())
    return registry

"""What a load balancer and a monitor ask."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers; 503 with Retry-After otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        headers = {"Cache-Control": "no-store", "Retry-After": "5"}
        return JsonResponse({"status": "database unreachable"}, status=503, headers=headers)
    return JsonResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text. Labels hold no titles and no ids."""
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)

"""What a reader is told when the house itself fails: when to ask again, and in what form.

Mounted as handler500, which Django calls for a failure in any layer, middleware too.
The page needs neither the database nor a session.
"""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

RETRY = "5"  # seconds


def failed(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, 507 when the disk is full, 500 for what is our fault."""
    error = sys.exc_info()[1]
    status = status_of(error)
    title, detail = words(status)
    if request.path.startswith(("/api/", "/feeds/", "/livez", "/readyz", "/metrics")):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        answer: HttpResponse = JsonResponse(problem, content_type="application/problem+json")
    else:
        page = loader.get_template("away.html").render({"title": title, "detail": detail})
        answer = HttpResponse(page)
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    if status == 503:
        answer.headers["Retry-After"] = RETRY
    return answer


def status_of(error: BaseException | None) -> int:
    """Follows the causes: a storage or a library may have wrapped the failure."""
    while error is not None:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if full or (isinstance(error, OperationalError) and "full" in str(error)):
            return 507
        if isinstance(error, OperationalError | InterfaceError):
            return 503
        error = error.__cause__ or error.__context__
    return 500


def words(status: int) -> tuple[str, str]:
    return {
        503: (
            _("One moment, please"),
            _("The house is catching its breath. Nothing you sent before is lost; try again."),
        ),
        507: (
            _("The house is full"),
            _("There is no room to store this. Nothing was saved; the operators are told."),
        ),
        500: (
            _("Something went wrong on our side"),
            _("It has been noted. Nothing is lost that was saved before."),
        ),
    }[status]

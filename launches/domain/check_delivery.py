"""The worker's part of outside checks: claim a question, tell the checker, or try later.

Signed as Standard Webhooks says; the id stays the same on every try. A claim is a
conditional UPDATE that lasts five minutes, so of two workers one sends, and what a worker
left behind when it died is sent again.
"""

import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from launches import outbound
from launches.enums import CheckState
from launches.errors import BadAddress
from launches.models import LaunchCheck
from launches.queries import lent
from launches.queries.render import iso
from launches.webhooks.sending import LADDER
from launches.webhooks.signing import signed

from .checking import secret_of

log = logging.getLogger("unveil.worker")
BATCH = 10
PATIENCE = 15.0  # seconds for one try
CLAIM_LASTS = timedelta(seconds=2 * BATCH * PATIENCE)  # a whole batch is told at one instant
FOR_GOOD = {"410", "bad address", "switched off"}


def tell(*, at: datetime) -> int:
    """Send the questions that are due; how many were taken."""
    due = LaunchCheck.objects.filter(state=CheckState.WAITING, due_at__lte=at)
    keys = list(due.order_by("due_at", "pk").values_list("pk", flat=True)[:BATCH])
    return sum(_tell(pk, at) for pk in keys)


def _tell(pk: int, at: datetime) -> bool:
    mine = LaunchCheck.objects.filter(pk=pk, state=CheckState.WAITING, due_at__lte=at)
    if not mine.update(due_at=at + CLAIM_LASTS):
        return False
    check = LaunchCheck.objects.select_related("checker", "launch").get(pk=pk)
    fault = _send(check, at) if check.checker.is_active else "switched off"
    # An answer that came while we were still told of the sending stands.
    claimed = LaunchCheck.objects.filter(pk=pk, state=CheckState.WAITING)
    if not fault:
        claimed.update(
            state=CheckState.SENT, sent_at=at, due_at=None, tries=check.tries + 1, fault=""
        )
        return True
    claimed.update(**_after(check, fault, at))
    log.warning("check %s not told (%s), try %d", check.uid, fault, check.tries + 1)
    return False


def _after(check: LaunchCheck, fault: str, at: datetime) -> dict[str, Any]:
    """The next rung; nothing more after the last one, or where waiting cannot help."""
    final = fault in FOR_GOOD or check.tries >= len(LADDER)
    return {
        "state": CheckState.FAILED if final else CheckState.WAITING,
        "due_at": None if final else at + LADDER[check.tries],
        "tries": check.tries + 1,
        "fault": fault,
    }


def _send(check: LaunchCheck, at: datetime) -> str:
    """What came instead of an acceptance, in a word; "" where it was taken."""
    body = json.dumps(message(check, at=at), separators=(",", ":"))
    headers = signed(check.uid, body, [secret_of(check.checker)], at=at)
    try:
        found = outbound.send(
            "POST", check.checker.url, body=body.encode(), headers=headers, seconds=PATIENCE
        )
    except BadAddress:
        return "bad address"
    except outbound.NoAnswer as error:
        return error.kind
    return "" if 200 <= found.status < 300 else str(found.status)


def message(check: LaunchCheck, *, at: datetime) -> dict[str, Any]:
    """What a checker is told: ids, where to fetch the words and to answer, file links.

    No word of the entry is in it, nor the name of a file.
    """
    path = reverse("v1:check", args=[check.uid])
    return {
        "type": "check.asked",
        "timestamp": iso(at),
        "data": {
            "check": check.uid,
            "launch": check.launch.uid,
            "href": settings.SITE_URL + path,
            "files": lent.files_of(check, json.loads(check.document), at=at),
        },
    }

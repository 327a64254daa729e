"""The worker's loop: what is due goes out by several threads, a few for each endpoint.

An endpoint that fails has one thread at a time until it answers again, so the slow and
the dead hold up nobody else.
"""

from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connections
from django.db.models import Q

from launches import clock
from launches.models import WebhookDelivery

from . import sending

THREADS = 16
EACH = 4  # at once to one endpoint
LOOKED_AT = 200
KEPT = timedelta(days=30)


class Pump:
    """Call `run` again and again; it waits for nobody.

    What dead workers had in hand is `sending.sweep`'s, which the worker calls now and then.
    """

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="webhook")
        self._free = threads
        self._busy: dict[Future[None], int] = {}

    def run(self) -> int:
        """Hand what is due to free threads; how many messages that were."""
        self._busy = {one: webhook for one, webhook in self._busy.items() if not one.done()}
        at, begun = clock.now(), 0
        busy = Counter(self._busy.values())
        due = sending.due(at=at).exclude(_taken(busy))  # first, or they would fill the look
        rows = due.values_list("pk", "webhook", "webhook__failing_since")
        for pk, webhook, failing in rows[:LOOKED_AT]:
            if len(self._busy) >= self._free:
                break
            if busy[webhook] >= (1 if failing else EACH):
                continue
            delivery = sending.claim(pk, at=at)
            if delivery:
                busy[webhook] += 1
                self._busy[self._pool.submit(_send, delivery)] = webhook
                begun += 1
        return begun

    def wait(self) -> None:
        """Until all that was handed out is done."""
        for one in list(self._busy):
            one.result()


def _taken(busy: Counter[int]) -> Q:
    """The endpoints that have all the threads they may have; `busy` counts them by endpoint."""
    full = [webhook for webhook, threads in busy.items() if threads >= EACH]
    return Q(webhook__in=full) | Q(webhook__in=list(busy), webhook__failing_since__isnull=False)


def _send(delivery: WebhookDelivery) -> None:
    try:
        sending.send(delivery)
    except Exception as error:  # its claim is swept; the kind only, words may hold an address
        sending.log.error("webhook %s not sent (%s)", delivery.uid, type(error).__name__)
    finally:
        connections.close_all()  # sixteen idle ones for each worker would be many


def tidy(*, at: datetime) -> int:
    """Forget messages that ended long ago, with their log; dead letters wait for somebody."""
    old = WebhookDelivery.objects.filter(ended_at__lte=at - KEPT)
    return old.exclude(state="dead").delete()[0]

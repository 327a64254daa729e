"""The worker process: queued jobs, the one-second tick, the post, and sweeping up."""

import logging
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from launches import clock, origin
from launches.domain import alerts, check_delivery, delivery, reminders, uploads
from launches.domain.watching import Watch
from launches.enums import AuditDoor
from launches.kits.waiting import Maker
from launches.tasks import CHORES, Seldom, Tick
from launches.webhooks import sending
from launches.webhooks.pump import Pump, tidy
from launches.websub import Publisher

log = logging.getLogger("unveil.worker")
OFTEN = {"tick": 4, "webhooks": 5}  # times an interval: outlets hear of an instant within it
AGAIN = 2.0  # seconds until the next try when the database is away


class Command(BaseCommand):
    help = "Runs queued jobs, sends mail and, once a second, does what follows release moments."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, **options: Any) -> None:
        origin.process_is(AuditDoor.WORKER)
        self.ended = threading.Event()
        self.interval = options["interval"]
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        # Each on its own: a mail server that hangs must not keep a release's effects waiting.
        loops: dict[str, Callable[[], object]] = {
            "tick": Tick().run,
            "watch": Watch().run,
            "post": lambda: delivery.deliver(at=clock.now()),
            "sweep": Seldom(lambda: uploads.sweep(at=clock.now()), seconds=60).run,
            "checks": Seldom(lambda: check_delivery.tell(at=clock.now()), seconds=2).run,
            "reminders": Seldom(lambda: reminders.remind(at=clock.now()), seconds=20).run,
            "alerts": Seldom(lambda: alerts.tell(at=clock.now()), seconds=5).run,
            "webhooks": Pump().run,
            "lost webhooks": Seldom(lambda: sending.sweep(at=clock.now()), seconds=30).run,
            "websub": Publisher().run,
            "kits": Seldom(Maker().run, seconds=5).run,
            "old webhooks": Seldom(lambda: tidy(at=clock.now()), seconds=3600).run,
            **CHORES,
        }
        threads = [
            threading.Thread(target=self.repeat, args=[name, work], name=name, daemon=True)
            for name, work in loops.items()
        ]
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self.stop)
        for thread in threads:
            thread.start()
        while not self.ended.is_set():
            try:
                self.jobs()
            except DatabaseError as error:
                self.rest(error)
        for thread in threads:
            thread.join(2)

    def stop(self, signum: int, frame: FrameType | None) -> None:
        """Finish the job under way; the next signal ends at once."""
        if self.ended.is_set():
            raise SystemExit(1)
        self.ended.set()
        self.worker.running = False

    def jobs(self) -> None:
        """Queued jobs until stopped, or until the database goes away."""
        self.worker = Worker(
            queue_names=["*"],
            interval=min(self.interval, 0.5),
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        if not self.ended.is_set():
            self.worker.run()

    def repeat(self, name: str, work: Callable[[], object]) -> None:
        """Do it once an interval until stopped, whatever fails meanwhile."""
        while not self.ended.wait(self.interval / OFTEN.get(name, 1)):
            try:
                work()
            except DatabaseError as error:
                self.rest(error)
            except Exception as error:  # the kind only: its words may hold a title
                log.error("%s failed (%s)", name, type(error).__name__)

    def rest(self, error: Exception) -> None:
        log.warning("database does not answer: %s", type(error).__name__)
        connections.close_all()
        self.ended.wait(AGAIN)

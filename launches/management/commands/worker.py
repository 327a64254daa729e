"""The worker process: queued jobs and the one-second tick."""

import logging
import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from launches.tasks import Tick

log = logging.getLogger("unveil.worker")
AGAIN = 2.0  # seconds until the next try when the database is away


class Command(BaseCommand):
    help = "Runs queued jobs and, once a second, what follows release moments."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")

    def handle(self, *args: Any, **options: Any) -> None:
        self.ended = threading.Event()
        self.interval = options["interval"]
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        ticker = threading.Thread(target=self.tick, name="tick", daemon=True)
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self.stop)
        ticker.start()
        while not self.ended.is_set():
            try:
                self.jobs()
            except DatabaseError as error:
                self.rest(error)
        ticker.join(2)

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

    def tick(self) -> None:
        ticks = Tick()
        while not self.ended.wait(self.interval):
            try:
                ticks.run()
            except DatabaseError as error:
                self.rest(error)

    def rest(self, error: Exception) -> None:
        log.warning("database does not answer: %s", type(error).__name__)
        connections.close_all()
        self.ended.wait(AGAIN)

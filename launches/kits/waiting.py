"""Making the kits that nobody has asked for yet, so that nobody has to wait for one."""

import logging
import time

from django.db import Error as DatabaseError

from launches import clock
from launches.kits.making import make
from launches.models import Edition
from launches.models.edition import LATEST

log = logging.getLogger("unveil.worker")
AGAIN = 600.0  # seconds until one that could not be made is tried again


class Maker:
    """One kit at a time, the newest edition first; one that fails holds up none."""

    def __init__(self) -> None:
        self._failed: dict[int, float] = {}  # edition: monotonic time of the next try

    def run(self) -> None:
        """Make the next one, if there is any."""
        now = time.monotonic()
        resting = [pk for pk, again in self._failed.items() if again > now]
        waiting = Edition.objects.filter(LATEST, kit=None).exclude(pk__in=resting)
        edition_id = waiting.order_by("-pk").values_list("pk", flat=True).first()
        if edition_id is None:
            return
        try:
            make(edition_id, at=clock.now())
        except DatabaseError:
            raise
        except Exception as error:
            # The kind of error only: its words may hold a title.
            log.error("kit of edition %d not made (%s)", edition_id, type(error).__name__)
            self._failed[edition_id] = now + AGAIN

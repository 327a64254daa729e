"""Making the kits that nobody has asked for yet, so that nobody has to wait for one."""

from launches import clock
from launches.errors import Busy
from launches.kits.making import make
from launches.models import Edition
from launches.models.edition import LATEST


class Maker:
    """One kit at a time, the newest edition first. Remembers what could not be made."""

    def __init__(self) -> None:
        self._failed: set[int] = set()

    def run(self) -> None:
        """Make the next one; what fails is left to whoever asks for it."""
        waiting = Edition.objects.filter(LATEST, kit=None).exclude(pk__in=self._failed)
        edition_id = waiting.order_by("-pk").values_list("pk", flat=True).first()
        if edition_id is None:
            return
        try:
            make(edition_id, at=clock.now())
        except Busy:
            self._failed.add(edition_id)

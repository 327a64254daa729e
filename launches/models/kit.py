"""What a media kit is packed from."""

from django.db import models

from .edition import Edition


class EditionKit(models.Model):
    """The ready parts of an edition's kit: papers in each language, files with their labels.

    Made once, by the worker after approval or when first asked for. `parts` is the JSON of
    launches.kits.making.Part; it holds every language and file, and what of them is packed
    is decided for each reader from the edition that the gate gave.
    """

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="kit")
    parts = models.TextField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"kit of {self.edition_id}"

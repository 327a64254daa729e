"""How much room a company has for its files, and how much of it is taken."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Sum

from launches.enums import FileState
from launches.models import Company, Material, Upload


@dataclass(frozen=True)
class Room:
    """Files and bytes: taken and allowed. What is on its way counts as if it were here."""

    files: int
    bytes: int
    most_files: int
    most_bytes: int

    @property
    def percent(self) -> int:
        """The fuller of the two, rounded up; never above 100."""
        parts = (self.files / max(self.most_files, 1), self.bytes / max(self.most_bytes, 1))
        return min(100, -int(-100 * max(parts) // 1))

    @property
    def is_tight(self) -> bool:
        return self.percent >= 90


def room_of(company: Company) -> Room:
    """In two questions. Everything that was ever received counts until it is discarded."""
    of = {"launch__company": company}
    kept = Material.objects.filter(**of).exclude(state=FileState.DISCARDED)
    here = kept.aggregate(n=Count("pk"), size=Sum("bytes"))
    coming = Upload.objects.filter(material=None, **of).aggregate(n=Count("pk"), size=Sum("length"))
    return Room(
        files=here["n"] + coming["n"],
        bytes=(here["size"] or 0) + (coming["size"] or 0),
        most_files=settings.COMPANY_FILES if company.most_files is None else company.most_files,
        most_bytes=settings.COMPANY_BYTES if company.most_bytes is None else company.most_bytes,
    )

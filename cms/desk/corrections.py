"""Corrections: what one would change for readers, at once or with a slate."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.desk import reading
from launches import clock, differences
from launches.content import content_of
from launches.models import Material
from launches.queries.gate import standing


def changes(page: Any) -> list[dict[str, Any]]:
    """[{"label", "pieces"}] of every field that differs from what readers have now."""
    launch = page.launch
    read = launch.editions.filter(standing(clock.now())).values_list("revision", flat=True).first()
    kept = Revision.objects.in_bulk([pk for pk in (read, launch.latest_revision) if pk])
    if len(kept) < 2:
        return []
    before = content_of(kept[read].content)
    after = content_of(kept[launch.latest_revision].content)
    ids = {row.material for content in (before, after) for row in content.materials}
    names = dict(Material.objects.filter(pk__in=ids).values_list("pk", "filename"))
    labels = dict(reading.places(page))
    found = differences.changes(
        differences.flat(before, names=names), differences.flat(after, names=names)
    )
    return [
        {"label": labels.get(change.name) or _label(change.name, names), "pieces": change.pieces}
        for change in found
    ]


def _label(name: str, names: dict[int, str]) -> str:
    """What is said of a file, by the file's name; the name of the field for the rest."""
    kind, _dot, rest = name.partition(".")
    if kind != "materials":
        return name
    return " · ".join([_("Materials"), *rest.split(".")])

"""Files lent to an outside checker: links of one check, one file, one hour."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from launches.models import LaunchCheck, Material

from .checking import is_open
from .render import iso

LIFE = timedelta(hours=1)


def files_of(check: LaunchCheck, document: dict[str, Any], *, at: datetime) -> list[dict[str, Any]]:
    """The files of the checked revision, each with a link that ends after LIFE."""
    until = at + LIFE
    uids = [row["file"]["uid"] for row in document["materials"]]
    found = {one.uid: one for one in Material.objects.filter(launch=check.launch_id, uid__in=uids)}
    return [
        {
            "id": material.uid,
            "slot": row["slot"],
            "content_type": material.content_type,
            "bytes": material.bytes,
            "sha256": material.sha256,
            "href": address(check, material, until),
            "until": iso(until),
        }
        for row in document["materials"]
        if (material := found.get(row["file"]["uid"])) and material.original
    ]


def address(check: LaunchCheck, material: Material, until: datetime) -> str:
    seconds = str(int(until.timestamp()))
    signature = _signature(check.uid, material.uid, seconds)
    path = reverse(
        "files:lent", args=[check.uid, seconds, signature, material.uid, material.extension]
    )
    return settings.SITE_URL + path


def material_of(
    uid: str, until: str, signature: str, file: str, *, at: datetime
) -> tuple[LaunchCheck, Material] | None:
    """The file of a link, with its check; None for a link that is false, over or of a check
    that is closed."""
    if not constant_time_compare(signature, _signature(uid, file, until)):
        return None
    if int(until) <= at.timestamp():
        return None
    check = LaunchCheck.objects.select_related("launch", "checker").filter(uid=uid).first()
    if check is None or not is_open(check, at=at):
        return None
    found = Material.objects.filter(launch=check.launch_id, uid=file).exclude(original="").first()
    return (check, found) if found else None


def _signature(check: str, file: str, until: str) -> str:
    return salted_hmac("launches.lent", f"{check}.{file}.{until}", algorithm="sha256").hexdigest()

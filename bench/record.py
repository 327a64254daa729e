"""Reports at 10,000 entries and the audit at 100,000 rows, on SQLite and PostgreSQL.

python -m bench.record fills the database that the environment names and prints, for each
page, its name, milliseconds in the median, milliseconds at worst and queries.
"""

import os
from collections.abc import Iterator
from datetime import timedelta

from bench import desk

ROWS, BATCH = 100_000, 5_000
VERBS = ["mail_held", "comment_made", "assigned", "preview_link_opened", "exported"]
DOORS = ["desk", "portal", "api", "worker", "command"]
REPORTS = ["themes", "countries", "states", "late", "editors", "materials"]
PAGES = {
    **{f"report: {name}": f"/cms/reports/{name}/?counted=all" for name in REPORTS},
    "audit, newest": "/cms/record/",
    "audit, the last sheet": "/cms/record/?p=9999",
    "audit of a launch": "/cms/record/?launch=Product+77",
    "audit of a person": "/cms/record/?person=Edith",
    "audit of an act": "/cms/record/?verb=exported",
    "audit of a door, the last sheet": "/cms/record/?door=api&p=9999",
    "audit of an act and a person": "/cms/record/?verb=exported&person=Edith",
    "audit of nobody": "/cms/record/?person=absent",
}


def run() -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    yield from desk.measured("bench.record")


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group

    editor = desk.fill()
    editor.groups.add(Group.objects.get(name="Auditors"))
    fill(editor)
    desk.tell(editor, PAGES)


def fill(editor) -> None:
    """The audit up to ROWS: acts of the editor and of a colleague on every entry, hour by hour."""
    from launches import clock
    from launches.models import AuditEntry, Launch
    from tests.factories import UserFactory

    people, now = [editor, UserFactory(name="Colleague")], clock.now()
    uids = list(Launch.objects.values_list("uid", flat=True))
    wanted = range(AuditEntry.objects.count(), ROWS)
    for first in range(wanted.start, wanted.stop, BATCH):
        AuditEntry.objects.bulk_create(
            AuditEntry(
                verb=VERBS[number % 5], actor=people[number % 2], door=DOORS[number // 5 % 5],
                launch_uid=uids[number % len(uids)], at=now - timedelta(minutes=number),
                note="A note of usual length, as the desk writes it.",
            )
            for number in range(first, min(first + BATCH, wanted.stop))
        )  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    main()

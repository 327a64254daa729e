"""Approving an entry with eight materials, from the button to the answer, on both databases.

python -m bench.approving makes entries under review in the database that the environment
names, presses the last button of the review on each, and prints a line as bench.desk does.
"""

import os
import statistics
import time
from collections.abc import Iterator

from bench import desk

TIMES, FILES = 9, 8


def run() -> Iterator[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim."""
    yield from desk.measured("bench.approving", aim="500 ms")


def main() -> None:
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.factories import UserFactory

    chief = UserFactory(name="Chief")
    chief.groups.set(Group.objects.filter(name="Chief editors"))
    client = Client(HTTP_HOST="localhost")
    client.force_login(chief)
    pages = [entry() for _ in range(TIMES + 1)]
    times = sorted(pressed(client, page) for page in pages[:TIMES])
    with CaptureQueriesContext(connection) as seen:
        pressed(client, pages[-1])
    what = f"approving an entry with {FILES} materials"
    print(what, statistics.median(times), times[-1], len(seen), sep="\t")


def entry():
    """An entry with eight pictures that waits for its release approval."""
    from cms.desk.flow import in_step
    from cms.models import LaunchMaterial
    from launches.enums import Slot
    from tests.factories import UserFactory, material_for
    from tests.factories.page import entry as page_of

    page = page_of("in_review")
    newest = page.get_latest_revision_as_object()
    newest.launch = page.launch
    for number in range(1, FILES):
        file = material_for(page.launch, data=f"picture {number}".encode(), slot=Slot.GALLERY)
        newest.placed_materials.add(
            LaunchMaterial(slot=Slot.GALLERY, material=file, alt="A picture", sort_order=number)
        )
    editor = UserFactory(is_superuser=True)
    newest.save_revision(user=editor)
    page.refresh_from_db()
    step = in_step(page)
    while step.task.name != "Release approval":
        step.approve(user=editor)
        step = in_step(page)
    return page


def pressed(client, page) -> float:
    from launches.models import Launch

    launch = Launch.objects.get(pk=page.launch_id)
    begun = time.perf_counter()
    answer = client.post(f"/cms/desk/{launch.uid}/pass/", {"revision": launch.latest_revision})
    took = (time.perf_counter() - begun) * 1000
    launch.refresh_from_db()
    assert launch.state == "approved", answer.content.decode()
    assert launch.editions.get().files.filter(role="original").count() == FILES
    return took


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    main()

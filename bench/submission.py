"""One submission on PostgreSQL, to the return of the call: save a revision as the portal does,
validate, change the state, audit, receipt, commit, and start the desk's workflow."""

import os
import statistics
import subprocess
import sys

from tests import services

ROUNDS = 40


def run() -> list[tuple[str, str, str]]:
    """Rows of the table: what, measured, aim. Starts a cluster of its own."""
    with services.postgresql() as url:
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
        for command in (["manage.py", "migrate", "-v0"], ["-m", "bench.submission"]):
            done = subprocess.run(
                [sys.executable, *command], env=env, check=True, capture_output=True, text=True
            )
    times = sorted(float(line) for line in done.stdout.split())
    worst = times[int(len(times) * 0.95)]
    middle = statistics.median(times)
    return [("submission on PostgreSQL, median (p95)", f"{middle:.0f} ({worst:.0f}) ms", "100 ms")]


def measure() -> None:
    """Prints milliseconds, one line for each submission."""
    import time

    import django

    django.setup()
    from django.db import transaction

    from cms.models import LaunchPage
    from launches import clock
    from launches.domain import submission
    from tests import factories

    for _ in range(ROUNDS):
        launch = factories.launch("draft")
        content = factories.content_of(launch)
        by = launch.company.members.first()
        page = LaunchPage.open_for(launch, user=by)
        begun = time.perf_counter()
        with transaction.atomic():
            revision = page.save_revision(user=by, clean=False)  # as the portal does
            launch.refresh_from_db()
            submission.submit(launch, revision=revision.pk, content=content, by=by, at=clock.now())
        print((time.perf_counter() - begun) * 1000)


if __name__ == "__main__":
    measure()

"""The worker process and a real receiver: told at the instant, and again after kill -9."""

import signal
import subprocess
import sys
import time

import pytest

from tests.receiver import Receiver, Reply, receiver
from tests.runtime.house import ROOT, House

pytestmark = pytest.mark.real
ADD = "factories.webhook('{url}')"
SOON = """
launch = factories.launch("approved", opens_at=clock.now() + timedelta(seconds=3))
print(launch.opens_at.timestamp())
"""
LATER = """
from launches.models import WebhookDelivery
WebhookDelivery.objects.filter(state="sending").update(claimed_at=clock.now() - timedelta(hours=1))
"""


def worker(house: House) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "worker"]
    return subprocess.Popen(command, env=house.env, cwd=ROOT, start_new_session=True)


def heard(mine: Receiver, count: int, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while len(mine.got) < count and time.monotonic() < end:
        time.sleep(0.02)
    return len(mine.got) >= count


def test_told_at_the_instant_and_again_under_the_same_id_after_kill_9(house):
    with receiver(Reply(wait=30), Reply()) as mine:
        house.act(ADD.format(url=mine.url))
        first = worker(house)
        opens_at = float(house.act(SOON))
        try:
            assert heard(mine, 1)
        finally:
            first.send_signal(signal.SIGKILL)  # while the receiver has not answered yet
            first.wait(5)
        house.act(LATER)
        second = worker(house)
        try:
            assert heard(mine, 2)
        finally:
            second.kill()
            second.wait(5)
    killed, again = mine.got
    assert killed.at >= opens_at  # never before; how long after is told by the load
    assert (killed.headers["webhook-id"], killed.body) == (again.headers["webhook-id"], again.body)

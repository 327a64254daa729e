"""One Chromium for all browser tests of a process, and a fresh context for each test.

Playwright keeps a loop running in its thread, so there can be only one of it, and Django must
be told that its calls between the player's steps are safe. Browser tests run after all others
(`conftest.py` sorts them), because no other loop can run in that thread from then on.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.services import browser

ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TIMEOUT = 15_000  # ms


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as player:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        expect.set_options(timeout=TIMEOUT)
        found = player.chromium.launch(executable_path=browser(), args=ARGS)
        yield found
        found.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """browse(**options) -> a fresh browser profile of one person, closed after the test."""
    with ExitStack() as opened:

        def make(**options) -> BrowserContext:
            context = opened.enter_context(chromium.new_context(**options))
            context.set_default_timeout(TIMEOUT)
            return context

        yield make

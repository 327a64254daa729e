"""A hall's screen through a show and through a restart of the server."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey
STAGE = {"viewport": {"width": 1920, "height": 1080}}


def product(screen):
    return screen.locator("[data-layer] .slate:last-child h1")


def test_the_screen_follows_the_caller_and_survives_the_server(house, context, person):
    caller = person("stage")
    caller.goto("/stage/")
    stages = caller.locator("a[href^='/stage/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    slug = first_with_cues(caller, stages)
    screen = context(**STAGE)
    screen.goto(f"/screen/{slug}/")
    screen.wait_for_function("navigator.serviceWorker && navigator.serviceWorker.ready")
    screen.reload()  # from here on the worker sees every request
    for _turn in range(2):
        expect(product(screen)).to_have_text(press(caller))
    shown = product(screen).text_content()

    house.stop()
    expect(screen.locator("[data-away]")).to_be_visible(timeout=20_000)
    expect(product(screen)).to_have_text(shown)
    screen.reload()
    expect(product(screen)).to_have_text(shown)

    house.start()
    caller.reload()
    expect(product(screen)).to_have_text(press(caller), timeout=15_000)
    expect(screen.locator("[data-away]")).to_be_hidden(timeout=10_000)


def first_with_cues(caller, stages: list[str]) -> str:
    """A stage whose list holds released launches, rewound to its start."""
    for path in stages:
        caller.goto(path)
        jumps = caller.get_by_role("button", name="Jump")
        if jumps.count() >= 4:
            jumps.first.click()
            caller.wait_for_timeout(600)
            return path.strip("/").split("/")[-1]
    raise AssertionError("no stage has cues")


def press(caller) -> str:
    """Press GO, twice where a launch opens with it; the name that must be on the screen."""
    caller.wait_for_timeout(1_200)  # presses that come too soon after each other are one press
    title = caller.locator(".console__cue").nth(1).locator(".console__title").text_content()
    caller.locator("[data-key=go]").click()
    now = caller.locator(".console__cue--now .console__title")
    sure = caller.locator("[data-confirm]")
    expect(now.filter(has_text=title.strip()).or_(sure).first).to_be_visible()
    if sure.count():
        caller.wait_for_timeout(500)  # the console takes a double press for one
        caller.locator("[data-key=go]").click()
    expect(now).to_have_text(title.strip())
    hidden = caller.locator(".console__cue--now .console__warn").count()
    return "Unveil Forum" if hidden else re.sub(r"\s+", " ", title).strip()

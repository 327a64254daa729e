"""What is wrong with a page of the desk, as a browser shows it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

DESK = {"include": [[".desk"]]}
# The desk scrolls within itself, so the document is never too wide.
STICKS_OUT = """() => [...document.querySelectorAll(".desk *")]
    .filter(one => !one.parentElement.closest(".desk-scroll"))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120))"""


def faults(page: Page, path: str) -> list[tuple[str, ...]]:
    """(path, what, where) of all that sticks out and that axe finds, with everything unfolded.

    Only within `.desk`: the frame around it is Wagtail's. A page without one has no faults.
    """
    if not page.locator(".desk").count():
        return []
    page.evaluate("document.querySelectorAll('.desk details').forEach(one => one.open = true)")
    violations = Axe().run(page, context=DESK, options={"resultTypes": ["violations"]})
    return [(path, "sticks out", one) for one in page.evaluate(STICKS_OUT)] + [
        (path, rule["id"], rule["nodes"][0]["html"][:300])
        for rule in violations.response["violations"]
    ]

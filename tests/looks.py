"""What is wrong with a page, as a browser shows it: what axe finds, and what sticks out."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Within the desk only: the frame around it is Wagtail's.
DESK = {"include": [[".desk"]]}
# What the width of a window can change.
BY_WIDTH = ["color-contrast", "scrollable-region-focusable", "aria-hidden-focus", "target-size"]
# The size of what is pressed (24 pixels, or that much room) is WCAG 2.2, which axe leaves off.
# What moves is at its end first: colours halfway are nobody's. Only what is wrong comes back: the
# whole answer of axe is a hundred times as long.
RUN = """async ([context, rules]) => {
    for (const one of document.getAnimations()) { try { one.finish(); } catch { /* endless */ } }
    const only = rules ? {runOnly: {type: "rule", values: rules}} : {};
    const found = await axe.run(context ?? document, {
        resultTypes: ["violations"], rules: {"target-size": {enabled: true}}, ...only,
    });
    return found.violations.map(rule => [rule.id, rule.nodes[0].html.slice(0, 300)]);
}"""
# The desk scrolls within itself, so the document is never too wide.
STICKS_OUT = """() => [...document.querySelectorAll(".desk *")]
    .filter(one => !one.parentElement.closest(".desk-scroll"))
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.outerHTML.slice(0, 120))"""

# A phone has no room to look sideways for the rest of a line.
SIDEWAYS = """() => innerWidth > 600 ? [] : [...document.querySelectorAll(".desk-scroll")]
    .filter(one => one.scrollWidth > one.clientWidth + 1)
    .map(one => one.outerHTML.slice(0, 120))"""

# Help and refusals that a field names and nobody finds; axe only asks to look at these.
NAMING = ".desk :is([aria-describedby], [aria-labelledby])"
DANGLES = """naming => [...document.querySelectorAll(naming)]
    .flatMap(one => ["aria-describedby", "aria-labelledby"].map(is => [one, one.getAttribute(is)]))
    .filter(([, ids]) => ids?.split(" ").some(id => id && !document.getElementById(id)))
    .map(([one]) => one.outerHTML.slice(0, 120))"""


def violations(
    page: Page, *, within: dict | None = None, rules: list[str] | None = None
) -> list[tuple[str, str]]:
    """[(rule, where)] of all that axe finds, or of these rules only. A document reads axe once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [(rule, where) for rule, where in page.evaluate(RUN, [within, rules])]


def amiss(page: Page, rules: list[str] | None = None) -> list[tuple[str, str]]:
    """[(what, where)] of a page of the site at the width that its window has."""
    sticks = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [("sticks out", page.url)] * sticks + violations(page, rules=rules)


def faults(page: Page, path: str) -> list[tuple[str, ...]]:
    """(path, what, where) of a page of the desk, with everything unfolded.

    A page without `.desk` is Wagtail's and has no faults.
    """
    if not page.locator(".desk").count():
        return []
    page.evaluate("document.querySelectorAll('.desk details').forEach(one => one.open = true)")
    found = [("sticks out", one) for one in page.evaluate(STICKS_OUT)]
    found += [("scrolls sideways", one) for one in page.evaluate(SIDEWAYS)]
    found += [("described by nothing", one) for one in page.evaluate(DANGLES, NAMING)]
    return [(path, *one) for one in found + violations(page, within=DESK)]

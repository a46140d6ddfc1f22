"""What is wrong with a page, seen by axe and by a ruler."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page

DESKTOP, PHONE, NARROW = 1280, 375, 320
WIDTHS = (DESKTOP, PHONE)
AXE = Path(settings.BASE_DIR, "node_modules", "axe-core", "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "async (tags) => (await axe.run(document, {runOnly: tags})).violations"
# What is drawn beyond an edge of the window, and can't be reached by scrolling its own box.
OVERFLOWING = """() => {
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const {overflowX} = getComputedStyle(box);
      if (["auto", "scroll"].includes(overflowX)) return true;
      if (overflowX !== "visible" && box.getBoundingClientRect().width <= 1) return true;
    }
    return false;
  };
  return [...document.querySelectorAll("body *")].filter((element) => {
    const {left, right, width, height} = element.getBoundingClientRect();
    if (width <= 1 || height <= 1 || (right <= innerWidth + 1 && left >= -1)) return false;
    return element.checkVisibility({visibilityProperty: true}) && !scrolls(element);
  }).map((element) => element.outerHTML.slice(0, 160));
}"""


def faults(page: Page, complaints: list[str], widths: Iterable[int] = WIDTHS) -> list[str]:
    """What is wrong with the page at these widths; axe's own breaches of the policy don't count."""
    kept = list(complaints)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {one}" for one in violations(page)]
    page.set_viewport_size({"width": NARROW, "height": 900})
    found += [f"{NARROW}: sticks out: {one}" for one in overflowing(page)]
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    complaints[:] = kept
    return [f"{page.url} {one}" for one in found]


def violations(page: Page) -> list[str]:
    """What axe finds: the rule, and where it is broken."""
    page.evaluate(AXE)
    found = page.evaluate(RUN, TAGS)
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]


def overflowing(page: Page) -> list[str]:
    """The elements that stick out of the window sideways."""
    return page.evaluate(OVERFLOWING)

"""From the click on a tick to the frame that shows it, in a real browser."""

from __future__ import annotations

import statistics
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page, sync_playwright

from tests.benchmarks import subjects
from tests.benchmarks.results import Row
from tests.benchmarks.servers import Server
from tests.benchmarks.subjects import Subjects
from tests.support.browser import find_chromium

SETTLES = 400
"""Milliseconds until htmx has taken the new row in hand, on a busy machine too."""
WATCH = """id => new Promise(resolve => {
  const box = document.getElementById(id);
  const before = box.getAttribute("aria-checked");
  const began = performance.now();
  const watcher = new MutationObserver(() => {
    const now = document.getElementById(id);
    if (!now || now.getAttribute("aria-checked") === before) return;
    watcher.disconnect();
    requestAnimationFrame(() => resolve(performance.now() - began));
  });
  watcher.observe(document.body, {childList: true, subtree: true, attributes: true});
  box.click();
})"""


def rows(server: Server, found: Subjects, *, clicks: int) -> list[Row]:
    """Ticks and unticks on the page of a transition and on My work."""
    person, items = found.hot
    checklist = reverse("transition", args=[found.transition.pk]) + "?unfold=all"
    cookie = subjects.session(person, is_floor=False)
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            return []
        browser = playwright.chromium.launch(executable_path=path)
        context = browser.new_context()
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])
        page = context.new_page()
        places = {
            "click to frame, checklist": (checklist, f"tick-{items[0].pk}"),
            "click to frame, My work": (reverse("my_work") + "?later=all", f"wt-{items[0].pk}"),
        }
        made = [
            _row(key, _click(page, server.url + address, box, clicks))
            for key, (address, box) in places.items()
        ]
        browser.close()
    return made


def _click(page: Page, address: str, box: str, clicks: int) -> list[float]:
    page.goto(address, wait_until="networkidle")
    times: list[float] = []
    for _ in range(clicks + 4):
        found: Any = page.evaluate(WATCH, box)
        times.append(float(found))
        page.wait_for_timeout(SETTLES)
    return times[4:] if len(times) % 2 == 0 else times[5:]


def _row(key: str, times: list[float]) -> Row:
    p95 = statistics.quantiles(times, n=20)[-1]
    row = Row(key, values=[statistics.median(times)], good=60, goal=35)
    row.ratio, row.against = p95, "p95 in ms"
    return row

"""Driving the site with Debian's Chromium: signing in, accessibility, a quiet console."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Route,
    WebError,
    expect,
)
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from tests.support.programs import absent

Theme = Literal["light", "dark"]

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
NO_BROWSER = (
    "there is no Chromium on this machine; as root: apt-get install chromium-headless-shell"
)
WCAG_2_2_AA = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
ONLY_COLOURS = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
"""What another theme can change: the page is the same, its colours are not."""

FRAMES = 5000
"""For how many frames of the browser a request is waited for."""

COMING = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"
"""What htmx marks from the moment a page has loaded until a part has found its place."""


def find_chromium(playwright: Playwright) -> str | None:
    """The system's Chromium, or the one that Playwright has downloaded, if any."""
    for program in PROGRAMS:
        if path := shutil.which(program):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def chromium_or_skip(playwright: Playwright) -> str:
    """Without a browser its tests are skipped with a reason; under CI they fail."""
    return find_chromium(playwright) or absent(NO_BROWSER)


def sign_in(page: Page, live_server: LiveServer, person: User) -> None:
    """Make `person` the one who looks at this page's browser, without the sign-in form."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )


def wait_for_parts(page: Page) -> None:
    """Wait until the parts that a page asks for by itself, and those they ask for, are there."""
    expect(page.locator(COMING)).to_have_count(0)


def held_back(page: Page, url: str | re.Pattern[str], ask: Callable[[], object]) -> Route:
    """The first request for `url` after `ask`; the page waits for it until it may continue."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(url, hold, times=1)
    ask()
    for _ in range(FRAMES):
        if held:
            return held[0]
        page.evaluate("new Promise(requestAnimationFrame)")
    raise AssertionError(f"Nothing asked for {url}.")


def reach(page: Page, wanted: Locator) -> None:
    """Tab through the page until something has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError("The Tab key does not reach it.")


def assert_accessible(page: Page, options: dict[str, Any] = WCAG_2_2_AA) -> None:
    """WCAG 2.2 AA as far as axe can tell, in the theme that the page has now."""
    violations = Axe().run(page, options=options).response["violations"]
    if violations:
        found = "\n".join(readable(violation) for violation in violations)
        raise AssertionError(f"{page.url} is not accessible:\n{found}")


def assert_accessible_in_both_themes(page: Page) -> None:
    """Examine the page in light, as it is unless it is dark; load it in dark for its colours.

    For a page that answers a GET; after a POST use `assert_accessible`.
    """
    if page.locator("html").get_attribute("data-bs-theme") == "light":
        assert_accessible(page)
    else:
        with in_theme(page, "light"):
            assert_accessible(page)
    with in_theme(page, "dark"):
        assert_accessible(page, ONLY_COLOURS)


@contextmanager
def in_theme(page: Page, theme: Theme) -> Iterator[None]:
    """The same page, loaded with the cookie that asks for this theme."""
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    page.reload()
    shown = page.locator("html").get_attribute("data-bs-theme")
    assert shown == theme, f"{page.url} is shown in {shown}, though the cookie asks for {theme}"
    yield
    page.context.clear_cookies(name="theme")


def readable(violation: dict[str, Any]) -> str:
    """One of axe's violations: the rule, then each element with what to do about it."""
    lines = [f"  {violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines.append(f"    {' '.join(map(str, node['target']))}")
        lines.append(f"      {' '.join(node['html'].split())[:160]}")
        lines += [
            f"      - {check['message']}" for check in node["any"] + node["all"] + node["none"]
        ]
    return "\n".join(lines)


class Console:
    """What the browser complained about: errors, refused content, exceptions in scripts."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.allowed: list[str] = []
        self.contexts: list[BrowserContext] = []

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self.hear)
        context.on("weberror", self.hear_exception)
        self.contexts.append(context)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" or "Content Security Policy" in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def hear_exception(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")

    def allow(self, pattern: str) -> None:
        """A complaint that this test provokes on purpose, as a regular expression.

        A page that answers 404 or 422 makes one: `console.allow("status of 422")`.
        """
        self.allowed.append(pattern)

    def assert_quiet(self) -> None:
        for page in [page for context in self.contexts for page in context.pages]:
            page.evaluate("0")  # whatever was logged before this has been heard after it
        unexpected = [
            complaint
            for complaint in self.complaints
            if not any(re.search(pattern, complaint) for pattern in self.allowed)
        ]
        assert not unexpected, "The browser complained:\n  " + "\n  ".join(unexpected)

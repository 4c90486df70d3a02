"""A browser for every test in this folder: Debian's Chromium on the live server.

`page` and `desktop` are 1440 x 900, `phone` is 390 x 844; addresses may be
relative. A test fails when the browser's console shows an error.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from playwright.sync_api import BrowserContext, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.browser import Console, chromium_or_skip, sign_in
from tests.support.oidc import provider, provider_process
from transitions.plans.models import Transition

__all__ = ["provider", "provider_process"]

# Playwright's synchronous interface runs an event loop in this thread, and Django
# would refuse to touch the database in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

HERE = Path(__file__).parent
DESKTOP = {"width": 1440, "height": 900}
TEN_YEARS = 10 * 365 * 24 * 60 * 60  # seconds; the clock of a test may stand years before
PHONE = {"width": 390, "height": 844}
PATIENCE = 10_000  # milliseconds until an element that does not come fails the test

NewContext = Callable[..., BrowserContext]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], playwright: Playwright
) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": chromium_or_skip(playwright)}


@pytest.fixture(scope="session")
def live_server(request: pytest.FixtureRequest) -> Iterator[LiveServer]:
    """Serves style sheets and scripts as a release does: a browser asks for each of them once."""
    serve = StaticFilesHandler.serve

    def serve_for_good(handler: StaticFilesHandler, asked: HttpRequest) -> HttpResponseBase:
        answer = serve(handler, asked)
        answer["Cache-Control"] = f"public, max-age={TEN_YEARS}, immutable"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", serve_for_good)
        yield request.getfixturevalue("live_server")


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/Vienna",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def console() -> Console:
    """What the browser complains about; `console.allow(pattern)` lets one pass."""
    return Console()


@pytest.fixture
def new_context(new_context: NewContext, console: Console) -> Iterator[NewContext]:
    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**{"viewport": DESKTOP, **options})
        context.set_default_timeout(PATIENCE)
        console.listen(context)
        return context

    yield open_context
    console.assert_quiet()


@pytest.fixture
def desktop(page: Page) -> Page:
    """A page of 1440 x 900."""
    return page


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    """A page of 390 x 844 that is touched, not clicked."""
    return new_context(viewport=PHONE, is_mobile=True, has_touch=True).new_page()


@pytest.fixture
def running(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods goes from Tomas to Priya; Helena manages it. Today is Tue 24 Nov."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def priyas(running: Transition, desktop: Page, live_server: LiveServer, successor: User) -> Page:
    """Priya looks at her work: “Agree the agenda”, “Meet the client”, “Call the client alone”."""
    sign_in(desktop, live_server, successor)
    desktop.goto("/my-work/")
    return desktop


@pytest.fixture
def no_attempts_yet(transactional_db: None) -> None:
    """Nobody is kept out because of sign-ins that another test tried."""
    cache.clear()

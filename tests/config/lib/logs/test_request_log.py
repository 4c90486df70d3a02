"""One line a request, with a number that leads from the page to the log."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.people.models import User
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What requests have written, line by line."""
    caplog.set_level(logging.INFO, "changeover.requests")
    caplog.handler.setFormatter(logging.Formatter("%(message)s"))
    return Lines(caplog)


class Lines(list[dict[str, Any]]):
    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        super().__init__()
        self.caplog = caplog

    def all(self) -> list[dict[str, Any]]:
        return [
            record.msg
            for record in self.caplog.records
            if record.name == "changeover.requests" and isinstance(record.msg, dict)
        ]


def test_a_request_leaves_one_line(lines: Lines, sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).get("/my-work/?q=Brightwater")

    (line,) = lines.all()
    assert line.pop("ms") > 0
    assert line.pop("request_id") == answer["X-Request-ID"]
    shown = {name: line[name] for name in ("event", "method", "path", "status", "person", "ip")}
    assert shown == {
        "event": "request",
        "method": "GET",
        "path": "/my-work/",
        "status": 200,
        "person": owner.pk,
        "ip": "127.0.0.1",
    }
    assert "Brightwater" not in str(line)


def test_the_log_does_not_touch_the_session(lines: Lines, client: Client) -> None:
    answer = client.get("/nothing/here/")

    assert answer.headers.get("Set-Cookie") is None
    assert lines.all()[0]["person"] is None


@pytest.mark.parametrize(
    ("proxies", "given", "is_taken"),
    [
        (1, "3f9c-our-proxy", True),
        (0, "3f9c-our-proxy", False),
        (1, "short", False),
        (1, "two lines\nof it", False),
        (1, "x" * 65, False),
    ],
)
def test_only_a_trusted_proxy_numbers_requests(
    client: Client, settings: Settings, proxies: int, given: str, is_taken: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    number = client.get("/auth/login/", headers={"X-Request-ID": given})["X-Request-ID"]

    assert (number == given) is is_taken
    assert re.fullmatch(r"[\w-]{8,64}", number)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (1, "<script>", "127.0.0.1"),
        (3, "203.0.113.9", "127.0.0.1"),
    ],
)
def test_an_address_is_what_our_proxies_saw(
    lines: Lines, client: Client, settings: Settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    client.get("/nothing/", headers={"X-Forwarded-For": forwarded})

    assert lines.all()[0]["ip"] == address


def test_the_page_of_an_error_says_the_number(
    sign_in: SignIn, owner: User, monkeypatch: pytest.MonkeyPatch, lines: Lines
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("transitions.plans.context.navigation.counts", broken)
    client = sign_in(owner)
    client.raise_request_exception = False

    answer = client.get("/my-work/")

    number = answer["X-Request-ID"]
    assert answer.status_code == 500
    assert f"Say this number to your administrator: <code>{number}</code>" in answer.text
    assert [line["status"] for line in lines.all()] == [500]

"""Nothing that lets somebody in is ever written to a log."""

from __future__ import annotations

import json
import logging
from types import TracebackType
from uuid import uuid4

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.people.models import User
from config.lib.logs.secrets import hide
from config.lib.logs.setup import configure

Failure = tuple[type[BaseException], BaseException, TracebackType | None]
WORDS = {"object_id", "app_label", "content_type_id", "url", "key_format"}
"""Parts of Django's admin that are no keys."""


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("postgres://site:hunter2@db/site is down", "postgres://[hidden]@db/site is down"),
        ("redis://:hunter2@queue:6379/0", "redis://[hidden]@queue:6379/0"),
        ("password=hunter2&next=/", "password=[hidden]&next=/"),
        (
            '{"new_password": "hunter 2", "name": "Ada"}',
            '{"new_password": [hidden], "name": "Ada"}',
        ),
        ("Authorization: Bearer hunter2", "Authorization: [hidden]"),
        ("GET /callback/?code=hunter2&state=abc", "GET /callback/?code=[hidden]&state=[hidden]"),
        ("/templates/key-account-transfer-2/ and /items/12/", None),
        ('File "/srv/changeover/config/lib/mail/operations/delivery.py", line 4', None),
        ("KeyError: 'account'", None),
        (
            "no\nDETAIL:  Failing row contains (7, a@b.example, Hello,\n\nAda).\n\nThe above one",
            "no\nDETAIL:  [hidden]\n\nThe above one",
        ),
        ("DETAIL:  Key (email)=(ada@x.example) already exists.", "DETAIL:  [hidden]"),
    ],
)
def test_secrets_are_hidden_and_words_stay(line: str, written: str | None) -> None:
    assert hide(line) == (line if written is None else written)


def test_the_key_in_every_address_is_hidden(owner: User) -> None:
    keys = [
        signing.dumps(owner.pk, salt="any"),
        str(uuid4()),
        f"1z-{default_token_generator.make_token(owner)}",
    ]

    for route in routes_with_a_word():
        for key in keys:
            assert key not in hide(f"Not Found: /{route}/{key}/"), route


def test_every_log_line_is_cleaned_whoever_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    formatter = configure(as_json=True, level="INFO")["formatters"]["line"]
    options = {name: value for name, value in formatter.items() if name != "()"}
    record = logging.LogRecord(
        "any", logging.ERROR, __file__, 1, "No %s", ("token=hunter2",), exc_info=failure()
    )

    line = json.loads(formatter["()"](**options).format(record))

    assert line["event"] == "No token=[hidden]"
    assert (line["level"], line["logger"]) == ("error", "any")
    assert "ValueError: smtp://[hidden]@mail" in line["exception"]
    assert "hunter2" not in str(line)


def failure() -> Failure:
    """What a log is given with an exception."""
    try:
        raise ValueError("smtp://ada:hunter2@mail")
    except ValueError as error:
        return type(error), error, error.__traceback__


def routes_with_a_word() -> list[str]:
    """The beginnings of all addresses that hold more than numbers."""
    found: list[str] = []

    def walk(resolver: URLResolver, before: str) -> None:
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                walk(pattern, route)
            elif has_a_word(pattern):
                found.append(route.lstrip("^").partition("<")[0].partition("(")[0].strip("/"))

    walk(get_resolver(), "")
    return found


def has_a_word(pattern: URLPattern) -> bool:
    converters = pattern.pattern.converters
    names = set(pattern.pattern.regex.groupindex) - WORDS
    return any(not str(converters.get(name, "")).count("IntConverter") for name in names)

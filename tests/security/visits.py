"""Visits the site as somebody, undoes what came of it, and remembers what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from time import time
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from accounts.people.choices import Role
from accounts.people.models import User
from tests.security.world import World

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
OF_EVERY_VISIT = ('"django_session"', '"usersessions_usersession"')
"""Where somebody is signed in is noted at each visit; that is no change of anything."""


@dataclass
class Visit:
    """What came of one request: the answer, its text, and what was written meanwhile."""

    response: HttpResponse
    text: bytes
    written: list[str]


@dataclass
class Visitors:
    """A client per role, each signed in once; every visit starts from that sign-in."""

    world: World
    clients: dict[Role | None, Client] = field(default_factory=dict)
    cookies: dict[Role | None, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in (None, *self.world.people):
            client = Client(raise_request_exception=False)
            if role:
                client.force_login(self.world.people[role])
                _has_just_given_a_password(client, self.world.people[role])
                client.get("/profile/")
            self.clients[role], self.cookies[role] = client, client.cookies.output(header="")

    def visit(
        self, role: Role | None, method: str, url: str, sends: Mapping[str, str] | None = None
    ) -> Visit:
        """Ask once; whatever the site writes is rolled back."""
        client = self.clients[role]
        client.cookies = SimpleCookie(self.cookies[role])
        written: list[str] = []
        with transaction.atomic(), connection.execute_wrapper(_listener(written)):
            ask = client.get if method == "GET" else client.post
            response: Any = ask(url, dict(sends or {}))
            text = response.getvalue() if response.streaming else response.content
            transaction.set_rollback(True)
        return Visit(response, text, written)


def _has_just_given_a_password(client: Client, person: User) -> None:
    """So that no page asks for it again before it decides."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def _listener(written: list[str]) -> Callable[..., Any]:
    def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        is_write = sql.lstrip().upper().startswith(WRITES)
        if is_write and not any(table in sql for table in OF_EVERY_VISIT):
            written.append(sql[:80])
        return execute(sql, *rest)

    return listen

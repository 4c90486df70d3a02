"""A real mail server on a free port of this machine, which does as it is told.

def test_something(smtp_sink: SmtpSink) -> None:
    smtp_sink.answer("550 No such user", to="nobody@norvane.example")
"""

from __future__ import annotations

import email
import socket
from asyncio import WriteTransport
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from pytest_django import Settings

ACCEPT = "250 OK"
DROP = "drop"
"""Instead of an answer the connection breaks while the mail is handed over."""


class SmtpSink:
    """Takes mails in; `answer`, `stop` and `signs_in` make it a bad day."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []
        self.connections = 0
        self.answers: dict[str, str] = {}
        self.signs_in = True
        self.port = free_port()
        self.controller: Controller | None = None

    def answer(self, answer: str, *, to: str = "") -> None:
        """What it says from now on: to mails for an address, or to all without an answer."""
        self.answers[to] = answer

    def mail_to(self, address: str) -> EmailMessage:
        """The one mail that somebody got."""
        (mail,) = [mail for mail in self.received if mail["To"] == address]
        return mail

    def start(self) -> None:
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=lambda *_: AuthResult(success=self.signs_in, handled=False),
            auth_require_tls=False,
        )
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller = None

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own names
        self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return answers

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer_to(address)
        if answer in {ACCEPT, DROP}:
            envelope.rcpt_tos.append(address)
            return ACCEPT
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if any(self._answer_to(address) == DROP for address in envelope.rcpt_tos):
            cast(WriteTransport, server.transport).abort()
            return ACCEPT
        content = envelope.original_content or b""
        self.received.append(email.message_from_bytes(content, policy=default))
        return ACCEPT

    def _answer_to(self, address: str) -> str:
        return self.answers.get(address) or self.answers.get("") or ACCEPT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def smtp_sink(settings: Settings) -> Iterator[SmtpSink]:
    """A running mail server that the site's mails go to."""
    sink = SmtpSink()
    sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 5
    yield sink
    sink.stop()

"""What an error of a mail server means, in words, and what follows from it."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))
"""How long after each failed attempt the next one comes; after the last there is none."""
ATTEMPTS = len(WAITS) + 1
SHORTEST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)
"""How long a mail waits at least and at most for a server that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail could not be sent, and whether the same mail may go through later.

    With `is_of_server` the server is down, so none of the mails has used up an attempt.
    """

    reason: str
    may_pass: bool
    is_surprise: bool = False
    is_of_server: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from a failure: how long to wait (None: give up), and the reason to show."""

    wait: timedelta | None
    reason: str


def read_connecting(error: OSError) -> Trouble:
    """What an error means that came before any mail was handed over: always worth another try.

    A server that is down comes back, a password that is wrong stays wrong until somebody sees it:
    so a refused sign-in uses up attempts, unless the server itself says that it will pass.
    """
    is_refused = isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500
    return Trouble(_why_not_connected(error), may_pass=True, is_of_server=not is_refused)


def _why_not_connected(error: OSError) -> str:
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = _sentence(error.smtp_code, error.smtp_error)
        return f"The mail server at {server} refuses our sign-in: {said}"
    if isinstance(error, smtplib.SMTPResponseException):
        said = _sentence(error.smtp_code, error.smtp_error)
        return f"The mail server at {server} turned us away: {said}"
    if isinstance(error, TimeoutError):
        return f"The mail server at {server} does not answer."
    why = error.strerror or str(error)
    return f"The mail server at {server} cannot be reached: {why}"


def read_sending(error: Exception) -> Trouble:
    """What an error means that came while one mail was handed over."""
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, text = next(iter(error.recipients.values()))
        return _answer(code, text)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Trouble(f"The mail server cannot take this mail: {error}", may_pass=False)
    if isinstance(error, TimeoutError):
        return Trouble("The mail server stopped answering.", may_pass=True)
    if isinstance(error, OSError):
        return Trouble(f"The connection to the mail server broke: {error}", may_pass=True)
    return Trouble(f"The mail could not be put together: {error}", may_pass=False, is_surprise=True)


def after_failure(trouble: Trouble, attempts: int) -> Decision:
    """Whether a mail waits for another attempt, after so many attempts in all."""
    if not trouble.may_pass:
        return Decision(None, trouble.reason)
    if attempts < ATTEMPTS:
        return Decision(WAITS[attempts - 1], trouble.reason)
    return Decision(None, f"Given up after {attempts} attempts. {trouble.reason}")


def too_old(last_error: str) -> Trouble:
    """Why a digest that has waited too long is not sent, with what it has waited for."""
    reason = "Not sent within 12 hours, so this digest is too old to be useful."
    return Trouble(f"{reason} {last_error}".strip(), may_pass=False)


def wait_for_server(age: timedelta) -> timedelta:
    """How long a mail waits while its server is down: as long as before, within bounds."""
    return min(max(age, SHORTEST), LONGEST)


def _answer(code: int, text: bytes | str) -> Trouble:
    said = _sentence(code, text)
    if 400 <= code < 500:
        return Trouble(f"The mail server put it off: {said}", may_pass=True)
    return Trouble(f"The mail server refused it: {said}", may_pass=False)


def _sentence(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {' '.join(words.split())}".strip()

"""Addresses of the database, Redis, the mail server and pages.

Most hold a password, so a sentence about a wrong one never repeats it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

import environ

from config.lib.environment.refusal import Misconfigured
from config.lib.environment.values import names, shown, text

POSTGRESQL = ("postgres", "postgresql", "psql", "pgsql")
DATABASE = (
    "DATABASE_URL must be like postgres://user:password@host:5432/name; {}. Write @ : / # ? and %"
    " of a password as %40 %3A %2F %23 %3F and %25."
)
REDIS = "{name} must be like redis://127.0.0.1:6379/0, or rediss:// for TLS; {wrong}."
OF_REDIS = {"ssl_ca_certs", "ssl_cert_reqs"}
"""What both clients of Redis understand in its address, that of the cache and that of the queue."""
MAIL_PORTS = {"smtp": 25, "smtps": 587, "smtp+tls": 587, "smtp+ssl": 465}
OTHER_MAIL = ("consolemail", "dummymail", "filemail", "memorymail")
MAIL = (
    "EMAIL_URL must be like smtp+tls://user:password@mail.example.com:587, or smtp+ssl://…:465; {}."
    " Write @ : / # ? and % of a password as %40 %3A %2F %23 %3F and %25."
)


class Wrong(Exception):
    """What is wrong with an address, as the end of a sentence."""


def database(default: str) -> dict[str, Any]:
    """Django's settings for the database.

    Raises:
        Misconfigured: DATABASE_URL is no address of PostgreSQL or SQLite.
    """
    given = text("DATABASE_URL", default)
    try:
        if not given.startswith("sqlite:"):
            parts = taken_apart(given, POSTGRESQL, needs_host=False)
            if not parts.path.strip("/"):
                raise Wrong("it names no database after the last /")
            refuse_torn_password(parts)
        found: dict[str, Any] = environ.Env.db_url_config(given)
    except (Wrong, ValueError) as error:
        reason = error if isinstance(error, Wrong) else "it cannot be taken apart"
        raise Misconfigured(DATABASE.format(reason)) from None
    return found


def redis(name: str) -> str:
    """The address of a Redis, or nothing.

    Raises:
        Misconfigured: it is the address of something else.
    """
    given = text(name)
    try:
        if given:
            parts = taken_apart(given, ("redis", "rediss"))
            place = parts.path.strip("/")
            if place and not place.isdecimal():
                raise Wrong("what stands after the last / is the number of a database")
            if other := sorted(parse_qs(parts.query).keys() - OF_REDIS):
                raise Wrong(f"cache and queue do not both know its option {other[0]}")
    except Wrong as wrong:
        raise Misconfigured(REDIS.format(name=name, wrong=wrong)) from None
    return given


def mail_server() -> dict[str, Any]:
    """Django's settings for mail, or nothing where EMAIL_URL says nothing.

    Raises:
        Misconfigured: it is no address of a mail server.
    """
    given = text("EMAIL_URL")
    if not given:
        return {}
    scheme = given.partition(":")[0].lower()
    try:
        if scheme not in OTHER_MAIL:
            refuse_torn_password(taken_apart(given, tuple(MAIL_PORTS)))
        found: dict[str, Any] = environ.Env.email_url_config(given)
    except Wrong as wrong:
        raise Misconfigured(MAIL.format(wrong)) from None
    found["EMAIL_PORT"] = found["EMAIL_PORT"] or MAIL_PORTS.get(scheme, 25)
    return found


def web_address(name: str, default: str = "", schemes: tuple[str, ...] = ("https", "http")) -> str:
    """The address of a page or a service, without a slash at its end.

    Raises:
        Misconfigured: it is none.
    """
    given = text(name, default)
    try:
        if given:
            taken_apart(given, schemes)
    except Wrong as wrong:
        raise Misconfigured(f"{name} must be like https://name.example.com; {wrong}.") from None
    return given.rstrip("/")


def listening(name: str, default: str) -> list[str]:
    """Where to listen: addresses with their ports, or sockets.

    Raises:
        Misconfigured: one of them is neither.
    """
    given = names(name) or [default]
    for place in given:
        try:
            has_port = place.startswith("unix:/") or bool(urlsplit(f"//{place}").port)
        except ValueError:
            has_port = False
        if not has_port:
            raise Misconfigured(
                f"{name} must be an address with its port such as {default}, or a socket such as"
                f" unix:/run/site.sock; it is {shown(place)}."
            )
    return given


def taken_apart(address: str, schemes: tuple[str, ...], *, needs_host: bool = True) -> SplitResult:
    """The parts of an address.

    Raises:
        Wrong: it begins otherwise, names no host, or its port is no number.
    """
    scheme, mark, _ = address.partition("://")
    if scheme not in schemes or not mark:
        raise Wrong(f"it does not begin with {schemes[0]}://")
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname)
        if "," not in parts.netloc:  # several hosts of one PostgreSQL have a port each
            _ = parts.port
    except ValueError:
        raise Wrong("its host or its port cannot be understood") from None
    if needs_host and not has_host:
        raise Wrong("it names no host")
    return parts


def refuse_torn_password(parts: SplitResult) -> None:
    """Where a password holds a / as it is, its end and the true host come after the first host.

    Raises:
        Wrong: there is an @ where none can be.
    """
    if "@" in f"{parts.path}{parts.fragment}":
        raise Wrong("there is an @ after its host")

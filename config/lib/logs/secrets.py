"""Passwords, tokens and keys never reach a log line, whoever writes it."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

HIDDEN = "[hidden]"
NAMES = (
    "password", "passwd", "secret", "token", "api_key", "apikey", "authorization", "cookie",
    "sessionid", "credential", "otp",
)  # fmt: skip
"""A value is hidden whose name has one of these in it, in whatever case."""
ASSIGNED = re.compile(
    rf"(?i)([\w-]*(?:{'|'.join(NAMES)})[\w-]*[\"']?\s*[=:]\s*|[?&](?:key|code|state)=)"
    r"(?:(?:bearer|basic)\s+)?(?:\"[^\"]*\"|'[^']*'|[^\s\"'&,;)}\]]+)"
)
SIGN_IN = re.compile(r"(\w://)[^\s/@]*:[^\s/@]*@")
"""The name and password in the address of a database, a queue or a mail server."""
SEGMENT = re.compile(r"(?<=/)[^\s/?#\"'<>()]{20,}")
"""A long part of a path: most are words, some are keys."""
ROW = re.compile(
    r"(DETAIL: +)(?:Failing row contains|Key) .*?(?=\n\n(?:The above|During handling)|\Z)",
    re.DOTALL,
)
"""What people typed: PostgreSQL says the row that breaks a rule, a mail's text for one."""
UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
RANDOM = re.compile(r"(?=\w*\d)(?=\w*[A-Za-z])\w{12,}")


def hide(text: str) -> str:
    """The same text without what lets somebody in, and without the rows of a database."""
    text = ROW.sub(rf"\1{HIDDEN}", text)
    text = SIGN_IN.sub(rf"\1{HIDDEN}@", text)
    text = SEGMENT.sub(lambda found: HIDDEN if is_key(found[0]) else found[0], text)
    return ASSIGNED.sub(rf"\1{HIDDEN}", text)


def is_key(segment: str) -> bool:
    """Whether a long part of a path is a key, as in links to unsubscribe, to join or to reset."""
    return ":" in segment or bool(UUID.search(segment) or RANDOM.search(segment))


def hide_in_line(
    _logger: Any, _method: str, line: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Hide secrets in every value of a log line, however deep; the last step before it is written.

    The number of the request is ours, checked when it was taken, and stays.
    """
    return {name: _hidden(name, value) for name, value in line.items()}


def _hidden(name: str, value: Any) -> Any:
    if name == "request_id" or value is None or isinstance(value, bool | int | float):
        return value
    if any(secret in name.lower() for secret in NAMES):
        return HIDDEN
    if isinstance(value, dict):
        return {key: _hidden(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden("", inner) for inner in value]
    return hide(str(value))

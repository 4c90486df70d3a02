"""Words, numbers and choices. An empty value counts as left out."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from zoneinfo import ZoneInfo

from config.lib.environment.refusal import Misconfigured

ON = frozenset({"true", "yes", "y", "on", "ok", "1"})
OFF = frozenset({"false", "no", "n", "off", "0"})
SHOWN = 60
"""How many characters of a wrong value are shown; a whole file may have been pasted."""


def is_given(name: str) -> bool:
    """Whether the environment says anything about it."""
    return bool(text(name))


def text(name: str, default: str = "") -> str:
    """The words as they stand, whichever characters they begin with."""
    return os.environ.get(name, "").strip() or default


def names(name: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """A whole number.

    Raises:
        Misconfigured: it is none, or too low or too high.
    """
    given = text(name)
    if not given:
        return default
    if given.isascii() and given.isdecimal():
        found = int(given)
        if found >= least and (most is None or found <= most):
            return found
    span = f"{least} or more" if most is None else f"from {least} to {most}"
    raise Misconfigured(
        f"{name} must be a whole number, {span}, such as {default or 1}; it is {shown(given)}."
    )


def is_on(name: str, *, default: bool) -> bool:
    """A switch.

    Raises:
        Misconfigured: it is neither on nor off.
    """
    given = text(name).lower()
    if given in ON | OFF:
        return given in ON
    if given:
        raise Misconfigured(f"{name} must be true or false; it is {shown(text(name))}.")
    return default


def one_of(name: str, choices: Collection[str], default: str) -> str:
    """One of these words, in capitals or not.

    Raises:
        Misconfigured: it is another one.
    """
    given = text(name, default).upper()
    if given not in choices:
        *others, last = choices
        raise Misconfigured(
            f"{name} must be {', '.join(others)} or {last}; it is {shown(text(name))}."
        )
    return given


def time_zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows.

    Raises:
        Misconfigured: it does not know it.
    """
    given = text(name, default)
    try:
        ZoneInfo(given)
    except (OSError, ValueError, KeyError) as error:
        raise Misconfigured(
            f"{name} must be a time zone such as {default}; it is {shown(given)}."
        ) from error
    return given


def folder(name: str, default: Path) -> Path:
    """A folder to write to, which is made when it is not there.

    Raises:
        Misconfigured: it cannot be made, or whoever runs this may not write to it.
    """
    path = Path(text(name, str(default)))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            f"{name} must be a folder that the site may write to, such as /var/lib/changeover;"
            f" {path} cannot be made: {error.strerror}."
        ) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise Misconfigured(
            f"{name} must be a folder that the site may write to; {path} is not yours to write to."
            " On a server, type: sudo -u changeover bin/manage …"
        )
    return path


def shown(value: str) -> str:
    """A wrong value as it appears in a sentence; nothing secret comes here."""
    return f"“{value[:SHOWN]}{'…' if len(value) > SHOWN else ''}”"

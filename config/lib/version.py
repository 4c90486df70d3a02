"""Which version of Changeover this is; a backup says which one made it."""

from __future__ import annotations

VERSION = "1.1.0"


def is_newer(version: str) -> bool:
    """Whether a version came after this one; one that cannot be read might have."""
    try:
        return _parts(version) > _parts(VERSION)
    except ValueError:
        return True


def _parts(version: str) -> tuple[int, ...]:
    """1.10.0 comes after 1.9.2, which words would not say."""
    numbers = [int(part) for part in version.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)

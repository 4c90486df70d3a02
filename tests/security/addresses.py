"""Every address of the site, as Django's resolver knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """A named address, and the parts of it that a rule fills in."""

    name: str
    pattern: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return self.name or self.pattern


def every() -> list[Address]:
    """All addresses but those of the administration, which has a test of its own."""
    return [address for address in _walk(get_resolver()) if not address.name.startswith("admin:")]


def of_the_administration() -> list[Address]:
    """Its start, its lists and the pages that add to them; the rest is reached from there."""
    found = (address for address in _walk(get_resolver()) if address.name.startswith("admin:"))
    ways = ("index", "_changelist", "_add", "password_change")
    return [one for one in found if not one.parts and one.name.endswith(ways)]


def _walk(resolver: URLResolver, space: str = "", path: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = f"{path}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry, inner, here)
        else:
            assert isinstance(entry, URLPattern)
            name = f"{space}{entry.name}" if entry.name or space else ""
            yield Address(name, here, tuple(entry.pattern.regex.groupindex))

"""Every address of the site, as Django's resolver knows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.admin import site
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.people.models import User


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
    """Its pages and those of every row; not its doors, nor what has no name and only leads on."""
    found = (address for address in _walk(get_resolver()) if address.name.startswith("admin:"))
    left_out = {"admin:login", "admin:logout", "admin:None"}
    return [address for address in found if address.name not in left_out]


def in_the_administration(address: Address) -> str:
    """Where one of its addresses leads: to the first row of what it is about, or of people."""
    named = {
        f"admin:{model._meta.label_lower.replace('.', '_')}_": model for model in site._registry
    }
    about = next((named[name] for name in named if address.name.startswith(name)), User)
    row = about._base_manager.first()
    given = {
        "object_id": row.pk if row else 1,
        "id": row.pk if row else 1,
        "content_type_id": ContentType.objects.get_for_model(about).pk,
        "app_label": about._meta.app_label,
    }
    return reverse(address.name, kwargs={part: given[part] for part in address.parts})


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

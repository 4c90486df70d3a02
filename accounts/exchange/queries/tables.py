"""Which tables an archive has: those of all rooms, but for what a room keeps to itself.

A room says so in its `AppConfig`, by the names of its models:

- `stays_here`: what is not taken along, because it comes anew or is nobody’s business elsewhere;
- `comes_with_a_site`: what a site has from its first day; an archive puts its own in the place.

So a new model is in the archive, unless somebody gives a reason why not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import AppConfig, apps
from django.db.models import Field, FileField, ForeignKey, Model

from accounts.people.models import User

PACKAGES = {"accounts", "checklists", "transitions"}
SECRET: dict[type[Model], set[str]] = {User: {"password", "last_login"}}


@cache
def tables() -> tuple[type[Model], ...]:
    """All of them, the rooms in the order in which they stand on each other."""
    here = _named("stays_here")
    every = (model for room in _rooms() for model in room.get_models(include_auto_created=True))
    return tuple(model for model in every if model._meta.label not in here)


@cache
def made_with_a_site() -> frozenset[type[Model]]:
    """Those that are not empty on a new site."""
    named = _named("comes_with_a_site")
    return frozenset(model for model in tables() if model._meta.label in named)


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of a table that an archive keeps."""
    secret = SECRET.get(model, set())
    return [field for field in model._meta.concrete_fields if field.name not in secret]


def leads_out(field: Field[Any, Any]) -> bool:
    """Whether a column refers to what is not in the archive; it is empty there."""
    return isinstance(field, ForeignKey) and field.related_model not in tables()


def file_fields() -> Iterator[tuple[type[Model], FileField]]:
    """The columns that name files, which go along."""
    for model in tables():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                yield model, field


def table_name(model: type[Model]) -> str:
    return f"{model._meta.db_table}.csv"


def file_name(model: type[Model], field: FileField, number: int) -> str:
    """Where the file of a row lies in the archive."""
    return f"files/{model._meta.db_table}/{field.name}/{number}"


def _rooms() -> Iterator[AppConfig]:
    return (room for room in apps.get_app_configs() if room.name.split(".")[0] in PACKAGES)


def _named(reason: str) -> frozenset[str]:
    """The models that the rooms name for a reason, such as “library.Template”."""
    return frozenset(
        f"{room.label}.{name}" for room in _rooms() for name in getattr(room, reason, ())
    )

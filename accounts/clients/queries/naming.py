"""What names a contact, in whatever room it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import SET_NULL, ManyToOneRel, QuerySet

from accounts.clients.models import Contact
from config.lib import words


def naming(contact: Contact) -> Iterator[tuple[str, QuerySet[Any]]]:
    """The rows that go on without a contact who is removed, with the field that names them."""
    for relation in contact._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is SET_NULL:
            name = relation.field.name
            yield name, relation.related_model._base_manager.filter(**{name: contact})


def named_in(contact: Contact) -> str:
    """How many of what name them: “2 commitments and 1 project”; one query for each kind."""
    found = []
    for _, rows in naming(contact):
        if count := rows.count():
            found.append(words.count(count, str(rows.model._meta.verbose_name)))
    return words.listing(found)

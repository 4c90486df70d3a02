"""Rows whose ids another query finds, where it finds few.

    found.filter(pk__among=first.union(second))

The same as `__in`, but PostgreSQL asks the other query once, by itself, and then an index for
each id. With IN it joins the two, by what it guesses of a union, and often reads a whole table.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigAutoField, ForeignKey
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In


class Among(In):
    """A value of its own, such as an id."""

    lookup_name = "among"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        if connection.vendor == "postgresql" and not self.rhs_is_direct_value():
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


class RelatedAmong(Among, RelatedIn):
    """The id of a row of another table."""


def register() -> None:
    """Let every id be asked for like this."""
    BigAutoField.register_lookup(Among)
    ForeignKey.register_lookup(RelatedAmong)

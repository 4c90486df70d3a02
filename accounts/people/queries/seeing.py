"""What somebody sees, asked by queries that are written once for each role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.people.models import User
from config.lib.kept import KeptValues
from config.lib.kept.rows import Told


class KeptForReader:
    """A kept query for values of what somebody sees, which depends on their role.

    Args:
        build: makes the queryset, given somebody of a role and the place of each value. It is
            called once for each role and kind of database.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.by_role: dict[str, KeptValues] = {}

    def rows(self, user: User, *given: Told) -> list[tuple[Any, ...]]:
        """The values for somebody; one query, and none for who can no longer sign in: they see
        nothing, and of a person a kept query knows the role alone.
        """
        if not user.is_active:
            return []
        role = user.role
        if role not in self.by_role:
            self.by_role[role] = KeptValues(
                lambda person, *places: self.build(User(pk=person, role=role), *places)
            )
        return self.by_role[role].rows(user.pk, *given)

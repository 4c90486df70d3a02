"""Everybody of ours whom a file can name."""

from __future__ import annotations

from collections import defaultdict

from accounts.clients.queries.owners import possible_owners
from accounts.exchange.choices import Kind
from accounts.exchange.models import ExternalId
from accounts.people.models import Team, User


class People:
    """Everybody who can be named in a file, read once."""

    def __init__(self, user: User, source: str) -> None:
        self.by_email: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = defaultdict(list)
        self.names: dict[int, str] = {}
        self.active: set[int] = set()
        rows = User.objects.values_list("pk", "email", "full_name", "is_active")
        for pk, email, name, is_active in rows.order_by("pk"):
            self.by_email[email.lower()] = pk
            self.by_name[name.lower()].append(pk)
            self.names[pk] = name
            if is_active:
                self.active.add(pk)
        links = ExternalId.objects.filter(source=source, kind=Kind.PEOPLE)
        self.by_id = dict(links.values_list("external_id", "row_id"))
        self.owners = set(possible_owners(user).values_list("pk", flat=True))
        self.team_names = dict(Team.objects.values_list("pk", "name"))
        self.teams = {name.lower(): pk for pk, name in self.team_names.items()}

    def find(self, text: str, *, is_id: bool) -> int:
        """The number of a person; raises ValueError with a sentence."""
        if is_id:
            if text not in self.by_id:
                raise ValueError("Nobody here has this id. Bring the people in first.")
            return self.by_id[text]
        found = self.by_email.get(text.lower())
        named = [found] if found else self.by_name.get(text.lower(), [])
        if len(named) > 1:
            raise ValueError("Several people have this name. Write the e-mail address.")
        if not named:
            raise ValueError("Nobody here has this name or address. Invite them first.")
        return named[0]

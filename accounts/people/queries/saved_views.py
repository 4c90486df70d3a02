"""The views that a person keeps of a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.people.choices import ListName
from accounts.people.models import SavedView, User
from config.lib.kept import Kept

MOST = 50
"""How many views a person keeps of one list."""


@dataclass(frozen=True, slots=True)
class Views:
    """A person's views of one list, which of them is open, and what is shown now."""

    list_name: str
    all: list[SavedView]
    open: SavedView | None
    query: str
    most: int = MOST

    @property
    def is_changed(self) -> bool:
        """Whether the list is shown in another way than the open view keeps."""
        return self.open is not None and self.open.query != self.query

    @property
    def is_full(self) -> bool:
        return len(self.all) >= self.most


OF_LIST: Kept[SavedView] = Kept(
    lambda person, name: SavedView.objects.filter(person=person, list_name=name).order_by(
        "name", "pk"
    )
)
"""A person's own views of one list; none of those of others."""


def of(person: User) -> QuerySet[SavedView]:
    """A person's own views; nobody sees those of others."""
    return SavedView.objects.filter(person=person)


def shown(person: User, list_name: ListName, query: str, opened: str | None) -> Views:
    """What the menu of a list shows; one query. A view of somebody else is not open."""
    own = OF_LIST.rows(person.pk, list_name)
    found = next((view for view in own if str(view.pk) == opened), None)
    return Views(list_name=list_name, all=own, open=found, query=query)

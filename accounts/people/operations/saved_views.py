"""A person keeps lists as they want to find them again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import QuerySet

from accounts.people.choices import ListName
from accounts.people.models import SavedView, User
from accounts.people.queries.saved_views import MOST

LONGEST = 1000
"""How many characters the address of a view has at most."""
PEOPLE = {"doer", "incoming", "kam", "manager", "outgoing", "owner", "person"}
"""By which parts of an address lists find what is of somebody; their values are numbers of people.
"""
BATCH = 500


class CannotKeep(Exception):
    """Why a view is not kept, in words for who wants to keep it."""


@dataclass(frozen=True, slots=True)
class NamedView:
    """What makes a view: of which list, its name, and its part of the address."""

    list_name: ListName
    name: str
    query: str


@transaction.atomic
def save(person: User, named: NamedView) -> SavedView:
    """Keep a list as it is shown now, under a name.

    The person is locked, so that two windows cannot pass the limit together.

    Raises:
        CannotKeep: the name is taken, there are too many, or the address is too long.
    """
    User.objects.select_for_update().get(pk=person.pk)
    own = SavedView.objects.filter(person=person, list_name=named.list_name)
    _check_name(own, named.name)
    _check_length(named.query)
    if own.count() >= MOST:
        raise CannotKeep(f"You keep {MOST} views of this list already. Delete one first.")
    return SavedView.objects.create(
        person=person, list_name=named.list_name, name=named.name, query=named.query
    )


@transaction.atomic
def rename(view: SavedView, name: str) -> SavedView:
    """Give a view another name.

    Raises:
        CannotKeep: another view of the same list has it, or the view was deleted meanwhile.
    """
    User.objects.select_for_update().get(pk=view.person_id)
    own = SavedView.objects.filter(person=view.person_id, list_name=view.list_name)
    _check_name(own.exclude(pk=view.pk), name)
    kept = _hold(view)
    kept.name = name
    kept.save(update_fields=["name", "saved_at"])
    return kept


@transaction.atomic
def overwrite(view: SavedView, query: str) -> SavedView:
    """Let a view show what is shown now.

    Raises:
        CannotKeep: the address is too long, or the view was deleted meanwhile.
    """
    _check_length(query)
    kept = _hold(view)
    kept.query = query
    kept.save(update_fields=["query", "saved_at"])
    return kept


def delete(view: SavedView) -> NamedView:
    """Forget a view; gives back what it was, so that it can be kept again."""
    SavedView.objects.filter(pk=view.pk).delete()
    return NamedView(ListName(view.list_name), view.name, view.query)


def renumber(numbers: Mapping[int, int]) -> int:
    """Let each view find what is of the people that it named; a query for each five hundred.

    Args:
        numbers: the new number of a person by the old.

    Returns:
        How many views were written anew.
    """
    changed: list[SavedView] = []
    for view in SavedView.objects.order_by("pk").iterator(BATCH):
        before = parse_qsl(view.query, keep_blank_values=True)
        after = [(name, _number(name, value, numbers)) for name, value in before]
        if after != before:
            view.query = urlencode(after)
            changed.append(view)
    return SavedView.objects.bulk_update(changed, ["query"], batch_size=BATCH)


def _number(name: str, value: str, numbers: Mapping[int, int]) -> str:
    is_person = name in PEOPLE and value.isascii() and value.isdecimal()
    return str(numbers.get(int(value), value)) if is_person else value


def _hold(view: SavedView) -> SavedView:
    """Lock a view as it is now; one that another window has deleted is not written again."""
    kept = SavedView.objects.select_for_update().filter(pk=view.pk).first()
    if kept is None:
        raise CannotKeep(f"The view “{view.name}” was deleted meanwhile. Save it as a new one.")
    return kept


def _check_name(others: QuerySet[SavedView], name: str) -> None:
    if others.filter(name__iexact=name).exists():
        raise CannotKeep(f"You keep a view named “{name}” here already. Choose another name.")


def _check_length(query: str) -> None:
    if len(query) > LONGEST:
        raise CannotKeep("This view asks for too much to be kept. Take some filters away.")

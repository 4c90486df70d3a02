"""What the account, the transition or the person is called that a link narrows a list to."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.people.permissions import visible_people
from config.lib.search import every_word, within
from transitions.plans.models import TeamMember, Transition


def name_of(user: User, what: str, pk: int) -> str:
    """The name behind an id, as far as somebody may see it, otherwise nothing; one query.

    `what` is the filter that has the id: an account, a transition, or a person.
    """
    if what == "account":
        return _account(user, pk)
    return _transition(user, pk) if what == "transition" else _person(user, pk)


def _account(user: User, pk: int) -> str:
    found = Account.objects.visible_to(user).filter(pk=pk)
    return found.values_list("name", flat=True).first() or ""


def account_of(user: User, transition_id: int) -> str:
    """The account whose transition has an id, as far as somebody may see it; one query."""
    found = Transition.objects.visible_to(user).filter(pk=transition_id)
    return found.values_list("account__name", flat=True).first() or ""


def _transition(user: User, pk: int) -> str:
    seen = Transition.objects.visible_to(user).select_related("account")
    found = seen.filter(pk=pk).first()
    return f"{found.reference}, {found.account.name}" if found else ""


def _person(user: User, pk: int) -> str:
    """Who was deactivated is still named to those who see a transition with them on its team."""
    on_team = TeamMember.objects.filter(
        person=OuterRef("pk"), transition__in=Transition.objects.visible_to(user)
    )
    found = User.objects.filter(visible_people(user) | Exists(on_team), pk=pk)
    return found.values_list("full_name", flat=True).first() or ""


NAMED = 4
"""How many accounts are told apart for somebody whose words fit several."""


def accounts_named(said: str, user: User) -> list[Account]:
    """The accounts that somebody may see and means by these words: the one that is called so, or
    the first few that have all of them in their name; two queries.
    """
    seen = Account.objects.visible_to(user).select_related("owner")
    exact = list(seen.filter(name__iexact=said)[:1])
    fitting = every_word(said, lambda word: within(word, "name"))
    return exact or list(seen.filter(fitting).order_by("name")[:NAMED])

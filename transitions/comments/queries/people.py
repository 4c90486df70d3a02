"""Who may see a transition, and whom the words of a comment may mean."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from accounts.people.choices import Role
from accounts.people.models import User, UserQuerySet
from config.lib.search import fold
from transitions.comments.rules import naming
from transitions.comments.rules.naming import Somebody
from transitions.plans.models import TeamMember, Transition

OFFERED = 8
"""How many people are offered for what was typed behind an @."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A person as they are offered: `inserts` is what stands in the text afterwards."""

    pk: int
    full_name: str
    position: str
    initials: str
    inserts: str


def seeing(transition: Transition) -> UserQuerySet:
    """Everybody who may see a transition: `plans.permissions.visible_transitions` the other way
    round. A test holds both to the same answers.
    """
    account = transition.account
    members = TeamMember.objects.filter(transition=transition).order_by()
    sees = Q(role=Role.ADMINISTRATOR)
    sees |= Q(pk__in=members.values("person")) | Q(pk=account.owner_id)
    leads = Q(leads_teams__people__in=members.values("person"))
    leads |= Q(leads_teams__people=account.owner_id)
    sees |= Q(role=Role.MANAGER, pk__in=User.objects.filter(leads).order_by().values("pk"))
    if not account.is_confidential:
        sees |= Q(role=Role.LEADER)
    return User.objects.active().filter(sees)


def offered(transition: Transition, typed: str, user: User) -> tuple[Offer, ...]:
    """Who may be mentioned, by the beginning of a name or of the address; one query."""
    said = fold(" ".join(typed.split()))[:100]
    named = Q(full_name__folded__startswith=said) | Q(full_name__folded__contains=f" {said}")
    found = seeing(transition).exclude(pk=user.pk)
    if said:
        found = found.filter(named | Q(email__startswith=said))
    people = list(found.order_by("full_name", "pk")[:OFFERED])
    names = [fold(person.full_name) for person in people]
    return tuple(
        Offer(
            person.pk,
            person.full_name,
            person.position or person.get_role_display(),
            person.initials,
            f"@{person.full_name if names.count(fold(person.full_name)) == 1 else person.email}",
        )
        for person in people
    )


def meant(
    transition: Transition, body: str, *, known: Collection[int] = ()
) -> tuple[Somebody, ...]:
    """Everybody whom a text may mention, and who of them sees the transition; two queries, none
    where it mentions nobody.

    Args:
        transition: where the comment stands; its account has to be loaded.
        body: the text as it was typed.
        known: whom the comment mentioned before; they are found even if they have left since.
    """
    said = naming.first_words(body)[: naming.MOST + 1]
    wanted = Q(pk__in=[*naming.tokens(body), *known])
    for word in said:
        wanted |= Q(full_name__folded__startswith=word) | Q(email__startswith=word)
    if not said and not naming.tokens(body):
        return ()
    people = User.objects.filter(wanted).filter(Q(is_active=True) | Q(pk__in=known))
    found = list(people.order_by("full_name", "pk").values_list("pk", "full_name", "email"))
    sees = set(
        seeing(transition).filter(pk__in=[pk for pk, *_ in found]).values_list("pk", flat=True)
    )
    return tuple(
        Somebody(pk, name, email, sees=pk in sees, is_known=pk in known)
        for pk, name, email in found
    )

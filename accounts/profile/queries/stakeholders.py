"""The people at a client: whom they report to, what they decide, how well each of us knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.safestring import SafeString

from accounts.clients.choices import Influence
from accounts.clients.models import Account, Contact
from accounts.people.models import User
from accounts.profile.models import Rapport
from config.lib import charts

LEVELS = (Influence.HIGH, Influence.MEDIUM, Influence.LOW)
MAPPED = ("High influence", "Medium", "Low")


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A contact; `strengths` has a judgement from 0 to 4, or None, for each of the judges."""

    contact: Contact
    strengths: tuple[int | None, ...]
    last_talked_on: date | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A contact in the chart of the organisation, and who reports to them."""

    contact: Contact
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """The people at a client, those of ours who judged them, and who reports to whom.

    The first of the judges is who looks after the account.
    """

    judges: tuple[User, ...]
    people: tuple[Stakeholder, ...]
    chart: tuple[Branch, ...]

    @property
    def second(self) -> User | None:
        """Whose judgement the map shows beside that of who looks after the account."""
        return self.judges[1] if len(self.judges) > 1 else None

    @property
    def map(self) -> SafeString:
        """The map of influence and relationship; those without either stand in the table only."""
        return charts.influence(
            [
                charts.Point(short_name(one.contact), LEVELS.index(level), *one.strengths[:2])
                for one in self.people
                if (level := one.contact.influence)
            ],
            MAPPED,
            ("Not met", "Fair", "Strong"),
            "Map of influence, upward, and relationship, to the right. "
            "The table below holds the same.",
        )

    @property
    def rows(self) -> tuple[tuple[Stakeholder, tuple[tuple[User, int | None], ...]], ...]:
        """Each person, with each judge and what they say."""
        return tuple(
            (one, tuple(zip(self.judges, one.strengths, strict=True))) for one in self.people
        )

    @property
    def has_levels(self) -> bool:
        return any(one.below for one in self.chart)


def stakeholders(account: Account, user: User) -> Stakeholders:
    """Three queries.

    Who looks after the account is shown first, then whoever else judged somebody there, the reader
    before others.
    """
    is_at_contacts = stands_at_contacts(account)
    contacts = list(
        account.contacts.select_related("reports_to").annotate(
            last_talked_on=Max("interactions__held_on")
        )
    )
    judged: dict[int, dict[int, int]] = defaultdict(dict)
    others: dict[int, User] = {}
    rapports = Rapport.objects.filter(contact__account=account).select_related("person")
    for one in rapports.order_by("person__full_name", "pk"):
        judged[one.person_id][one.contact_id] = one.strength
        if one.person_id != account.owner_id:
            others[one.person_id] = one.person
    judges = (account.owner, *sorted(others.values(), key=lambda who: who.pk != user.pk))
    return Stakeholders(
        judges=judges,
        people=tuple(
            Stakeholder(
                contact,
                (
                    contact.relationship
                    if is_at_contacts
                    else judged[account.owner_id].get(contact.pk),
                    *(judged[one.pk].get(contact.pk) for one in judges[1:]),
                ),
                contact.last_talked_on,
            )
            for contact in contacts
        ),
        chart=_chart(contacts),
    )


def stands_at_contacts(account: Account) -> bool:
    """Whether the relationship at each contact is that of who looks after the account.

    Once somebody else has done so, it may be theirs; then only what the owner said of it counts.
    """
    return not account.ownerships.exclude(person=account.owner_id).exists()


def _chart(contacts: Sequence[Contact]) -> tuple[Branch, ...]:
    """Who reports to nobody stands at the top; nobody stands there twice."""
    below: Mapping[int | None, list[Contact]] = defaultdict(list)
    for contact in contacts:
        below[contact.reports_to_id].append(contact)

    def branch(contact: Contact) -> Branch:
        return Branch(contact, tuple(branch(one) for one in below[contact.pk]))

    return tuple(branch(one) for one in below[None])


def short_name(contact: Contact) -> str:
    """“Sandmeer, Chief operating officer”, so that a map stays readable."""
    name = contact.name.split()[-1]
    return f"{name}, {contact.position}" if contact.position else name

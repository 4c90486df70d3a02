"""The people at a client: whom they report to, what they decide, how well each of us knows them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.clients.choices import Influence
from accounts.clients.models import Account, Contact
from accounts.people.models import User
from accounts.profile.models import Rapport
from config.lib import charts, words

LEVELS = (Influence.HIGH, Influence.MEDIUM, Influence.LOW)
MAPPED = ("High influence", "Medium", "Low")
SLIM = ("High", "Medium", "Low")
ENDS = ("Not met", "Fair", "Strong")
READ_OUT = (
    "Map of influence, upward, and relationship, to the right. The table below holds the same."
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was last said of a contact before the owner of now; `strength` is from 0 to 4.

    Nobody is named where it was brought in from elsewhere, no day where that was not kept.
    """

    strength: int
    by: User | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Stakeholder:
    """A contact; `strengths` has a judgement from 0 to 4, or None, for each of the judges.

    `before` is what stands in the place of the owner's until they judge.
    """

    contact: Contact
    strengths: tuple[int | None, ...]
    last_talked_on: date | None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Branch:
    """A contact in the chart of the organisation, and who reports to them."""

    contact: Contact
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Stakeholders:
    """The people at a client, those of ours who judged them, and who reports to whom.

    The first of the judges is who looks after the account. `former` are those who did before, by
    id.
    """

    judges: tuple[User, ...]
    people: tuple[Stakeholder, ...]
    chart: tuple[Branch, ...]
    former: tuple[int, ...] = ()

    @property
    def is_handed_on(self) -> bool:
        """Whether somebody else looked after the account before."""
        return bool(self.former)

    @property
    def second(self) -> User | None:
        """Whose judgement the map shows beside that of who looks after the account."""
        return self.judges[1] if len(self.judges) > 1 else None

    @property
    def waiting(self) -> tuple[Stakeholder, ...]:
        """Of whom the owner has not said yet how well they know them."""
        return tuple(one for one in self.people if one.strengths[0] is None)

    @property
    def before(self) -> tuple[Stakeholder, ...]:
        """Those of them of whom it is known what was said before the owner of now."""
        return tuple(one for one in self.waiting if one.before)

    @property
    def said_before(self) -> str:
        """Who said it, “Marc Delacroix and Priya Raman”; empty where nobody is known."""
        names = (one.before.by.full_name for one in self.before if one.before and one.before.by)
        return words.listing(list(dict.fromkeys(names)))

    @property
    def explains(self) -> bool:
        """Whether the map says why the owner is missing: after a move, and where it is empty."""
        return bool(self.waiting) and (self.is_handed_on or not self._points)

    @property
    def draws_before(self) -> bool:
        return any(point.earlier is not None for point in self._points)

    @property
    def is_owner_solid(self) -> bool:
        """Whether the owner is drawn as who takes over, beside whoever handed over to them."""
        return self.is_handed_on and (self.second is None or self.second.pk in self.former)

    @property
    def draws_second(self) -> bool:
        return any(
            (point.theirs if self.is_owner_solid else point.ours) is not None
            for point in self._points
        )

    @property
    def _points(self) -> list[charts.Point]:
        found = (
            self.point(one, short_name(one.contact), level)
            for one in self.people
            if (level := one.contact.influence)
        )
        return [point for point in found if point.places]

    def point(self, one: Stakeholder, name: str, level: str) -> charts.Point:
        """Where somebody stands on the map; what was said before where the owner said nothing."""
        theirs, ours = (*one.strengths, None)[:2]
        earlier = one.before.strength if one.before else None
        # Whoever stands in for the owner does not stand beside them as well.
        if one.before and self.second and one.before.by == self.second:
            ours = None
        if self.is_owner_solid:
            theirs, ours = ours, theirs
        return charts.Point(name, LEVELS.index(level), theirs, ours, earlier)

    @property
    def map(self) -> SafeString:
        """The map of influence and relationship; those without either stand in the table only."""
        return charts.influence(self._points, MAPPED, ENDS, READ_OUT)

    @property
    def slim_map(self) -> SafeString:
        """The same map for phones."""
        return charts.influence(self._points, SLIM, ENDS, READ_OUT, frame=charts.SLIM)

    @property
    def rows(self) -> tuple[tuple[Stakeholder, tuple[tuple[User, int | None], ...]], ...]:
        """Each person, with each judge and what they say."""
        return tuple(
            (one, tuple(zip(self.judges, one.strengths, strict=True))) for one in self.people
        )

    @property
    def told(self) -> tuple[Contact, ...]:
        """Those of whom there is something to read."""
        return tuple(one.contact for one in self.people if one.contact.notes.strip())

    @property
    def has_levels(self) -> bool:
        return any(one.below for one in self.chart)


def stakeholders(account: Account, user: User) -> Stakeholders:
    """Three queries.

    Who looks after the account is shown first, then whoever else judged somebody there, the reader
    before others.
    """
    former = former_owners(account)
    contacts = list(
        account.contacts.select_related("reports_to", "updated_by")
        .annotate(last_talked_on=Max("interactions__held_on"))
        .order_by("-is_key", "name")  # with an aggregate Django leaves out that of the model
    )
    judged: dict[int, dict[int, Rapport]] = defaultdict(dict)
    others: dict[int, User] = {}
    rapports = Rapport.objects.filter(contact__account=account).select_related("person")
    for one in rapports.order_by("person__full_name", "pk"):
        judged[one.contact_id][one.person_id] = one
        if one.person_id != account.owner_id:
            others[one.person_id] = one.person
    judges = (account.owner, *sorted(others.values(), key=lambda who: who.pk != user.pk))

    def of(contact: Contact, last_talked_on: date | None) -> Stakeholder:
        said = judged[contact.pk]
        own = own_strength(contact, said.get(account.owner_id), is_sole_owner=not former)
        rest = (said[one.pk].strength if one.pk in said else None for one in judges[1:])
        before = _before(contact, said, former) if own is None else None
        return Stakeholder(contact, (own, *rest), last_talked_on, before)

    return Stakeholders(
        judges=judges,
        people=tuple(of(one, one.last_talked_on) for one in contacts),
        chart=_chart(contacts),
        former=former,
    )


def former_owners(account: Account) -> tuple[int, ...]:
    """Who else has looked after an account, by id; one query."""
    return tuple(
        account.ownerships.exclude(person=account.owner_id)
        .order_by()
        .values_list("person", flat=True)
        .distinct()
    )


def own_strength(contact: Contact, said: Rapport | None, *, is_sole_owner: bool) -> int | None:
    """How well somebody knows a contact, from 0 to 4.

    Their own word counts. Without one, what stands at the contact is theirs as long as nobody else
    has looked after the account; once somebody has, it may be that of others.
    """
    if said:
        return said.strength
    return contact.relationship if is_sole_owner else None


def own_strengths(account: Account, user: User) -> dict[int, int]:
    """How well somebody knows the contacts of an account, by the ids of those; three queries."""
    is_sole_owner = account.owner_id == user.pk and not former_owners(account)
    rows = Rapport.objects.filter(contact__account=account, person=user)
    said = {one.contact_id: one for one in rows}
    found = {
        one.pk: own_strength(one, said.get(one.pk), is_sole_owner=is_sole_owner)
        for one in account.contacts.all()
    }
    return {pk: strength for pk, strength in found.items() if strength is not None}


def _before(contact: Contact, said: Mapping[int, Rapport], former: Sequence[int]) -> Before | None:
    """The last judgement of those who looked after the account before, or what stands there."""
    rows = [said[pk] for pk in former if pk in said]
    if not rows:
        return None if contact.relationship is None else Before(contact.relationship)
    last = max(rows, key=lambda one: (one.judged_at is not None, one.judged_at, one.pk))
    on = timezone.localdate(last.judged_at) if last.judged_at else None
    return Before(last.strength, last.person, on)


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

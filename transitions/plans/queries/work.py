"""Everything one person has to do, over all transitions, in the order in which it is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.people.models import User
from checklists.library.choices import Stage
from checklists.runs.models import Item, ItemQuerySet
from config.lib import search
from config.lib.kept import Kept, KeptValues
from config.lib.words import day, short_day
from transitions.plans.choices import State
from transitions.plans.models import TeamMember, Transition
from transitions.plans.models.transition import TransitionQuerySet
from transitions.plans.queries import rows, standing
from transitions.plans.queries.faces import Sides
from transitions.plans.queries.links import Link
from transitions.plans.queries.rows import Row, Setting

LOADED = ("account__owner", "outgoing", "incoming", "checklist__next_item")
NEEDED = (
    *("state", "state_reason", "owns_on", "ends_on", "ownership_moved_at", "ownership_moved_on"),
    *("waits_for", "account__name", "account__owner__full_name", "outgoing__full_name"),
    *("outgoing__is_active", "outgoing__last_day_on", "incoming__full_name"),
    *("incoming__is_active", "incoming__last_day_on", "incoming__time_zone", "checklist__total"),
    *("checklist__closed", "checklist__gate_open", "checklist__stages"),
    *("checklist__next_due_on", "checklist__next_item__title"),
)
"""What a place tells and what its health depends on."""
FIELDS = (*rows.FIELDS, "checklist")


@dataclass(frozen=True, slots=True)
class Place:
    """A transition as a line of work names it."""

    pk: int
    account: str
    account_id: int
    url: str
    health: str
    is_active: bool
    is_on_hold: bool
    outgoing: int
    incoming: int
    percent: int
    note: str
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One item of mine, or one that somebody owes me, with its transition."""

    row: Row
    place: Place
    role: str
    hint: str
    proof: str = ""

    @property
    def stage(self) -> str:
        return str(Stage(self.row.stage).label)

    @property
    def key(self) -> str:
        """What tells this line from others on its page."""
        return str(self.row.pk)

    @property
    def url(self) -> str:
        """The page of the transition with this item unfolded."""
        return f"{self.place.url}?item={self.row.pk}#item-{self.row.pk}"

    @property
    def change_url(self) -> str:
        """Where the item is ticked, or opened again."""
        return reverse("work_tick" if self.row.is_open else "work_untick", args=[self.row.pk])

    @property
    def checked(self) -> str:
        """How a screen reader tells the box: ticked, open, or set aside."""
        if self.row.is_checked:
            return "true"
        return "false" if self.row.is_open else "mixed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader wants to see; empty answers ask for everything."""

    account: int | None = None
    stage: str = ""
    q: str = ""
    all_later: bool = False

    @property
    def is_filtered(self) -> bool:
        return bool(self.account or self.stage or self.q)

    def narrow(self, items: ItemQuerySet) -> ItemQuerySet:
        if self.account:
            items = items.filter(checklist__transition__account=self.account)
        if self.stage:
            items = items.filter(phase__stage=self.stage)
        if self.q:
            fields = ("title", "checklist__transition__account__name")
            items = items.filter(
                search.every_word(self.q, lambda word: search.within(word, *fields))
            )
        return items


def places_of(checklist_ids: Iterable[int], user: User, today: date) -> dict[int, Place]:
    """The transitions of some checklists, running or over, by checklist; one query."""
    found = Transition.objects.filter(checklist__in=set(checklist_ids))
    found = found.select_related(*LOADED).only(*NEEDED)
    return {t.checklist_id: _place(t, user, today) for t in found if t.checklist_id is not None}


def _worked_on(person: Any) -> TransitionQuerySet:
    """The running transitions a person works on, with all that a place tells of them."""
    on_team = TeamMember.objects.filter(person=person).order_by().values("transition")
    mine = Item.objects.filter(Q(assignee=person) | Q(helper=person)).open()
    found = Transition.objects.running().filter(
        pk__in=on_team.union(mine.order_by().values("checklist__transition"))
    )
    found = found.select_related(*LOADED).only(*NEEDED)
    return found.order_by("owns_on", "account__name")


WORKED_ON = Kept(_worked_on)


def places(user: User, today: date) -> dict[int, Place]:
    """The running transitions a person works on, by checklist; one query."""
    found = WORKED_ON.rows(user.pk)
    return {t.checklist_id: _place(t, user, today) for t in found if t.checklist_id is not None}


def _place(transition: Transition, user: User, today: date) -> Place:
    note, is_ahead = _note(transition, user, today)
    return Place(
        pk=transition.pk,
        account=transition.account.name,
        account_id=transition.account_id,
        url=reverse("transition", args=[transition.pk]),
        health=standing.verdict(transition, today).health,
        is_active=transition.state == State.ACTIVE,
        is_on_hold=transition.state == State.ON_HOLD,
        outgoing=transition.outgoing_id,
        incoming=transition.incoming_id,
        percent=transition.checklist.percent if transition.checklist else 0,
        note=note,
        is_ahead=is_ahead,
    )


def _note(transition: Transition, user: User, today: date) -> tuple[str, bool]:
    """What a transition means for a person, and whether ownership still moves."""
    if transition.state == State.ON_HOLD:
        reason = transition.state_reason
        return (f"On hold: {reason}" if reason else "On hold"), False
    moved = transition.moved_on
    if transition.incoming_id == user.pk:
        if moved:
            return f"Yours since {short_day(moved, today=today)}", False
        return f"Yours from {day(transition.owns_on, today=today)}", True
    if transition.outgoing_id == user.pk and not moved:
        return f"You hand over until {day(transition.owns_on, today=today)}", True
    if moved:
        return f"Closes {day(transition.ends_on, today=today)}", False
    to = transition.incoming.first_name
    return f"Goes to {to} on {day(transition.owns_on, today=today)}", True


@dataclass(frozen=True, slots=True)
class Desk:
    """A person with all transitions they work on: what every question about work starts from."""

    user: User
    today: date
    now: datetime
    places: dict[int, Place]

    @property
    def active(self) -> list[int]:
        return [checklist for checklist, place in self.places.items() if place.is_active]

    def open(self) -> ItemQuerySet:
        return open_items(self.user.pk, self.active, self.today)

    def finished(self) -> ItemQuerySet:
        return finished_by(self.user)


def open_items(person: Any, checklists: Any, today: Any) -> ItemQuerySet:
    """Open items: mine, and those of others that hold up mine or are overdue beside them."""
    mine = Q(assignee=person) | Q(helper=person)
    blocks_me = Item.objects.filter(mine).open().filter(waits_for=OuterRef("pk"))
    here = Item.objects.open().filter(checklist__in=checklists)
    return here.filter(mine | Exists(blocks_me) | Q(due_on__lt=today))


def finished_by(user: User) -> ItemQuerySet:
    """What somebody closed on transitions they still see."""
    seen = Transition.objects.visible_to(user).filter(checklist=OuterRef("checklist"))
    closed = Item.objects.exclude(state="open").filter(closed_by=user.pk)
    return closed.filter(Exists(seen))


def desk(user: User, today: date, now: datetime) -> Desk:
    return Desk(user, today, now, places(user, today))


ITEMS = KeptValues(lambda ids: Item.objects.filter(pk__in=ids).values_list(*FIELDS))


def items_of(item_ids: Iterable[int]) -> list[dict[str, Any]]:
    """What lines of work tell of items, in the order of a checklist; one query."""
    return ITEMS.dicts(list(item_ids))


def work_rows(desk: Desk, items: Iterable[dict[str, Any]], links: Sequence[Link]) -> list[WorkRow]:
    """Lines of work from the values of items; no query."""
    waits: dict[int, list[Link]] = {}
    for link in links:
        waits.setdefault(link.waiting, []).append(link)
    return [_work_row(desk, values, waits.get(values["pk"], [])) for values in items]


def _work_row(desk: Desk, values: dict[str, Any], linked: list[Link]) -> WorkRow:
    place = desk.places[values["checklist"]]
    setting = Setting(
        Sides(place.outgoing, place.incoming, desk.user.pk), desk.today, desk.now, place.url
    )
    row = rows.row(values, setting, linked, [])
    hands_over = place.outgoing == desk.user.pk
    role, hint = "You hand over" if hands_over else "", _hint(values, linked, desk)
    return WorkRow(row, place, role, hint, "" if row.is_blocked else rows.lacking_proof(values))


def _hint(values: dict[str, Any], linked: list[Link], desk: Desk) -> str:
    """What else matters on a line: who holds it up, or who helps."""
    waiting = [link for link in linked if link.is_open]
    if waiting and values["state"] == "open":
        first = waiting[0]
        late = (desk.today - first.due_on).days
        overdue = f", {late} day{'' if late == 1 else 's'} overdue" if late > 0 else ""
        return f"Waits for {first.who(desk.user.pk)}: {first.title}{overdue}"
    helper, assignee = values["helper"], values["assignee"]
    if helper and assignee:
        other = "helper" if assignee == desk.user.pk else "assignee"
        return f"With {(values[f'{other}__full_name'] or '').split(' ')[0]}"
    return ""

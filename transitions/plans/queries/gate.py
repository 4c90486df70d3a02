"""What a gate still lacks: required items and further conditions, and who owes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.urls import reverse

from checklists.library.choices import Gate, GateCondition, ItemRole
from checklists.library.queries.stored import stored_gates
from checklists.library.rules import dossier_gates, gates
from checklists.library.rules.gate_facts import Lack, Place
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Item, ItemQuerySet
from config.lib import words
from transitions.plans.models import GateOverride, Transition
from transitions.plans.queries import gate_facts
from transitions.plans.queries.gate_facts import Looking

REQUIRED = {
    Gate.OWNERSHIP: "Every item required before ownership moves is closed",
    Gate.COMPLETION: "Every required item is closed",
}
MANAGED = {Place.DETAILS: "transition_edit", Place.REVIEW: "transition_complete"}
"""The pages for managers only on which something is mended."""
SEEN = {Place.TEAM: "transition_team", Place.DOSSIER: "dossier"}
"""Those that everybody sees."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing, who owes it, and where it is mended."""

    number: str
    title: str
    url: str
    people: str
    when: str
    is_overdue: bool
    key: str = ""
    state: str = ""

    @property
    def line(self) -> str:
        """All of it in one line that stays true."""
        title = f"{self.number} {self.title}".strip()
        return ", ".join(part for part in (title, self.people, self.state) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a gate asks for; what is missing may be counted only."""

    words: str
    missing: tuple[Missing, ...]
    count: int
    asks_items: bool = False
    note: str = ""
    asks_release: bool = False

    @property
    def is_met(self) -> bool:
        return not self.count


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything a gate asks for: required items first, then what the template adds."""

    gate: Gate
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return str(self.gate.label)

    @property
    def open_lines(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_met)

    @property
    def conditions(self) -> tuple[Line, ...]:
        """The further conditions that are not met."""
        return tuple(line for line in self.open_lines if not line.asks_items)

    @property
    def asks_release(self) -> bool:
        return any(line.asks_release for line in self.lines)

    @property
    def met_count(self) -> int:
        return len(self.lines) - len(self.open_lines)

    @property
    def is_met(self) -> bool:
        return not self.open_lines

    @property
    def required_open(self) -> int:
        return sum(line.count for line in self.lines if line.asks_items)

    @property
    def in_short(self) -> str:
        """How much is open: “2 required items and 1 condition”; empty when nothing is."""
        counted = ((self.required_open, "required item"), (len(self.conditions), "condition"))
        return words.listing([words.count(count, noun) for count, noun in counted if count])

    @property
    def open_now(self) -> str:
        """The same as a sentence."""
        is_one = self.required_open + len(self.conditions) == 1
        return f"{self.in_short} {'is' if is_one else 'are'} still open."

    @property
    def until(self) -> str:
        """What the further conditions wait for, to be read after “until”."""
        told = (line.words for line in self.conditions)
        return words.listing([f"{one[:1].lower()}{one[1:]}" for one in told])

    @property
    def told(self) -> tuple[str, ...]:
        """What is open, thing by thing."""
        return tuple(
            f"{'Required item' if line.asks_items else f'{line.words}:'} {missing.line}"
            for line in self.open_lines
            for missing in line.missing
        )

    @property
    def stamps(self) -> frozenset[str]:
        """A short mark of each thing that is open, so that a page can say what it has shown."""
        keys = (missing.key for line in self.lines for missing in line.missing)
        return frozenset(sha256(key.encode()).hexdigest()[:10] for key in keys)


def which(transition: Transition) -> Gate:
    """The gate that a transition comes to next."""
    return Gate.COMPLETION if transition.has_moved else Gate.OWNERSHIP


def panel(
    transition: Transition,
    which: Gate,
    today: date,
    *,
    manages: bool = True,
    releases: bool = False,
) -> Panel:
    """Everything a gate asks for, with what is missing; at most six queries.

    Those of the page of a dossier come on top where the template asks for that.

    Args:
        transition: with account, people, key contact, template and checklist.
        which: the gate.
        today: items that were due before it are overdue.
        manages: whether to link to the pages that only managers open.
        releases: whether who looks moves it by hand, and releases it by that.
    """
    needed = Item.objects.filter(checklist=transition.checklist_id, is_required=True)
    if which == Gate.OWNERSHIP:
        needed = needed.filter(is_gate=True)
    is_open = _open_by_count(transition, which)
    missing = _missing(transition, needed.open(), today) if is_open else ()
    required = Line(REQUIRED[which], missing, len(missing), asks_items=True)
    looking = Looking(releases=releases)
    return Panel(which, (required, *_conditions(transition, which, today, looking, manages)))


def panels(transition: Transition, today: date, *, manages: bool) -> tuple[Panel, ...]:
    """The gates that a transition has yet to pass; none once it is over or before it has begun."""
    if transition.is_over or transition.checklist is None:
        return ()
    ahead = [Gate.COMPLETION] if transition.has_moved else list(Gate)
    return tuple(panel(transition, gate, today, manages=manages) for gate in ahead)


def overrides(transition: Transition) -> tuple[GateOverride, ...]:
    """The gates that were passed although something was open, the oldest first; one query."""
    return tuple(transition.overrides.select_related("decided_by"))


def brief(
    transition: Transition, today: date, *, manages: bool = False, is_live: bool = False
) -> Panel:
    """The next gate, with required items counted only; no query where the template adds nothing.

    Of a dossier it tells what was last kept, unless it is to look at that live.
    """
    gate = which(transition)
    required = Line(REQUIRED[gate], (), _open_by_count(transition, gate), asks_items=True)
    looking = Looking(is_live=is_live)
    return Panel(gate, (required, *_conditions(transition, gate, today, looking, manages)))


def still_open(transition: Transition, today: date, *, is_required: bool) -> tuple[Missing, ...]:
    """What nobody has closed yet, required or optional, as it is due; one query."""
    every = Item.objects.filter(checklist=transition.checklist_id, is_required=is_required)
    return _missing(transition, every.open(), today)


def _open_by_count(transition: Transition, which: Gate) -> int:
    checklist = transition.checklist
    if checklist is None:
        return 0
    return checklist.gate_open if which == Gate.OWNERSHIP else checklist.required_open


def _conditions(
    transition: Transition, which: Gate, today: date, looking: Looking, manages: bool
) -> Iterable[Line]:
    """What the template adds; two to six queries, or none where it adds nothing."""
    plans = [one for one in stored_gates(transition.template) if one.gate == which]
    if not plans:
        return ()
    facts, names = gate_facts.of(transition, {one.condition for one in plans}, today, looking)
    found = [(plan, gates.lacks(plan, facts)) for plan in gates.in_order(plans)]
    named = _named(transition, {lack.item for _, lacks in found for lack in lacks}, today)
    say = Saying(transition, named, manages)
    return [
        Line(
            gates.in_words(plan, names),
            tuple(say.missing(lack, plan) for lack in lacks),
            len(lacks),
            note=dossier_gates.note(plan.condition, facts),
            asks_release=plan.condition == GateCondition.RELEASED,
        )
        for plan, lacks in found
    ]


@dataclass(frozen=True, slots=True)
class Saying:
    """Says what is missing, to somebody who manages the transition or does not."""

    transition: Transition
    items: Mapping[int, Missing]
    manages: bool

    def missing(self, lack: Lack, plan: GatePlan) -> Missing:
        key = f"{plan.condition}-{plan.number}-{lack.item or lack.text}"
        if lack.item:
            return replace(self.items[lack.item], key=key)
        is_own = self.transition.manager_id == self.transition.incoming_id
        is_release = plan.condition == GateCondition.RELEASED
        # Nobody releases what they take over themselves; who does is said beside it.
        owes = "" if is_own and is_release else self._owes(lack.owed_by)
        return Missing("", lack.text, self._url(lack.place), owes, "", is_overdue=False, key=key)

    def _owes(self, role: ItemRole | None) -> str:
        owing = {
            ItemRole.MANAGER: self.transition.manager,
            ItemRole.INCOMING: self.transition.incoming,
            ItemRole.OUTGOING: self.transition.outgoing,
        }
        return owing[role].full_name if role else ""

    def _url(self, place: Place) -> str:
        """Where it is mended; empty where that page is for managers only, or there is none."""
        if place in MANAGED:
            url = reverse(MANAGED[place], args=[self.transition.pk])
            return url if self.manages else ""
        if place in SEEN:
            return reverse(SEEN[place], args=[self.transition.pk])
        if place == Place.ACCOUNT:
            return self.transition.account.get_absolute_url()
        return self.transition.get_absolute_url() if place == Place.ITEM else ""


def _named(transition: Transition, ids: set[int], today: date) -> dict[int, Missing]:
    """Items by their ids; one query, or none for no ids."""
    wanted = [pk for pk in ids if pk]
    if not wanted:
        return {}
    items = _in_order(Item.objects.filter(pk__in=wanted))
    return {item.pk: _of_item(item, transition, today) for item in items}


def _missing(transition: Transition, items: ItemQuerySet, today: date) -> tuple[Missing, ...]:
    return tuple(_of_item(item, transition, today) for item in _in_order(items))


def _in_order(items: ItemQuerySet) -> ItemQuerySet:
    in_order = items.order_by("due_on", "phase__number", "position")
    return in_order.select_related("assignee", "helper").defer("guidance")


def _of_item(item: Item, transition: Transition, today: date) -> Missing:
    return Missing(
        number=item.number,
        title=item.title,
        url=f"{transition.get_absolute_url()}?item={item.pk}#item-{item.pk}",
        people=_people(item),
        when="Set aside" if item.is_skipped else words.lateness(item.due_on, today),
        is_overdue=item.is_open and item.due_on < today,
        key=f"item-{item.pk}",
        state="set aside" if item.is_skipped else f"due {words.short_full_day(item.due_on)}",
    )


def _people(item: Item) -> str:
    named = [person.full_name for person in (item.assignee, item.helper) if person]
    return words.listing(named) or "Nobody"

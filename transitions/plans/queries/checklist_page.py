"""The checklist of a transition as its page shows it: filtered, grouped, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse

from accounts.people.models import User
from checklists.runs.models import Item
from transitions.plans.models import Transition
from transitions.plans.queries.faces import Sides
from transitions.plans.queries.groups import Group, Order, grouped
from transitions.plans.queries.links import Link, links
from transitions.plans.queries.rows import FIELDS, Row, Setting, row

SHOWS = {"all": "All", "mine": "Mine", "overdue": "Overdue", "today": "Today", "blocked": "Blocked"}
GROUPINGS = {"phase": "Phase", "person": "Person", "week": "Week"}
UNFOLDS = {"all": "Unfold all", "none": "Fold all"}
TESTS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "mine": lambda row: row.is_mine and row.is_open,
    "overdue": lambda row: row.is_overdue,
    "today": lambda row: row.is_today,
    "blocked": lambda row: row.is_blocked,
}


@dataclass(frozen=True, slots=True)
class View:
    """How a reader wants to see the list; unknown answers mean the usual ones."""

    show: str = "all"
    by: str = "phase"
    unfold: str = ""

    @classmethod
    def of(cls, answers: Mapping[str, object]) -> View:
        show, by = str(answers.get("show", "all")), str(answers.get("by", "phase"))
        unfold = str(answers.get("unfold", ""))
        return cls(
            show if show in SHOWS else "all",
            by if by in GROUPINGS else "phase",
            unfold if unfold in UNFOLDS else "",
        )

    def query(self, **changes: str) -> str:
        """The query string of this view, with changes; usual answers are left out."""
        answers = {"show": self.show, "by": self.by, "unfold": self.unfold, **changes}
        usual = {"show": "all", "by": "phase", "unfold": ""}
        said = [f"{key}={value}" for key, value in answers.items() if value != usual.get(key)]
        return f"?{'&'.join(said)}" if said else "?"

    @property
    def item_query(self) -> str:
        """The query string that unfolds an item, without its number."""
        return self.query(item="")


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment of a filter."""

    label: str
    url: str
    is_on: bool
    count: int | None = None
    is_red: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistPage:
    """Everything below the tabs of the checklist."""

    view: View
    shows: tuple[Choice, ...]
    groupings: tuple[Choice, ...]
    groups: tuple[Group, ...]
    overdue: Mapping[str, int]
    dependents: Mapping[int, tuple[int, ...]]
    all_rows: Mapping[int, Row]

    @property
    def grouping(self) -> str:
        return GROUPINGS[self.view.by]

    @property
    def unfold(self) -> Choice:
        """Shows all items of all groups at once, or only the heads."""
        all_open = all(group.is_open and not group.finished for group in self.groups)
        wanted = "none" if all_open else "all"
        return Choice(UNFOLDS[wanted], self.view.query(unfold=wanted), is_on=False)

    @property
    def is_filtered(self) -> bool:
        return self.view.show != "all"

    def group_of(self, item_id: int) -> Group | None:
        """The group in which an item stands, if the filter shows it."""
        for group in self.groups:
            if any(found.pk == item_id for found in (*group.rows, *group.finished)):
                return group
        return None


def rows_of(
    transition: Transition, user: User, today: date, now: datetime
) -> tuple[list[Row], dict[int, tuple[int, ...]]]:
    """All rows of a running checklist, and which items wait for each; two queries."""
    assert transition.checklist_id is not None  # noqa: S101 - a draft has another page
    waits: dict[int, list[Link]] = {}
    dependents: dict[int, tuple[int, ...]] = {}
    for link in links(transition.checklist_id):
        waits.setdefault(link.waiting, []).append(link)
        dependents[link.other] = (*dependents.get(link.other, ()), link.waiting)
    sides = Sides(transition.outgoing_id, transition.incoming_id, user.pk)
    setting = Setting(sides, today, now, reverse("transition", args=[transition.pk]))
    items = list(
        Item.objects.filter(checklist=transition.checklist_id)
        .order_by("phase__number", "position")
        .values(*FIELDS)
    )
    numbers = {values["pk"]: values["number"] for values in items}
    rows = [
        row(
            values,
            setting,
            waits.get(values["pk"], []),
            [numbers[waiting] for waiting in dependents.get(values["pk"], ())],
        )
        for values in items
    ]
    return [_at_rest(found) for found in rows] if transition.is_over else rows, dependents


def _at_rest(found: Row) -> Row:
    """A row once its transition is over: what was left open is due no more, and nobody's to do."""
    if not found.is_open:
        return found
    return replace(
        found,
        css="open",
        is_blocked=False,
        is_mine=False,
        is_overdue=False,
        is_today=False,
        reasons=(),
        lock_reason="",
        chip="later",
        chip_icon="",
        when="Left open",
    )


def checklist_page(
    transition: Transition,
    user: User,
    view: View,
    *,
    today: date,
    now: datetime,
    keep: Iterable[int] = (),
) -> ChecklistPage:
    """The checklist of a started transition; two queries, whatever its size.

    Args:
        transition: one that has been started.
        user: who looks.
        view: filter and grouping.
        today: the day in the reader's time zone.
        now: the moment.
        keep: items that are shown although the filter would hide them.
    """
    rows, dependents = rows_of(transition, user, today, now)
    kept = set(keep)
    test = TESTS[view.show]
    shown = {found.pk for found in rows if test(found) or found.pk in kept}
    order = Order(
        shown, kept, view.by, is_filtered=view.show != "all", today=today, unfold=view.unfold
    )
    return ChecklistPage(
        view=view,
        shows=tuple(_show(name, rows, view) for name in SHOWS),
        groupings=tuple(
            Choice(label, view.query(by=name), name == view.by) for name, label in GROUPINGS.items()
        ),
        groups=grouped(rows, order, transition),
        overdue=Counter(found.stage for found in rows if found.is_overdue),
        dependents=dependents,
        all_rows={found.pk: found for found in rows},
    )


def _show(name: str, rows: list[Row], view: View) -> Choice:
    count = sum(map(TESTS[name], rows))
    is_red = name == "overdue" and count > 0
    return Choice(SHOWS[name], view.query(show=name), name == view.show, count, is_red)

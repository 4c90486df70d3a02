"""What the list of transitions can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django_filters import CharFilter, DateFilter, NumberFilter

from accounts.clients.choices import Priority
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Answers, Column, Day, ListFilter, RowFacet, TextFacet
from config.lib.lists.boxes import BIGGEST
from config.lib.lists.occurring import by_name
from transitions.plans.choices import RUNNING_STATES, Health, Reason, State
from transitions.plans.filters.transition_columns import COLUMNS, COLUMNS_OF_OVER
from transitions.plans.models import Transition, TransitionQuerySet
from transitions.plans.queries.finding import (
    ATTENTION,
    DUE,
    Facets,
    of_health,
    of_priority,
    with_part_of,
)
from transitions.plans.queries.listed import Row
from transitions.plans.queries.listing import rows
from transitions.plans.queries.quoting import telling

RUNNING, ALL = "running", "all"
STATES = [
    (RUNNING, "Running"),
    (State.ACTIVE, "Active"),
    (State.ON_HOLD, "On hold"),
    (State.DRAFT, "Drafts"),
    (State.COMPLETED, "Completed"),
    (State.CANCELLED, "Cancelled"),
    (ALL, "All states"),
]
HEALTH = [(ATTENTION, "Needs attention"), *Health.choices]


class TransitionFilter(ListFilter):
    """The list's toolbar. Other pages link to it with these names, so they stay as they are.

    Without a state it shows what runs; a search and an account look through all states. How many
    run may be known from elsewhere: `running` says so, and they are not counted again.
    """

    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    usual_sort, ties = "due", (*DUE, "pk")
    running: Callable[[], int] | None = None
    reader: User | None = None
    in_bar = ("state", "health", "priority", "kam", "team")
    said = {
        "account": "One account only",
        "person": "One person only, in any role",
        "incoming": "Still coming in to one person",
        "outgoing": "Still going out from one person",
        "moves_until": "Ownership moves until {}",
    }
    named = {
        "account": "{} only",
        "person": "{}, in any role",
        "incoming": "Still coming in to {}",
        "outgoing": "Still going out from {}",
    }

    q = CharFilter(method="search", max_length=100)
    state = Answers(label="State", anything=None, choices=STATES, method="in_state")
    health = Answers(label="Health", anything="Any health", choices=HEALTH, method="standing")
    priority = Answers(
        label="Priority",
        anything="Any priority",
        choices=Priority.choices,
        method="of_level",
    )
    kam = RowFacet(label="KAM", anything="Any KAM", method="of_kam")
    team = RowFacet(label="Team", anything="Any team", method="of_team")
    manager = RowFacet(label="Manager", anything="Any manager")
    template = RowFacet(label="Template", anything="Any template")
    reason = Answers(label="Reason", anything="Any reason", choices=Reason.choices)
    region = TextFacet("account__region", label="Region", anything="Any region")
    line = TextFacet(
        "account__line_of_business", label="Line of business", anything="Any line of business"
    )
    owns_from = Day("owns_on", "gte", label="Ownership moves from")
    owns_until = Day("owns_on", "lte", label="Ownership moves until")
    ends_from = Day("ends_on", "gte", label="Ends from")
    ends_until = Day("ends_on", "lte", label="Ends until")
    overdue = Answers(
        label="Overdue items",
        anything="With or without",
        choices=[("yes", "With overdue items")],
        method="with_overdue",
    )
    account = NumberFilter(min_value=1, max_value=BIGGEST)
    person = NumberFilter(min_value=1, max_value=BIGGEST, method="taking_part")
    incoming = NumberFilter(min_value=1, max_value=BIGGEST, method="moving")
    outgoing = NumberFilter(min_value=1, max_value=BIGGEST, method="moving")
    moves_until = DateFilter(method="to_move")

    class Meta:
        model = Transition
        fields: list[str] = []

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: TransitionQuerySet,
        *,
        facets: Callable[[], Facets],
        today: date,
    ) -> None:
        super().__init__(given, queryset, offered=lambda: by_name(facets()), today=today)

    def presumed(self) -> Mapping[str, str]:
        answers = self.given.copy()
        if not answers.get("state"):
            looks_further = answers.get("q", "").strip() or answers.get("account")
            answers["state"] = ALL if looks_further else RUNNING
        return answers

    def pages(self) -> Paginator[Any]:
        pages = super().pages()
        if self.running and not self.is_filtered and self.answers["state"] == RUNNING:
            pages.count = self.running()
        return pages

    def rows(self, found: QuerySet[Transition]) -> list[Row]:
        return rows(_by_themselves(found), self.today, reader=self.reader)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list beyond what it shows by itself."""
        narrowing = self.answers.keys() - {"state"}
        return bool(self.form.errors or narrowing or self.answers["state"] not in {RUNNING, ALL})

    @property
    def heading(self) -> str:
        """What the list shows, such as “Running” or “Off track”."""
        health, state = self.answers.get("health"), self.answers.get("state", ALL)
        return str(dict(HEALTH)[health]) if health else str(dict(STATES)[state])

    def search(self, found: TransitionQuerySet, name: str, value: str) -> TransitionQuerySet:
        """The account's name, the two KAMs, the manager, or the reference such as TR-2026-031."""
        return found.filter(search.every_word(value, telling))

    def in_state(self, found: TransitionQuerySet, name: str, value: str) -> TransitionQuerySet:
        if value == ALL:
            return found
        return found.filter(state__in=RUNNING_STATES if value == RUNNING else [value])

    def standing(self, found: TransitionQuerySet, name: str, value: str) -> TransitionQuerySet:
        return of_health(found, value)

    def of_level(self, found: TransitionQuerySet, name: str, value: str) -> TransitionQuerySet:
        return of_priority(found, value, self.today)

    def of_kam(self, found: TransitionQuerySet, name: str, value: int) -> TransitionQuerySet:
        return found.filter(Q(outgoing=value) | Q(incoming=value))

    def of_team(self, found: TransitionQuerySet, name: str, value: int) -> TransitionQuerySet:
        return found.filter(Q(outgoing__team=value) | Q(incoming__team=value))

    def taking_part(self, found: TransitionQuerySet, name: str, value: Any) -> TransitionQuerySet:
        return with_part_of(int(value), found)

    def moving(self, found: TransitionQuerySet, name: str, value: Any) -> TransitionQuerySet:
        """Those whose account still moves to a person, or from them; a load counts the same."""
        return found.filter(ownership_moved_at__isnull=True, **{name: int(value)})

    def to_move(self, found: TransitionQuerySet, name: str, value: date) -> TransitionQuerySet:
        """Those whose ownership has not moved yet and is to move by that day."""
        return found.filter(ownership_moved_at__isnull=True, owns_on__lte=value)

    def with_overdue(self, found: TransitionQuerySet, name: str, value: str) -> TransitionQuerySet:
        """Active ones whose next item was due before today."""
        return found.active().filter(checklist__next_due_on__lt=self.today)


class OverFilter(TransitionFilter):
    """The same for those that are over: shows when they ended, the last to end first."""

    states = (State.COMPLETED, State.CANCELLED)
    columns: ClassVar[tuple[Column, ...]] = COLUMNS_OF_OVER
    usual_sort: ClassVar[str] = "-ended"


def _by_themselves(page: QuerySet[Transition]) -> QuerySet[Transition]:
    """The rows of a page by their ids, so that what belongs to them is joined to these alone.

    Otherwise the database joins it to every row that was found, sorts all, and takes some.
    """
    if not page.query.is_sliced:
        return page
    alone = Transition.objects.filter(pk__in=page.values("pk"))
    return alone.order_by(*page.query.order_by)

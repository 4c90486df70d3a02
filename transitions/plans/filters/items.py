"""What the list of items can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django_filters import CharFilter, NumberFilter

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, ItemQuerySet
from config.lib import search
from config.lib.lists import Answers, Day, ListFilter, RowFacet, TextFacet
from config.lib.lists.boxes import BIGGEST
from config.lib.lists.occurring import by_name
from transitions.plans.choices import OPEN_STATES, State
from transitions.plans.filters.item_columns import COLUMNS
from transitions.plans.queries.item_list import (
    TRANSITION,
    Facets,
    Row,
    left_to_do,
    on_hold,
    rows,
    worked_on,
)
from transitions.plans.queries.quoting import quoted

OPEN, HELD, ON_HOLD, BLOCKED = "open", "held", "on_hold", "blocked"
DONE, SKIPPED, ALL = "done", "skipped", "all"
STATES = [
    (OPEN, "Open"),
    (HELD, "Open, on hold too"),
    (ON_HOLD, "On hold"),
    (BLOCKED, "Blocked"),
    (DONE, "Done"),
    (SKIPPED, "Set aside"),
    (ALL, "All states"),
]
OVERDUE, TODAY, WEEK = "overdue", "today", "week"
DUE = [(OVERDUE, "Overdue"), (TODAY, "Due today"), (WEEK, "Due this week")]
COUNTED: dict[str, Sequence[State]] = {OPEN: [State.ACTIVE], HELD: OPEN_STATES, ALL: ()}
"""Of which transitions the open items count; without a state of transitions, all items do."""
CLOSED = {DONE: ItemState.DONE, SKIPPED: ItemState.SKIPPED}


class ItemFilter(ListFilter):
    """The list's toolbar. Other pages link to it with these names, so they stay as they are.

    Without a state it shows what somebody still has to do: open items of active transitions.
    What is overdue or due is open, too. Items done or set aside are shown of all transitions.
    Where only the state was asked for, `number` may say how many there are, without counting.
    """

    columns, usual_sort, ties = COLUMNS, "due", ("due_on", "pk")
    number: Callable[[Sequence[State]], int] | None = None
    in_bar = ("state", "due", "person", "team")
    said = {
        "account": "One account only",
        "transition": "One transition only",
        "doer": "One person only, alone or with somebody",
    }
    named = {
        "account": "{} only",
        "transition": "{} only",
        "doer": "{}, alone or with somebody",
    }

    q = CharFilter(method="search", max_length=100)
    state = Answers(label="State", anything=None, choices=STATES, method="in_state")
    due = Answers(label="Due", anything="Due any day", choices=DUE, method="due_now")
    person = RowFacet(label="Waits for", anything="Anybody", method="done_by")
    team = RowFacet(label="Team", anything="Any team", method="of_team")
    region = TextFacet(f"{TRANSITION}__account__region", label="Region", anything="Any region")
    line = TextFacet(
        f"{TRANSITION}__account__line_of_business",
        label="Line of business",
        anything="Any line of business",
    )
    required = Answers(
        "is_required",
        label="Required",
        anything="Any",
        choices=[("yes", "Required only"), ("no", "Optional only")],
        method="needed",
    )
    due_from = Day("due_on", "gte", label="Due from")
    due_until = Day("due_on", "lte", label="Due until")
    account = NumberFilter(f"{TRANSITION}__account", min_value=1, max_value=BIGGEST)
    transition = NumberFilter(TRANSITION, min_value=1, max_value=BIGGEST)
    doer = NumberFilter(min_value=1, max_value=BIGGEST, method="done_by")

    class Meta:
        model = Item
        fields: list[str] = []

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: ItemQuerySet,
        *,
        facets: Callable[[], Facets],
        today: date,
    ) -> None:
        super().__init__(given, queryset, offered=lambda: by_name(facets()), today=today)

    def presumed(self) -> Mapping[str, str]:
        answers = self.given.copy()
        if not answers.get("state"):
            answers["state"] = OPEN
        return answers

    def pages(self) -> Paginator[Any]:
        pages = super().pages()
        state = self.answers.get("state", "")
        is_alone = not self.form.errors and self.answers.keys() == {"state"}
        if self.number and is_alone and state in COUNTED:
            pages.count = self.number(COUNTED[state])
        return pages

    def rows(self, found: QuerySet[Item]) -> list[Row]:
        return rows(found)

    @property
    def is_filtered(self) -> bool:
        """Whether anything narrows the list beyond what it shows by itself."""
        narrowing = self.answers.keys() - {"state"}
        return bool(self.form.errors or narrowing or self.answers["state"] not in {OPEN, ALL})

    @property
    def heading(self) -> str:
        """What the list shows, such as “Overdue” or “Done”."""
        due, state = self.answers.get("due"), self.answers.get("state", ALL)
        return dict(DUE)[due] if due else dict(STATES)[state]

    def search(self, found: ItemQuerySet, name: str, value: str) -> ItemQuerySet:
        """The item, its account, whom it waits for, or the reference of its transition."""

        def anywhere(word: str) -> Q:
            accounts = search.among(word, Account.objects.all(), "name")
            people = search.among(word, User.objects.all(), "full_name")
            of_account = Q(**{f"{TRANSITION}__account__in": accounts})
            own = search.within(word, "title") | Q(assignee__in=people) | Q(helper__in=people)
            return own | of_account | quoted(word, f"{TRANSITION}__")

        return found.filter(search.every_word(value, anywhere))

    def in_state(self, found: ItemQuerySet, name: str, value: str) -> ItemQuerySet:
        if value in CLOSED:
            return found.filter(state=CLOSED[value])
        if value == OPEN:
            return found.filter(worked_on())
        if value == HELD:
            return found.filter(left_to_do())
        if value == ON_HOLD:
            return found.filter(on_hold())
        return found.filter(worked_on(), blockers__gt=0) if value == BLOCKED else found

    def due_now(self, found: ItemQuerySet, name: str, value: str) -> ItemQuerySet:
        """Overdue, due today, or from today to the end of this week; open ones only."""
        still = found.filter(worked_on())
        if value == OVERDUE:
            return still.filter(due_on__lt=self.today)
        sunday = self.today + timedelta(days=6 - self.today.weekday())
        return still.filter(due_on__range=(self.today, self.today if value == TODAY else sunday))

    def done_by(self, found: ItemQuerySet, name: str, value: int) -> ItemQuerySet:
        """What a person has to do, alone or with somebody."""
        return found.filter(Q(assignee=value) | Q(helper=value))

    def of_team(self, found: ItemQuerySet, name: str, value: int) -> ItemQuerySet:
        """Items of the transitions that a KAM of the team hands over or takes over."""
        return found.filter(
            Q(**{f"{TRANSITION}__outgoing__team": value})
            | Q(**{f"{TRANSITION}__incoming__team": value})
        )

    def needed(self, found: ItemQuerySet, name: str, value: str) -> ItemQuerySet:
        return found.filter(is_required=value == "yes")

"""Transitions and the items in them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import reverse

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Item, ItemQuerySet
from config.lib import search, words
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said, any_word, rank
from transitions.finding.queries.shapes import Finder, Hit
from transitions.plans.choices import OPEN_STATES, State
from transitions.plans.models import Transition
from transitions.plans.queries import item_list
from transitions.plans.queries.item_list import TRANSITION
from transitions.plans.queries.quoting import quoted, telling

ABOUT = (
    "pk",
    "state",
    "health",
    "prepared_on",
    "starts_on",
    "ends_on",
    "account__name",
    "account__is_confidential",
    "outgoing__full_name",
    "incoming__full_name",
)
ABOUT_ITEM = (
    "pk",
    "number",
    "title",
    "due_on",
    "state",
    "blockers",
    "assignee__full_name",
    f"{TRANSITION}__pk",
    f"{TRANSITION}__account__name",
)
NUMBER = re.compile(r"\d{1,3}\.\d{1,3}", re.ASCII)
MOST_ITEMS = 500
"""As many items are counted; there may be a hundred thousand with one word in their titles."""
IS_CLOSED = Case(When(state=ItemState.OPEN, then=Value(0)), default=Value(1))
IS_OVER = Case(When(state__in=OPEN_STATES, then=Value(0)), default=Value(1))
ICONS = {State.DRAFT: "pencil", State.ON_HOLD: "pause-circle", State.COMPLETED: "check2-circle"}


def transitions(user: User, said: Said) -> QuerySet[Transition]:
    """By the account, who takes part, or the reference; those that are over come last."""
    told = search.every_word(said.asked, telling)
    visible = Transition.objects.visible_to(user).filter(told)
    return visible.order_by(IS_OVER, rank(said, "account__name"), "-starts_on", "-pk")


def hit(row: dict[str, Any], today: date) -> Hit:
    """A transition: from whom to whom, when, and how it stands."""
    state = State(row["state"])
    is_active = state == State.ACTIVE
    kams = f"{row['outgoing__full_name']} → {row['incoming__full_name']}"
    span = words.days(row["starts_on"], row["ends_on"], year=row["ends_on"].year != today.year)
    return Hit(
        url=reverse("transition", args=[row["pk"]]),
        title=row["account__name"],
        about=f"{kams}, {span} · TR-{row['prepared_on'].year}-{row['pk']:03d}",
        health=row["health"] if is_active else "",
        icon="" if is_active else ICONS.get(state, "x-circle"),
        state="" if is_active else str(state.label),
        is_confidential=row["account__is_confidential"],
    )


def items(user: User, said: Said) -> QuerySet[Item]:
    """What is still to be done, the soonest due first where titles fit alike."""
    found = _items_called(user, said).filter(item_list.worked_on())
    some = found.order_by("due_on", "pk").values("pk")[:MOST_ITEMS]
    return Item.objects.filter(pk__in=some).order_by(rank(said, "title"), "due_on", "pk")


def items_of_all_states(user: User, said: Said) -> QuerySet[Item]:
    """What is still to be done, and behind it what is done or set aside.

    No index has the words of closed items, as a tick would pay for it: they are looked through,
    the newest first.
    """
    called = _items_called(user, said)
    closed = called.exclude(state=ItemState.OPEN).order_by("-pk").values("pk")[:MOST_ITEMS]
    either = (
        items(user, said)
        .order_by()
        .values("pk")
        .union(Item.objects.filter(pk__in=closed).order_by().values("pk"))
    )
    order = (IS_CLOSED, rank(said, "title"), "due_on", "pk")
    some = Item.objects.filter(pk__in=either).order_by(*order).values("pk")[:MOST_ITEMS]
    return Item.objects.filter(pk__in=some).order_by(*order)


def _items_called(user: User, said: Said) -> ItemQuerySet:
    """Items by title or number; other words may name the account, or quote the transition."""

    def anywhere(word: str) -> Q:
        accounts = search.among(word, Account.objects.all(), "name")
        named = Q(**{f"{TRANSITION}__account__in": accounts})
        return (
            search.within(word, "title") | _numbered(word) | named | quoted(word, f"{TRANSITION}__")
        )

    own = any_word(said, "title")
    for word in said.words:
        own |= _numbered(word)
    found = item_list.visible(user).filter(own)
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found


def item_hit(row: dict[str, Any], today: date) -> Hit:
    """An item: of which transition, whom it waits for, and when it is due or how it is closed."""
    state = ItemState(row["state"])
    is_open = state == ItemState.OPEN
    page = reverse("transition", args=[row[f"{TRANSITION}__pk"]])
    return Hit(
        url=f"{page}?item={row['pk']}#item-{row['pk']}",
        title=f"{row['number']} {row['title']}",
        about=f"{row[f'{TRANSITION}__account__name']}, {row['assignee__full_name'] or 'nobody'}",
        icon="check2-square",
        state="" if is_open else str(state.label),
        due_on=row["due_on"] if is_open else None,
        is_blocked=row["blockers"] > 0,
    )


def _numbered(word: str) -> Q:
    return Q(number=word) if NUMBER.fullmatch(word) else Q()


TRANSITIONS = Finder(Kind.TRANSITIONS, transitions, ABOUT, hit)
ITEMS = Finder(Kind.ITEMS, items, ABOUT_ITEM, item_hit, most=MOST_ITEMS)
ALL_ITEMS = Finder(Kind.ITEMS, items_of_all_states, ABOUT_ITEM, item_hit, most=MOST_ITEMS)

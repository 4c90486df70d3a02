"""The whole log: every entry somebody may see, by day, a page at a time."""

from __future__ import annotations

from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.people.choices import Role
from accounts.people.models import User
from config.lib import search
from config.lib.lists.newest import Newest
from transitions.plans.models import LogEntry, Transition
from transitions.plans.permissions import visible_transitions
from transitions.plans.queries.quoting import quoted
from transitions.portfolio.queries.recent import FIELDS, Day, by_day

PER_PAGE = 50
NAMES = ("pk", "full_name")
DIGITS = 18
"""Of the longest id that is looked for; PostgreSQL knows none that is longer."""


def entries(user: User) -> QuerySet[LogEntry]:
    """The entries of all transitions a person may see.

    Of leaders little is hidden: PostgreSQL reads the newest entries and leaves those out, where
    it would look for the transition of every entry otherwise.
    """
    if user.role == Role.LEADER:
        hidden = Transition.objects.exclude(visible_transitions(user)).order_by()
        return LogEntry.objects.exclude(transition__in=hidden.values("pk"))
    return LogEntry.objects.filter(visible_transitions(user, "transition__"))


def people(user: User) -> list[tuple[int, str]]:
    """Everybody with an entry that a person may see, by name; one query.

    Who sees nearly all of the log is offered everybody they see, which looks at no entry. Of those
    who were deactivated leaders learn from entries only, so theirs are looked for one by one.
    """
    by, told = User.objects.order_by(), entries(user).order_by()
    if user.role == Role.MANAGER:
        found = by.filter(pk__in=told.values("responsible"))
        return list(found.order_by("full_name").values_list(*NAMES))
    seen = by.visible_to(user).values_list(*NAMES)
    named = by.filter(Exists(told.filter(responsible=OuterRef("pk"))), is_active=False)
    return list(seen.union(named.values_list(*NAMES)).order_by("full_name"))


def with_words(
    found: QuerySet[LogEntry], said: str, people: list[tuple[int, str]]
) -> QuerySet[LogEntry]:
    """The entries with all these words, each in what happened, the notes on it, who of these
    people did it, the account or the number of the transition; one query, whatever their number.
    """
    of_transitions = search.ids(
        {
            word: Transition.objects.filter(search.within(word, "account__name") | quoted(word))
            for word in search.words(said)
        }
    )

    def anywhere(word: str) -> Q:
        theirs = [pk for pk, name in people if word in search.fold(name)]
        own = search.within(word, "activity", "notes") | Q(responsible__in=theirs)
        return own | Q(transition__in=of_transitions[word])

    return found.filter(search.every_word(said, anywhere))


def moment(user: User, entry: str | None) -> tuple[datetime, int] | None:
    """When an entry happened that the address names by its id, and this id; one query.

    None where it names none that the person sees.
    """
    if not entry or not entry.isdecimal() or len(entry) > DIGITS:
        return None
    return entries(user).filter(pk=int(entry)).values_list("happened_at", "pk").first()


def older(found: QuerySet[LogEntry], than: tuple[datetime, int]) -> QuerySet[LogEntry]:
    """The entries after another one, in the order of the log; `than` is what `moment` says."""
    at, pk = than
    return found.filter(Q(happened_at__lt=at) | Q(pk__lt=pk), happened_at__lte=at)


def page(found: QuerySet[LogEntry], number: str | None, today: date) -> Page[Day]:
    """One page of entries under their days; two queries, whatever their number."""
    cut = Newest(found, PER_PAGE).get_page(number)
    shown = LogEntry.objects.filter(pk__in=cut.object_list).values(*FIELDS)
    return Page(by_day(shown, today), cut.number, cut.paginator)

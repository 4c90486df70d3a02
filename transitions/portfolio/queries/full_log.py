"""The whole log: every entry somebody may see, by day, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.queries.seeing import KeptForReader
from config.lib import search
from config.lib.kept import KeptValues
from config.lib.lists.newest import Newest
from transitions.plans.models import LogEntry, Transition
from transitions.plans.permissions import visible_transitions
from transitions.plans.queries.quoting import quoted
from transitions.portfolio.queries.recent import FIELDS, Day, by_day

PER_PAGE = 50
NAMES = ("pk", "full_name")
DIGITS = 18
"""Of the longest id that is looked for; PostgreSQL knows none that is longer."""


OF_MANAGER = KeptForReader(
    lambda user: Transition.objects.filter(visible_transitions(user)).order_by().values_list("pk")
)
"""The transitions that a manager sees."""
WHO_DID = KeptValues(
    lambda transitions: (
        User.objects.filter(pk__in=_of(transitions).order_by().values("responsible"))
        .order_by("full_name")
        .values_list(*NAMES)
    )
)
"""Everybody with an entry of these transitions, by name."""
SHOWN = KeptValues(lambda ids: LogEntry.objects.filter(pk__in=ids).values_list(*FIELDS))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the log; `transitions` are those of a manager, None where it is nearly all."""

    user: User
    transitions: list[int] | None


def reader(user: User) -> Reader:
    """Somebody who oversees transitions; one query for a manager, none for others.

    A manager sees so few that their ids, asked for once, spare each query of the page the rule.
    """
    is_manager = user.role == Role.MANAGER
    return Reader(user, [pk for (pk,) in OF_MANAGER.rows(user)] if is_manager else None)


def entries(by: Reader) -> QuerySet[LogEntry]:
    """The entries of all transitions a person may see.

    Of leaders little is hidden: PostgreSQL reads the newest entries and leaves those out, where
    it would look for the transition of every entry otherwise.
    """
    if by.transitions is not None:
        return _of(by.transitions)
    if by.user.role == Role.LEADER:
        hidden = Transition.objects.exclude(visible_transitions(by.user)).order_by()
        return LogEntry.objects.exclude(transition__in=hidden.values("pk"))
    return LogEntry.objects.filter(visible_transitions(by.user, "transition__"))


def people(by: Reader) -> list[tuple[int, str]]:
    """Everybody with an entry that a person may see, by name; one query.

    Who sees nearly all of the log is offered everybody they see, which looks at no entry. Of those
    who were deactivated leaders learn from entries only, so theirs are looked for one by one.
    """
    if by.transitions is not None:
        return [(pk, name) for pk, name in WHO_DID.rows(by.transitions)]
    everybody, told = User.objects.order_by(), entries(by).order_by()
    seen = everybody.visible_to(by.user).values_list(*NAMES)
    wrote = Exists(told.filter(responsible=OuterRef("pk")))
    named = everybody.filter(wrote, is_active=False).values_list(*NAMES)
    return list(seen.union(named).order_by("full_name"))


def with_words(
    found: QuerySet[LogEntry], said: str, people: list[tuple[int, str]]
) -> QuerySet[LogEntry]:
    """The entries with all these words, each in what happened, the notes on it, who of these
    people did it, the account or the number of the transition; one query, whatever their number.
    """
    of_transitions = search.ids(
        {
            word: Transition.objects.filter(search.within(word, "account__name") | quoted(word))
            for asked in search.words(said)
            for word in search.spellings(asked)
        }
    )

    def anywhere(word: str) -> Q:
        theirs = [pk for pk, name in people if word in search.fold(name)]
        own = search.within(word, "activity", "notes") | Q(responsible__in=theirs)
        return own | Q(transition__in=of_transitions[word])

    return found.filter(search.every_word(said, anywhere))


def moment(by: Reader, entry: str | None) -> tuple[datetime, int] | None:
    """When an entry happened that the address names by its id, and this id; one query.

    None where it names none that the person sees.
    """
    if not entry or not entry.isdecimal() or len(entry) > DIGITS:
        return None
    return entries(by).filter(pk=int(entry)).values_list("happened_at", "pk").first()


def older(found: QuerySet[LogEntry], than: tuple[datetime, int]) -> QuerySet[LogEntry]:
    """The entries after another one, in the order of the log; `than` is what `moment` says."""
    at, pk = than
    return found.filter(Q(happened_at__lt=at) | Q(pk__lt=pk), happened_at__lte=at)


def newer(found: QuerySet[LogEntry], than: tuple[datetime, int]) -> QuerySet[LogEntry]:
    """The same where the oldest entries come first: those that happened later."""
    at, pk = than
    return found.filter(Q(happened_at__gt=at) | Q(pk__gt=pk), happened_at__gte=at)


def page(
    found: QuerySet[LogEntry], number: str | None, today: date, *, further: str = "Older"
) -> Page[Day]:
    """One page of entries under their days; two queries, whatever their number."""
    cut = Newest(found, PER_PAGE, further=further).get_page(number)
    by_id = {entry["pk"]: entry for entry in SHOWN.dicts(list(cut.object_list))}
    shown = [by_id[pk] for pk in cut.object_list]
    return Page(by_day(shown, today), cut.number, cut.paginator)


def _of(transitions: list[int]) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(transition__in=transitions)

"""Finding transitions by what people say of them: names, or the number such as TR-2026-031."""

from __future__ import annotations

import re

from django.db.models import Q

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search

BEGUN = re.compile(r"tr-(\d{0,4})", re.ASCII)
NUMBERED = re.compile(r"(?:tr-)?([1-9]\d{3})-(0\d{0,2}|[1-9]\d{0,8}|)", re.ASCII)
SHOWN, LONGEST = 3, 9
"""Digits that a number is filled up to with zeros, and those of the longest one looked for."""


def quoted(word: str, transition: str = "") -> Q:
    """The transitions that a folded word of a search may quote; none where it is no reference.

    From “tr-” on every beginning of a reference finds all whose reference begins so: “tr-20”,
    “tr-2026-”, “tr-2026-0” those below 100, “tr-2026-3” those from 300 to 399, from 3000 to 3999
    and so on. A number is found without its zeros, too: “tr-2026-3” is TR-2026-003 as well. As soon
    as the dash behind the year is there, “tr-” may be left off.

    Args:
        transition: the path to the transition with two underscores behind, where rows have one.
    """
    path = f"{transition}prepared_on__year"
    if numbered := NUMBERED.fullmatch(word):
        of_year = Q(**{path: int(numbered[1])})
        return of_year & _numbers(numbered[2], f"{transition}pk") if numbered[2] else of_year
    begun = BEGUN.fullmatch(word)
    if begun is None:
        return Q()
    first, last = (max(int(begun[1].ljust(4, sign)), 1) for sign in "09")
    return Q(**{f"{path}__gte": first, f"{path}__lte": last})


def telling(word: str) -> Q:
    """The transitions that a folded word may stand for: by the account, by the two KAMs or the
    manager, or by the reference.
    """
    people = search.among(word, User.objects.all(), "full_name")
    wanted = Q(account__in=search.among(word, Account.objects.all(), "name"))
    for person in ("outgoing", "incoming", "manager"):
        wanted |= Q(**{f"{person}__in": people})
    return wanted | quoted(word)


def _numbers(begun: str, path: str) -> Q:
    """The numbers that begin so as they are shown, for each length a range, which an index
    answers. Only those that are filled up to `SHOWN` digits begin with a zero; another beginning
    may be a number whose zeros were left off.
    """
    is_filled_up = begun.startswith("0")
    found = Q() if is_filled_up else Q(**{path: int(begun)})
    longest = SHOWN if is_filled_up else LONGEST
    for length in range(max(len(begun), SHOWN), longest + 1):
        many = 10 ** (length - len(begun))
        first = int(begun) * many
        found |= Q(**{f"{path}__gte": first, f"{path}__lt": first + many})
    return found

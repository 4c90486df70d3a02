"""What a person can look for in their mentions."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Toolbar, selects
from transitions.comments.models import Mention, MentionQuerySet

UNREAD, READ = "unread", "read"


PART = re.compile(r"\[?[0-9]*\]?")
"""What may be a part of @[7], the signs by which a person stands in a comment."""


def _in_words(word: str) -> Q:
    """A word in what a comment says; the numbers of people are nothing that somebody reads."""
    if re.fullmatch(r"[0-9]+", word):
        return Q(comment__body__regex=rf"{word}(?!\d*\])")
    if "@[" in word or PART.fullmatch(word):
        return Q(pk__in=[])
    return search.within(word, "comment__body")


def _naming(word: str) -> QuerySet[Mention, int]:
    """The comments in which somebody of this name stands, with or without the @ before it."""
    people = search.among(word.removeprefix("@"), User.objects.all(), "full_name")
    token = Concat(
        Value("@[", TextField()), Cast("person_id", TextField()), Value("]", TextField())
    )
    named = Mention.objects.filter(person__in=people, comment__body__contains=token)
    return named.order_by().values_list("comment", flat=True)


class MentionFilter(Toolbar[MentionQuerySet]):
    """The toolbar of the mentions: words, and whether they have been read."""

    q = CharFilter(method="search", max_length=100)
    state = ChoiceFilter(
        choices=[(UNREAD, "Not read"), (READ, "Read")],
        empty_label="Read or not",
        method="in_state",
        widget=selects("Read or not"),
    )

    class Meta:
        model = Mention
        fields: list[str] = []

    def search(self, found: MentionQuerySet, name: str, value: str) -> MentionQuerySet:
        """The words, whom they name, who said them, the account or the item."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            accounts = search.among(word, Account.objects.all(), "name")
            own = _in_words(word) | search.within(word, "comment__item__title")
            own |= Q(comment__author__in=people) | Q(comment__in=_naming(word))
            return own | Q(comment__transition__account__in=accounts)

        return found.filter(search.every_word(value, anywhere))

    def in_state(self, found: MentionQuerySet, name: str, value: str) -> MentionQuerySet:
        return found.filter(read_at__isnull=value == UNREAD)

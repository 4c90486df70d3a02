"""What a person can look for in their mentions."""

from __future__ import annotations

from django.db.models import Q
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Toolbar, selects
from transitions.comments.models import Mention, MentionQuerySet

UNREAD, READ = "unread", "read"


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
        """The words, who said them, the account or the item."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            accounts = search.among(word, Account.objects.all(), "name")
            own = search.within(word, "comment__body", "comment__item__title")
            own |= Q(comment__author__in=people)
            return own | Q(comment__transition__account__in=accounts)

        return found.filter(search.every_word(value, anywhere))

    def in_state(self, found: MentionQuerySet, name: str, value: str) -> MentionQuerySet:
        return found.filter(read_at__isnull=value == UNREAD)

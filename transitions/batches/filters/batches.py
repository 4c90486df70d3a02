"""What can be searched, filtered and sorted in the list of somebody's batches."""

from __future__ import annotations

from typing import ClassVar

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Column, Since, SortedToolbar, Until, empty_last, selects
from transitions.batches.choices import Action
from transitions.batches.models import Batch, BatchItem, BatchQuerySet
from transitions.batches.queries import listing
from transitions.plans.queries import item_list
from transitions.plans.queries.item_list import TRANSITION

COLUMNS = (
    Column("What", "what"),
    Column("When", "when"),
    Column("Left out", "left", "only-d r"),
    Column("Taken back", "undone", "only-d"),
)
UNDONE = [("no", "Not taken back"), ("yes", "Taken back")]


class BatchFilter(SortedToolbar[BatchQuerySet]):
    """The toolbar of the list."""

    columns, usual_sort, ties = COLUMNS, "-when", ("-made_at", "-pk")
    sorts: ClassVar = {
        "what": "action",
        "when": "made_at",
        "left": "left_out",
        "undone": empty_last("undone_at", is_text=False),
    }

    q = CharFilter(method="search", max_length=100)
    action = ChoiceFilter(
        choices=Action.choices, empty_label="Any change", widget=selects("Change")
    )
    undone = ChoiceFilter(
        choices=UNDONE, empty_label="Taken back or not", widget=selects("Undo"), method="taken_back"
    )
    since = Since("made_at", label="From")
    until = Until("made_at", label="Until")

    class Meta:
        model = Batch
        fields: list[str] = []

    def __init__(self, data: QueryDict, user: User) -> None:
        self.user = user
        super().__init__(data, listing.of(user))

    def search(self, found: BatchQuerySet, name: str, value: str) -> BatchQuerySet:
        """What was typed along, to whom items went, or an item or account that is still seen."""

        def anywhere(word: str) -> Q:
            accounts = search.among(word, Account.objects.all(), "name")
            of_account = Q(**{f"{TRANSITION}__account__in": accounts})
            items = item_list.visible(self.user).filter(search.within(word, "title") | of_account)
            lines = BatchItem.objects.filter(batch=OuterRef("pk"), item__in=items)
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "words") | Q(person__in=people) | Q(Exists(lines))

        return found.filter(search.every_word(value, anywhere))

    def taken_back(self, found: BatchQuerySet, name: str, value: str) -> BatchQuerySet:
        return found.filter(undone_at__isnull=value == "no")

"""What interactions are looked for by, and what a file gets of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django_filters import CharFilter

from accounts.clients.choices import Channel
from accounts.profile.models import Interaction
from config.lib import search
from config.lib.lists import Answers, Day, Reads, TimeOrder, Toolbar

COLUMNS: Reads = (
    ("Day", lambda one: one.held_on),
    ("Channel", lambda one: one.get_channel_display()),
    ("With", lambda one: one.contact.name if one.contact else ""),
    ("Who of ours", lambda one: one.person.full_name if one.person else ""),
    ("Summary", lambda one: one.summary),
)


class InteractionFilter(Toolbar[QuerySet[Interaction]]):
    """The toolbar of interactions: words, channel, with whom, who of ours, from and until."""

    q = CharFilter(method="search", max_length=100)
    channel = Answers(label="Channel", anything="Any channel", choices=Channel.choices)
    contact = Answers(label="With", anything="With anybody")
    person = Answers(label="Who of ours", anything="Anybody of ours")
    since = Day("held_on", lookup_expr="gte", label="From")
    until = Day("held_on", lookup_expr="lte", label="Until")
    sort = TimeOrder()

    class Meta:
        model = Interaction
        fields: list[str] = []

    def __init__(self, answers: QueryDict, queryset: QuerySet[Interaction]) -> None:
        super().__init__(answers, queryset)
        for name, label in (("contact", "contact__name"), ("person", "person__full_name")):
            known = queryset.order_by(label).values_list(name, label).distinct()
            self.filters[name].extra["choices"] = [
                (str(pk), called) for pk, called in known if pk is not None
            ]

    def search(self, rows: QuerySet[Interaction], name: str, value: str) -> QuerySet[Interaction]:
        """The summary, with whom, and who of ours; each word in one of them."""

        def anywhere(word: str) -> Q:
            return search.within(word, "summary", "contact__name", "person__full_name")

        return rows.filter(search.every_word(value, anywhere))

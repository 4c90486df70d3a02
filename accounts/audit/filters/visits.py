"""What visits are looked for by, and what a file gets of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django_filters import CharFilter

from accounts.audit.models import Visit
from accounts.audit.queries import visits
from accounts.people.models import User
from accounts.profile.choices import Sight
from config.lib import search
from config.lib.lists import Answers, Day, Moment, Reads, TimeOrder, Toolbar

COLUMNS: Reads = (
    ("Day", lambda visit: visit.on),
    ("Who", lambda visit: visit.person.full_name),
    ("Kind", lambda visit: visit.get_what_display()),
    ("What", lambda visit: visit.called),
    ("First", Moment(lambda visit: visit.first_at)),
    ("Last", Moment(lambda visit: visit.last_at)),
    ("Times", lambda visit: visit.times),
)


class VisitFilter(Toolbar[QuerySet[Visit]]):
    """The toolbar of visits: words, who, what, between which days."""

    q = CharFilter(method="search", max_length=100)
    person = Answers(label="Who", anything="Anybody")
    what = Answers(label="What", anything="Anything", choices=Sight.choices)
    since = Day("on", lookup_expr="gte", label="From")
    until = Day("on", lookup_expr="lte", label="Until")
    sort = TimeOrder()

    class Meta:
        model = Visit
        fields: list[str] = []

    def __init__(self, answers: QueryDict, queryset: QuerySet[Visit]) -> None:
        super().__init__(answers, queryset)
        self.filters["person"].extra["choices"] = visits.people(queryset)

    def search(self, rows: QuerySet[Visit], name: str, value: str) -> QuerySet[Visit]:
        """Who it was, and what it was called."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "called") | Q(person__in=people)

        return rows.filter(search.every_word(value, anywhere))

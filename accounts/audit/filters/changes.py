"""What changes are looked for by, and what a file gets of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.http import QueryDict
from django_filters import CharFilter

from accounts.audit.choices import Subject
from accounts.audit.models import FieldChange, FieldChangeQuerySet
from accounts.audit.permissions import of_subjects
from accounts.audit.queries import changes
from accounts.audit.queries.audited import labels
from accounts.people.models import User
from config.lib import search
from config.lib.lists import Answers, Moment, Reads, Since, TimeOrder, Toolbar, Until

EVERY = labels(tuple(Subject))

COLUMNS: Reads = (
    ("When", Moment(lambda change: change.happened_at)),
    ("About", lambda change: change.about),
    ("What", lambda change: EVERY.get(change.what, change.what)),
    ("Of", lambda change: change.thing),
    ("From", lambda change: change.old),
    ("To", lambda change: change.new),
    ("By", changes.who),
)


class ChangeFilter(Toolbar[FieldChangeQuerySet]):
    """The toolbar of changes: words, which kind and field, who changed it, between which days."""

    q = CharFilter(method="search", max_length=100)
    kind = Answers(label="Kind", anything="Any kind", method="of_kind")
    what = Answers(label="Field", anything="Any field")
    by = Answers(label="Changed by", anything="Anybody", method="made_by")
    since = Since("happened_at", label="From")
    until = Until("happened_at", label="Until")
    sort = TimeOrder()

    class Meta:
        model = FieldChange
        fields: list[str] = []

    def __init__(
        self,
        answers: QueryDict,
        queryset: FieldChangeQuerySet,
        *,
        kinds: Sequence[Subject],
        fields: Mapping[str, str],
    ) -> None:
        super().__init__(answers, queryset)
        self.filters["kind"].extra["choices"] = [(kind.value, kind.label) for kind in kinds]
        self.filters["what"].extra["choices"] = list(fields.items())
        self.filters["by"].extra["choices"] = changes.people(queryset)

    def of_kind(self, rows: FieldChangeQuerySet, name: str, value: str) -> FieldChangeQuerySet:
        return rows.filter(of_subjects(Subject(value))) if value else rows

    def made_by(self, rows: FieldChangeQuerySet, name: str, value: str) -> FieldChangeQuerySet:
        return rows.filter(changes.made_by(value)) if value else rows

    def search(self, rows: FieldChangeQuerySet, name: str, value: str) -> FieldChangeQuerySet:
        """Both values, what it is about, the contact, and who changed it."""

        def anywhere(word: str) -> Q:
            people = search.among(word, User.objects.all(), "full_name")
            return search.within(word, "about", "thing", "old", "new") | Q(by__in=people)

        return rows.filter(search.every_word(value, anywhere))

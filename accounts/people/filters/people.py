"""What the list of people can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django_filters import CharFilter

from accounts.people.choices import QualificationKind, Role
from accounts.people.filters.people_columns import COLUMNS, PLANNING
from accounts.people.models import Absence, Qualification, Team, User, UserQuerySet
from accounts.people.queries import register
from accounts.people.queries.register import PersonRow
from config.lib import search, words
from config.lib.lists import Answers, Column, ListFilter, RowFacet, TextFacet
from config.lib.lists.finder import Offers
from config.lib.lists.paginator import AtOnce

SOON = timedelta(days=30)
PRESENCE = [("away", "Away today"), ("soon", "Away in the next 30 days"), ("leaving", "Leaving")]
ACCESS = [("deactivated", "Deactivated"), ("all", "Active and deactivated")]


class PeopleFilter(ListFilter):
    """The toolbar of the list of people; other pages link to it with these names.

    Without an answer to “access” it shows who is active.
    """

    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    usual_sort, ties = "name", ("full_name", "pk")
    in_bar = ("team", "role", "skill", "presence")
    paginator = AtOnce

    q = CharFilter(method="search", max_length=100)
    team = RowFacet(label="Team", anything="Any team")
    role = Answers(label="Role", anything="Any role", choices=Role.choices)
    skill = TextFacet(label="Skill", anything="Any skill", method="bringing")
    presence = Answers(label="Presence", anything="Anywhere", choices=PRESENCE, method="present")
    industry = TextFacet(label="Industry", anything="Any industry", method="bringing")
    language = TextFacet(label="Language", anything="Any language", method="bringing")
    region = TextFacet(label="Region", anything="Any region")
    access = Answers(label="Sign-in", anything="Active", choices=ACCESS, method="letting_in")

    class Meta:
        model = User
        fields: list[str] = []

    def __init__(
        self,
        given: Mapping[str, str],
        queryset: QuerySet[User],
        *,
        offered: Callable[[], Offers],
        today: date,
        sees_deactivated: bool,
    ) -> None:
        super().__init__(given, queryset, offered=offered, today=today)
        if not sees_deactivated:
            del self.filters["access"]

    def rows(self, found: QuerySet[User]) -> list[PersonRow]:
        return register.rows(found, self.today)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.answers.get("access") else found.filter(is_active=True)

    @cached_property
    def left_out(self) -> str:
        """How many deactivated people the answers fit, in words, where the list leaves them out."""
        if "access" not in self.filters or self.answers.get("access") or self.form.errors:
            return ""
        matching: QuerySet[User] = super().filter_queryset(self.queryset)
        number = matching.filter(is_active=False).count()
        people = words.count(number, "deactivated person", "deactivated people")
        return f"{people} {'matches' if number == 1 else 'match'}" if number else ""

    @property
    def left_out_address(self) -> str:
        """The same question, asked about those who were deactivated."""
        return "?" + urlencode({**dict(parse_qsl(self.query)), "access": "deactivated"})

    def search(self, found: UserQuerySet, name: str, value: str) -> UserQuerySet:
        """Names, positions, addresses, regions, teams and what people bring along."""

        def anywhere(word: str) -> Q:
            brings = search.among(word, Qualification.objects.all(), "name").values("person")
            teams = search.among(word, Team.objects.all(), "name")
            own = search.within(word, "full_name", "position", "email", "region")
            return own | Q(team__in=teams) | Q(pk__in=brings)

        return found.filter(search.every_word(value, anywhere))

    def bringing(self, found: UserQuerySet, name: str, value: str) -> UserQuerySet:
        kind = QualificationKind(name)
        brings = Qualification.objects.filter(person=OuterRef("pk"), kind=kind, name__iexact=value)
        return found.filter(Exists(brings))

    def present(self, found: UserQuerySet, name: str, value: str) -> UserQuerySet:
        if value == "leaving":
            return found.filter(last_day_on__isnull=False)
        until = self.today + SOON if value == "soon" else self.today
        away = Absence.objects.filter(person=OuterRef("pk")).touching(self.today, until)
        return found.filter(Exists(away))

    def letting_in(self, found: UserQuerySet, name: str, value: str) -> UserQuerySet:
        return found if value == "all" else found.filter(is_active=False)


class PlannedPeopleFilter(PeopleFilter):
    """The same list for those who plan what others carry."""

    columns: ClassVar[tuple[Column, ...]] = (*COLUMNS, *PLANNING)

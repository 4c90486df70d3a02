"""What the dashboard and the whole log are asked for."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter

from accounts.people.models import Team
from config.lib.lists import Answers, Since, TimeOrder, Toolbar, Until, selects
from config.lib.lists.boxes import no_answers
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry
from transitions.portfolio.queries import full_log
from transitions.portfolio.queries.dashboard import ORDERS, Asked
from transitions.portfolio.queries.scope import Offered, Scope


class DashboardForm(forms.Form):
    """What the dashboard shows. As in every list, answers that are not offered find nothing and are
    named; an order that does not exist counts as not asked for.
    """

    show = forms.ChoiceField(choices=[("attention", ""), ("all", "")], required=False)
    by = forms.ChoiceField(choices=list(ORDERS.items()), required=False)
    team = forms.ChoiceField(required=False, widget=selects("Team"))
    region = forms.ChoiceField(required=False, widget=selects("Region"))
    line = forms.ChoiceField(required=False, widget=selects("Line of business"))

    def __init__(self, answers: QueryDict, offered: Offered) -> None:
        super().__init__(answers)
        self.offered = offered
        teams = [(str(team.pk), team.name) for team in offered.teams]
        self._offer("team", "All teams", teams)
        self._offer("region", "All regions", [(name, name) for name in offered.regions])
        self._offer("line", "All lines of business", [(name, name) for name in offered.lines])

    def _offer(self, name: str, everything: str, answers: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = [("", everything), *answers]

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The boxes with something to choose from."""
        choices = {"team": len(self.offered.teams) > 1, "region": bool(self.offered.regions)}
        choices["line"] = bool(self.offered.lines)
        return [self[name] for name, is_open in choices.items() if is_open or self.data.get(name)]

    @property
    def unknown(self) -> list[str]:
        """The answers that are not offered, in a sentence; empty where all are."""
        return no_answers(
            (self.fields[name].widget.attrs["aria-label"], self.data.get(name, ""))
            for name in ("team", "region", "line")
            if name in self.errors
        )

    def asked(self) -> Asked:
        self.is_valid()
        answers = self.cleaned_data
        scope = Scope(
            team_asked(answers.get("team"), self.offered.teams),
            answers.get("region") or "",
            answers.get("line") or "",
        )
        return Asked(scope, answers.get("show") == "all", answers.get("by") or "health")


def team_asked(given: str | None, teams: Sequence[Team]) -> Team | None:
    """The team that was asked for, if it is one of these."""
    return next((team for team in teams if str(team.pk) == given), None)


class FullLogFilter(Toolbar[QuerySet[LogEntry]]):
    """The toolbar of the whole log: words, kind of entry, person, days, order."""

    q = CharFilter(method="search", max_length=100)
    kind = Answers(label="Kind", anything="Any kind", choices=LogKind.choices)
    person = ChoiceFilter("responsible", empty_label="Anybody", widget=selects("Person"))
    since = Since("happened_at", label="From")
    until = Until("happened_at", label="Until")
    sort = TimeOrder()

    class Meta:
        model = LogEntry
        fields: list[str] = []

    def __init__(
        self, answers: QueryDict, queryset: QuerySet[LogEntry], *, people: list[tuple[int, str]]
    ) -> None:
        super().__init__(answers, queryset)
        self.people = people
        self.filters["person"].extra["choices"] = people

    def search(self, found: QuerySet[LogEntry], name: str, value: str) -> QuerySet[LogEntry]:
        """What happened, the notes on it, who did it, the account or the transition."""
        return full_log.with_words(found, value, self.people)

    @property
    def is_oldest_first(self) -> bool:
        return bool(self.answers.get("sort"))

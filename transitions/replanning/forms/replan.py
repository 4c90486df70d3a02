"""The frame of a new plan, who is away, and what to do about what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.people.models import Calendar, User
from accounts.people.permissions import may_edit
from config.lib import words
from config.lib.forms import Form
from config.lib.workdays import WorkCalendar
from transitions.plans.forms.sentences import day_off
from transitions.replanning.forms.away import AwayForm
from transitions.replanning.forms.fixes import fix_of, fixes, mistakes, unpinned
from transitions.replanning.queries.answers import Answers
from transitions.replanning.queries.proposal import Proposal
from transitions.replanning.queries.proposing import propose
from transitions.replanning.queries.running import Running
from transitions.replanning.queries.standstill import Standstill

FARTHEST = timedelta(days=731)
DATES = ("starts_on", "counts_from", "owns_on", "ends_on")


class ReplanForm(Form):
    """The days of a running transition.

    The start can move while nothing is done; from then on it is history, and what is left can
    be counted from a later day. The day of ownership can move until ownership has. Where items
    count from a later day already, and nothing is done any more, that is shown as the start; both
    stay unless somebody types another.
    """

    marks_optional = False

    starts_on = forms.DateField(label="Starts")
    counts_from = forms.DateField(
        label="Open items count from",
        help_text="The start. Where it stood still, so many working days later.",
    )
    owns_on = forms.DateField(label="Ownership moves")
    ends_on = forms.DateField(label="Ends")
    calendar = forms.ModelChoiceField(queryset=Calendar.objects.all(), empty_label=None)

    def __init__(self, data: QueryDict, running: Running, *, user: User, today: date) -> None:
        self.running, self.user, self.today = running, user, today
        self.first = "counts_from" if running.has_begun else "starts_on"
        if self.first not in data:  # the first item was ticked, or the last reopened, meanwhile
            data = data.copy()
            data[self.first] = counted_from(running).isoformat()
        super().__init__(data)
        self.answered = data
        del self.fields["starts_on" if running.has_begun else "counts_from"]
        if running.transition.has_moved:
            del self.fields["owns_on"]
        people = sorted(running.on_team, key=lambda person: person.full_name)
        self.away = [
            AwayForm(data, person, running.absences.get(person.pk, ()))
            for person in people
            if may_edit(user, person)
        ]
        self.not_mine = [person for person in people if not may_edit(user, person)]
        self.wrong_fixes = dict(mistakes(data, running))
        self.proposal: Proposal | None = None

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        calendar = answers.get("calendar")
        if isinstance(calendar, Calendar):
            work_calendar = calendar.work_calendar()
            self._check_days(work_calendar)
            wrong = [form for form in self.away if form.is_filled and not form.is_valid()]
            if not self.errors and not wrong:
                self._propose(calendar, work_calendar)
        return answers

    @property
    def is_right(self) -> bool:
        """Whether every answer is: the days, who is away, and each choice."""
        return self.is_valid() and self.proposal is not None and not self._wrong_choices

    @property
    def _wrong_choices(self) -> set[str]:
        """Wrong choices for what does not fit; what fits by now needs none."""
        if self.proposal is None:
            return set(self.wrong_fixes)
        asked = {str(line.item.pk) for line in self.proposal.doubts}
        return {name for name in self.wrong_fixes if name in asked or (name == "all" and asked)}

    @property
    def fix_errors(self) -> dict[str, str]:
        """What is wrong with which choice: by item, or “all”."""
        return {name: self.wrong_fixes[name] for name in self._wrong_choices}

    def _current(self, name: str) -> date | None:
        if name == self.first:
            return counted_from(self.running)
        current: date | None = getattr(self.running.transition, name)
        return current

    def _wanted(self, name: str) -> date:
        """A day as it is wanted; as it is, where it cannot be changed any more."""
        said = self.cleaned_data.get(name) or self._current(name)
        assert said is not None  # noqa: S101 - the fields are required, and so are the columns
        return said

    def _check_days(self, calendar: WorkCalendar) -> None:
        is_other_calendar = self.cleaned_data.get("calendar") != self.running.transition.calendar
        for name in DATES:
            day = self.cleaned_data.get(name)
            if day is None:
                continue
            is_new = day != self._current(name)
            if abs(day - self.today) > FARTHEST and is_new:
                self.add_error(name, "Choose a day within two years from today.")
            elif is_new and name in {"owns_on", "ends_on"} and day < self.today:
                self.add_error(name, "This day has passed. Choose one from today on.")
            elif (is_new or is_other_calendar) and (reason := calendar.reason_off(day)):
                self.add_error(name, day_off(name, day, reason, calendar))
        if not self.errors.keys() & set(DATES):
            self._check_order()

    def _check_order(self) -> None:
        first = self.first
        owns_on, ends_on = self._wanted("owns_on"), self._wanted("ends_on")
        starts_on = self._wanted("starts_on")
        if first == "counts_from" and self._wanted(first) < starts_on:
            said = words.day(starts_on, today=self.today)
            self.add_error(first, words.sentence(f"Must not be before it started, on {said}"))
        limit = ends_on if self.running.transition.has_moved else owns_on
        if self._wanted(first) > limit:
            until = "it ends" if self.running.transition.has_moved else "ownership moves"
            self.add_error(first, f"Must not be after the day {until}.")
        elif owns_on < starts_on and "owns_on" in self.fields:
            self.add_error("owns_on", "Must not be before the start.")
        if ends_on < owns_on:
            self.add_error("ends_on", "Must not be before ownership moves.")

    def _starts(self) -> tuple[date, date | None]:
        """The start, and from when items count; what is shown as the start stays two days where it
        is two, unless another is typed."""
        transition, wanted = self.running.transition, self._wanted(self.first)
        if self.first == "starts_on" and wanted != transition.counts_from:
            return wanted, None
        return transition.starts_on, wanted

    def _propose(self, calendar: Calendar, work_calendar: WorkCalendar) -> None:
        starts_on, counts_from = self._starts()
        found = (form.away for form in self.away)
        answers = Answers(
            starts_on=starts_on,
            counts_from=counts_from if counts_from != starts_on else None,
            owns_on=self._wanted("owns_on"),
            ends_on=self._wanted("ends_on"),
            calendar=calendar,
            work_calendar=work_calendar,
            away=tuple(away for away in found if away),
            unpinned=unpinned(self.answered, self.running),
            fixes=fixes(self.answered, self.running),
            for_all=fix_of(self.answered, "all"),
        )
        self.proposal = propose(self.running, answers, self.today)


def counted_from(running: Running) -> date:
    """From which day open items count: the start, or a later one."""
    return running.transition.counts_from or running.transition.starts_on


def first_answers(running: Running, still: Standstill | None) -> QueryDict:
    """The days as they are; later by the working days it stood still, where that is asked for."""
    transition, calendar, counts_from = running.transition, running.calendar, counted_from(running)
    days: Mapping[str, date] = {
        "starts_on": transition.starts_on if running.has_begun else counts_from,
        "counts_from": counts_from,
        "owns_on": transition.owns_on,
        "ends_on": transition.ends_on,
    }
    data = QueryDict(mutable=True)
    for name, day in days.items():
        is_history = name == "starts_on" and running.has_begun
        shifted = day if still is None or is_history else still.shifted(day, calendar)
        data[name] = shifted.isoformat()
    data["calendar"] = str(transition.calendar_id)
    return data


def repaired(answers: QueryDict) -> QueryDict:
    """The answers, with one date replaced by what a repair button offers."""
    changed = answers.copy()
    name, _, value = answers.get("repair", "").partition("=")
    if name in DATES:
        changed[name] = value
    return changed

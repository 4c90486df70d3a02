"""The template and the days of a new transition: what follows, what is wrong, what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from checklists.runs.rules.schedule import Frame
from config.lib import words
from config.lib.forms import Form
from config.lib.workdays import ONE_DAY, WorkCalendar
from transitions.plans.forms.sentences import day_off, shown_instead
from transitions.plans.queries.new_page import calendar_of
from transitions.plans.queries.planning import Plan, Question, plan

FARTHEST = timedelta(days=731)
DATES = ("starts_on", "owns_on", "ends_on")
FROM_TEMPLATE = "From the template. You can move it."
BY_HAND = "Your own date. Empty it to follow the template."


class DatesForm(Form):
    """Template, calendar and days.

    The calendar follows the country of the account until somebody chooses another.
    The day of ownership and the last day come from the template until somebody types others:
    the form carries what it suggested last, and an answer that still says so is worked out anew.
    """

    template = forms.ModelChoiceField(
        queryset=Template.objects.none(),
        error_messages={
            "required": "Choose a template.",
            "invalid_choice": "This template is no longer in use. Choose another one.",
        },
    )
    starts_on = forms.DateField(
        label="Starts", error_messages={"required": "Choose the first day."}
    )
    owns_on = forms.DateField(label="Ownership moves", required=False, help_text=FROM_TEMPLATE)
    ends_on = forms.DateField(label="Ends", required=False, help_text=FROM_TEMPLATE)
    calendar = forms.ModelChoiceField(queryset=Calendar.objects.none(), empty_label=None)

    def __init__(self, data: QueryDict, *, today: date) -> None:
        super().__init__(data.copy())
        self.today = today
        self.plan: Plan | None = None
        self.suggested: dict[str, str] = {}
        self.work_calendar: WorkCalendar | None = None
        self.shown_instead = ""

    @property
    def date_problems(self) -> list[SafeString]:
        """What is wrong with which days, for the place where the schedule would be."""
        found: dict[str, list[str]] = {}
        for name in DATES:
            for error in self.errors.get(name, []):
                found.setdefault(conditional_escape(str(error)), []).append(str(self[name].label))
        return [
            format_html("<b>{}</b>: {}", words.listing(labels), SafeString(error))
            for error, labels in found.items()
        ]

    def fill_calendar(self, account: Account | None) -> None:
        """Follow the country of the account, unless somebody chose another calendar."""
        said = self.suggested["calendar"] = self.data.get("suggested_calendar", "")
        if account is None or not said or said != self.data.get("calendar"):
            return
        calendar = calendar_of(account)
        if calendar and str(calendar.pk) != said:
            self.cleaned_data["calendar"] = calendar
            self.suggested["calendar"] = str(calendar.pk)
            self.data["calendar"] = str(calendar.pk)  # type: ignore[index]
            self.errors.pop("calendar", None)

    def fill_dates(self) -> None:
        """Work out the day of ownership and the last day, unless somebody typed them."""
        template, calendar = self.cleaned_data.get("template"), self.cleaned_data.get("calendar")
        starts_on = self.cleaned_data.get("starts_on")
        if isinstance(calendar, Calendar):
            self.work_calendar = calendar.work_calendar()
        if template and self.work_calendar and starts_on and not self._is_far(starts_on):
            self._suggest("owns_on", self._owns_after(starts_on))
            owns_on = self.cleaned_data.get("owns_on")
            if owns_on and not self._is_far(owns_on):
                self._suggest("ends_on", self._ends_after(owns_on))
        self._say_whose_dates()

    def _suggest(self, name: str, day: date) -> None:
        said = self.data.get(name, "").strip()
        if not said or said in {self.data.get(f"suggested_{name}"), day.isoformat()}:
            self.suggested[name] = day.isoformat()
            self.data[name] = day.isoformat()  # type: ignore[index]
            self.cleaned_data[name] = day
            self.errors.pop(name, None)
        else:
            self.suggested[name] = self.data.get(f"suggested_{name}", "")

    def _say_whose_dates(self) -> None:
        for name in ("owns_on", "ends_on"):
            said = self.data.get(name, "").strip()
            suggested = self.suggested.get(name, self.data.get(f"suggested_{name}"))
            if said and said != suggested:
                self[name].help_text = BY_HAND

    def check_dates(self) -> None:
        """Each day by itself and their order; every day gets at most one sentence."""
        said = {name: day for name in DATES if (day := self.cleaned_data.get(name))}
        near = {name: day for name, day in said.items() if not self._is_far(day)}
        for name in said.keys() - near.keys():
            self.add_error(name, "Choose a day within two years from today.")
        if self.work_calendar is None:
            return
        self._check_order(near, self.work_calendar)
        for name, day in near.items():
            reason = self.work_calendar.reason_off(day)
            if reason and name not in self.errors:
                self.add_error(name, day_off(name, day, reason, self.work_calendar))

    def _check_order(self, said: Mapping[str, date], calendar: WorkCalendar) -> None:
        """Compare with the days before as they will be once they are put right."""
        owns_on, ends_on = said.get("owns_on"), said.get("ends_on")
        if "starts_on" in said and owns_on:
            earliest = self._earliest_ownership(calendar.next_working(said["starts_on"]))
            if owns_on < earliest:
                self.add_error("owns_on", f"Must be after the start. {self._earliest(earliest)}")
            owns_on = max(owns_on, earliest)
        if owns_on and ends_on and ends_on < (earliest := calendar.next_working(owns_on)):
            self.add_error(
                "ends_on", f"Must not be before ownership moves. {self._earliest(earliest)}"
            )

    def make_plan(self, holders: Mapping[str, User], account: Account | None) -> None:
        """Place every item; where days are wrong, by the nearest days that are right."""
        template, calendar = self.cleaned_data.get("template"), self.cleaned_data.get("calendar")
        said = self._said_days()
        if not (template and calendar and said):
            return
        frame = self._put_right(said)
        self.plan = plan(Question(template, calendar, frame, holders, account))
        days = (frame.starts_on, frame.owns_on, frame.ends_on)
        changed = {name: day for name, day in zip(DATES, days, strict=True) if said[name] != day}
        self.shown_instead = shown_instead(changed, today=self.today)

    def _said_days(self) -> dict[str, date]:
        """The three days as they were answered, wrong ones too; empty if one makes no sense."""
        found: dict[str, date] = {}
        for name in DATES:
            try:
                day = forms.DateField().clean(self.data.get(name, ""))
            except forms.ValidationError:
                return {}
            if self._is_far(day):
                return {}
            found[name] = day
        return found

    def _put_right(self, said: Mapping[str, date]) -> Frame:
        assert self.work_calendar is not None  # noqa: S101 - there is a calendar by now
        working = self.work_calendar.next_working
        starts_on = working(said["starts_on"])
        owns_on, ends_on = working(said["owns_on"]), working(said["ends_on"])
        if owns_on < self._earliest_ownership(starts_on):
            owns_on = self._owns_after(starts_on)
        if ends_on < owns_on:
            ends_on = self._ends_after(owns_on)
        return Frame(starts_on, owns_on, ends_on)

    def _owns_after(self, starts_on: date) -> date:
        assert self.work_calendar is not None  # noqa: S101 - there is a calendar by now
        return self.work_calendar.add(starts_on, self.cleaned_data["template"].ownership_day)

    def _ends_after(self, owns_on: date) -> date:
        assert self.work_calendar is not None  # noqa: S101 - there is a calendar by now
        template = self.cleaned_data["template"]
        return self.work_calendar.add(owns_on, template.days - 1 - template.ownership_day)

    def _earliest_ownership(self, starts_on: date) -> date:
        template = self.cleaned_data.get("template")
        at_once = template is not None and template.ownership_day == 0
        if at_once or self.work_calendar is None:
            return starts_on
        return self.work_calendar.next_working(starts_on + ONE_DAY)

    def _is_far(self, day: date) -> bool:
        return abs(day - self.today) > FARTHEST

    def _earliest(self, day: date) -> str:
        return words.sentence(f"Earliest: {self.say(day)}")

    def say(self, day: date) -> str:
        return words.day(day, today=self.today)

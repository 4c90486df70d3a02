from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.choices import ItemRole
from checklists.library.models import Template
from checklists.library.queries.stored import stored_plan
from checklists.library.rules.soundness import circle_in_words
from config.lib import words
from config.lib.workdays import ONE_DAY
from transitions.plans.forms.new_dates import DatesForm
from transitions.plans.queries.naming import accounts_named
from transitions.plans.queries.new_page import calendar_of
from transitions.plans.queries.preview import Preview, preview


class TemplateDatesForm(DatesForm):
    """For which start the items of a template are given dates, and for which account, if any."""

    marks_optional = False

    account = forms.CharField(
        required=False,
        max_length=200,
        label="For an account, if you like",
        help_text="Its name, or a part of it. Its conditions, its KAM and its country then count.",
    )
    field_order = ("starts_on", "owns_on", "ends_on", "calendar", "account")

    def __init__(self, data: QueryDict, *, template: Template, user: User, today: date) -> None:
        super().__init__(_filled(data, template, today), today=today)
        self.user = user
        self.why_not = ""
        chosen, calendar = self.fields["template"], self.fields["calendar"]
        assert isinstance(chosen, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(calendar, forms.ModelChoiceField)  # noqa: S101 - declared above
        chosen.queryset = Template.objects.filter(pk=template.pk)
        calendar.queryset = Calendar.objects.prefetch_related("closures")

    @property
    def chosen_account(self) -> Account | None:
        account: Account | None = self.cleaned_data.get("account") or None
        return account

    @property
    def holders(self) -> dict[str, User]:
        """Who hands over, once an account is chosen."""
        account = self.chosen_account
        return {str(ItemRole.OUTGOING): account.owner} if account else {}

    @property
    def preview(self) -> Preview | None:
        if self.plan is None or self.work_calendar is None:
            return None
        return preview(self.plan, self.work_calendar, self.holders)

    @property
    def said(self) -> str:
        """What came of the answers, for who hears the page."""
        if self.why_not:
            return f"No dates can be given. {self.why_not}"
        found = self.preview
        if found is None:
            return "Put the days right, and every date follows from them."
        return f"{self.shown_instead} {found.summary}".strip()

    def clean_account(self) -> Account | None:
        said = " ".join(self.cleaned_data["account"].split())
        if not said:
            return None
        found = accounts_named(said, self.user)
        if not found:
            raise ValidationError(f"You see no account that is called “{said}”.")
        if len(found) > 1:
            names = words.listing([account.name for account in found])
            raise ValidationError(f"Several accounts fit, such as {names}. Type more of the name.")
        return found[0]

    def clean(self) -> None:
        super().clean()
        self.fill_calendar(self.chosen_account)
        self.fill_dates()
        self.check_dates()
        self.make_plan(self.holders, self.chosen_account)

    def make_plan(self, holders: Mapping[str, User], account: Account | None) -> None:
        """Place every item, or say why no dates can be given."""
        try:
            super().make_plan(holders, account)
        except ValueError as error:
            named = circle_in_words(stored_plan(self.cleaned_data["template"]))
            self.why_not = named or str(error)
        if self.plan and not self.plan.item_count:
            left_out = self.plan.left_out_because
            self.why_not = words.sentence(left_out) if left_out else "It has no items yet."
            self.plan = None


def _filled(data: QueryDict, template: Template, today: date) -> QueryDict:
    """What somebody asks, or a first question: from the next working day on, the usual calendar."""
    asked = data.copy()
    asked["template"] = str(template.pk)
    if "starts_on" in asked:
        return asked
    calendar, tomorrow = calendar_of(None), today + timedelta(days=1)
    starts_on = calendar.work_calendar().next_working(tomorrow) if calendar else today + ONE_DAY
    asked["starts_on"] = starts_on.isoformat()
    asked["calendar"] = asked["suggested_calendar"] = str(calendar.pk) if calendar else ""
    return asked

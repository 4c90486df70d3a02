"""The answers that a new transition is made from."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError

from accounts.clients.models import Account
from transitions.plans.choices import Reason
from transitions.plans.forms.new.people import PEOPLE, PeopleForm
from transitions.plans.forms.new_dates import DATES
from transitions.plans.forms.sentences import already_in_transition, sent_before
from transitions.plans.models import Transition
from transitions.plans.operations.starting import NewTransition
from transitions.plans.queries import carrying, new_page, proposing
from transitions.plans.queries.carrying import Before
from transitions.plans.queries.preview import Preview, preview, problems


class NewTransitionForm(PeopleForm):
    """All questions together: what is wrong with the answers, and what they make."""

    @property
    def preview(self) -> Preview | None:
        if self.plan is None or self.work_calendar is None:
            return None
        return preview(self.plan, self.work_calendar, self.holders)

    @property
    def why_template(self) -> str:
        """Why another template than usual is proposed, in sentences; a draft has chosen its own."""
        if self.chosen_account is None or not self.data.get("suggested_template"):
            return ""
        return proposing.why(self.chosen_account, self.templates, self.today)

    def new_transition(self) -> NewTransition:
        """The answers, once the form is valid."""
        names = ("account", "client_reason", "template", "calendar", *PEOPLE, *DATES)
        answers: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        reason, key = Reason(self.cleaned_data["reason"]), self.cleaned_data["request_key"]
        before = self.before if self.cleaned_data.get("carries") else None
        return NewTransition(
            **answers,
            reason=reason,
            request_key=key,
            follows=before.transition if before else None,
            left_behind=[p.pk for p in before.open_points if not p.goes_along] if before else [],
        )

    @cached_property
    def before(self) -> Before | None:
        """What the last handover of the account has to tell, with the open points as ticked.

        All of them are, until a page has asked about this handover. A tick for what is no longer
        open says nothing.
        """
        account = self.chosen_account
        found = carrying.before(account, self.user) if account else None
        if found is None or self.data.get("points_of") != str(found.transition.pk):
            return found
        ticked = set(self.data.getlist("point"))  # type: ignore[attr-defined]
        return replace(
            found,
            open_points=tuple(
                replace(point, goes_along=str(point.pk) in ticked) for point in found.open_points
            ),
        )

    def forgive_missing(self, *, was_sent: bool) -> None:
        """Drop what was only not answered yet; after a first try only what is not asked here.

        The start was filled in beforehand: where it is missing, somebody has emptied it.
        """
        for name, errors in list(self.errors.items()):
            is_asked = name == "starts_on" or (was_sent and name != "request_key")
            if not is_asked and all(error.code == "required" for error in errors.as_data()):
                del self.errors[name]
        self.errors.pop("start_anyway", None)

    def clean_account(self) -> Account:
        account: Account = self.cleaned_data["account"]
        existing = new_page.open_transition(account)
        if existing and existing != self.made:
            self.taken_account, self.running = account, existing
            raise ValidationError(already_in_transition(account.name, existing.get_absolute_url()))
        return account

    def refuse_account(self, existing: Transition) -> None:
        """Say that the account has come into transition meanwhile."""
        self.taken_account, self.running = existing.account, existing
        url = existing.get_absolute_url()
        self.add_error("account", already_in_transition(existing.account.name, url))

    def refuse_again(self, existing: Transition | None, sentence: str = "") -> None:
        """Say what this form made already; the answers stay, under a fresh key."""
        self.is_sent_again = True
        self.data["request_key"] = str(uuid4())  # type: ignore[index]
        self.taken_account = self.chosen_account
        if existing and existing.account == self.taken_account and not existing.is_over:
            self.running = existing
        said = sent_before(existing, may_go_on=not self.running) if existing else sentence
        self.add_error("account", said)

    def clean(self) -> None:
        super().clean()
        self.name_manager()
        self.check_people()
        self.fill_calendar(self.chosen_account)
        self._fill_template()
        self.fill_dates()
        self.check_dates()
        self.check_leaver()
        self.say_who_steps_in()
        if not self.running:
            self.make_plan(self.holders, self.chosen_account)
            self._check_plan()

    def _fill_template(self) -> None:
        """Follow the priority of the account, unless somebody chose another template."""
        account, said = self.chosen_account, self.data.get("suggested_template", "")
        self.suggested["template"] = said
        if account is None or not said or said != self.data.get("template"):
            return
        proposed = proposing.template_for(account, self.templates, self.today)
        if proposed and str(proposed.pk) != said:
            self.cleaned_data["template"] = proposed
            self.suggested["template"] = str(proposed.pk)
            self.data["template"] = str(proposed.pk)  # type: ignore[index]
            self.errors.pop("template", None)

    def _check_plan(self) -> None:
        """A plan that does not fit needs a yes."""
        if self.plan is None or self.shown_instead:
            return
        late = len(problems(self.plan))
        if late and self.starts and not self.cleaned_data.get("start_anyway"):
            things = "One thing does" if late == 1 else f"{late} things do"
            self.add_error("start_anyway", f"{things} not fit. Change the dates, or tick to go on.")

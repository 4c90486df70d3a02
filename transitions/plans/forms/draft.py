"""The answers of a draft, which can be changed until it starts."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.models import Template
from config.lib.comparing import Comparing
from config.lib.forms import answer
from transitions.plans.choices import TeamRole
from transitions.plans.forms.new import NewTransitionForm
from transitions.plans.forms.new_dates import DATES
from transitions.plans.models import Transition
from transitions.plans.operations import redrafting
from transitions.plans.operations.starting import NewTransition
from transitions.plans.queries.carrying import last_of, told_by

SAME_NAME = ("reason", "client_reason", "starts_on", "owns_on", "ends_on")
BY_ID = ("account", "incoming", "template", "calendar", "manager")
OTHERS = (TeamRole.HR, TeamRole.BACKUP)
COMPARED = (
    "reason", "client_reason", "incoming", "template", *DATES, "calendar", "manager",
    *OTHERS,
)  # fmt: skip


def answers_of(draft: Transition, user: User) -> QueryDict:
    """What the form says for a draft that nobody has touched yet.

    Where nothing is carried over the points of the last handover stay ticked as they were.
    """
    last = draft.follows or last_of(draft.account, user)
    team = draft.team.filter(role__in=OTHERS)
    said: dict[str, Any] = {
        **{name: getattr(draft, name) for name in SAME_NAME},
        **{name: getattr(draft, f"{name}_id") for name in BY_ID},
        **dict(team.values_list("role", "person")),
        "seen": redrafting.stamp(draft),
        **({"carries": "on"} if draft.follows else {}),
        **({"points_of": last.pk} if last else {}),
    }
    answers = QueryDict(mutable=True)
    answers.update({name: str(value) for name, value in said.items()})
    if last:
        points = [point.pk for point in told_by(last).open_points]
        answers.setlist("point", [str(pk) for pk in points if pk not in draft.left_behind])
    return answers


class DraftForm(Comparing, NewTransitionForm):
    """The same questions for a draft; its account stays, and its template may."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict, *, draft: Transition, user: User, today: date, starts: bool
    ) -> None:
        self.draft = draft
        super().__init__(data, user=user, today=today, starts=starts, made=draft)
        del self.fields["request_key"]

    def offer(self) -> None:
        super().offer()
        account, template = self.fields["account"], self.fields["template"]
        assert isinstance(account, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(template, forms.ModelChoiceField)  # noqa: S101 - declared above
        account.queryset = Account.objects.filter(pk=self.draft.account_id).select_related(
            "owner__team__lead"
        )
        own = Template.objects.filter(pk=self.draft.template_id)
        template.queryset = Template.objects.published() | own

    @property
    def is_too_late(self) -> bool:
        """It is no draft any more: the answers are only kept to be copied."""
        return not self.draft.is_draft

    @cached_property
    def templates(self) -> list[Template]:
        """The same, and that of the draft where it is no longer in use."""
        found = super().templates
        return found if self.draft.template in found else [*found, self.draft.template]

    def list_accounts(self) -> None:
        """Only the account of the draft."""
        account = self.draft.account
        self.fields["account"].widget.choices = [(account.pk, str(account))]

    def new_transition(self) -> NewTransition:
        self.cleaned_data["request_key"] = self.draft.request_key
        return super().new_transition()

    def renew(self) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        self.draft.refresh_from_db()
        answer(self, "seen", redrafting.stamp(self.draft))
        team = self.draft.team.filter(role__in=OTHERS).select_related("person")
        others = {member.role: member.person for member in team}
        self.set_beside(
            lambda name: others.get(name) if name in OTHERS else getattr(self.draft, name),
            {name: self.cleaned_data[name] for name in COMPARED},
        )

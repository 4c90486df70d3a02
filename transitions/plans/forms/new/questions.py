"""What is asked for a new transition, and what each list offers."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.models import Template
from transitions.plans.choices import Reason
from transitions.plans.forms.new_dates import DATES, DatesForm
from transitions.plans.forms.people import PersonField
from transitions.plans.models import Transition
from transitions.plans.queries import new_page


class QuestionsForm(DatesForm):
    """Account, reason, successor, template and dates, and who else takes part."""

    marks_optional = False

    account = forms.ModelChoiceField(
        queryset=Account.objects.none(),
        error_messages={
            "required": "Choose an account.",
            "invalid_choice": "You cannot hand over this account. Choose another one.",
        },
    )
    reason = forms.ChoiceField(
        choices=Reason.choices, error_messages={"required": "Choose a reason."}
    )
    client_reason = forms.CharField(
        label="What the client will read", max_length=300, required=False
    )
    incoming = PersonField(
        label="Incoming KAM",
        queryset=User.objects.none(),
        error_messages={
            "required": "Choose who takes over.",
            "invalid_choice": "This person cannot take over accounts. Choose someone else.",
        },
    )
    manager = PersonField(
        label="Sales manager",
        queryset=User.objects.none(),
        required=False,
        empty_label="Whoever leads the team",
    )
    hr = PersonField(label="HR", queryset=User.objects.none(), required=False, empty_label="Nobody")
    backup = PersonField(
        label="Backup", queryset=User.objects.none(), required=False, empty_label="Nobody"
    )
    carries = forms.BooleanField(required=False, label="Carry these over")
    start_anyway = forms.BooleanField(required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("account", "reason", "client_reason", "incoming", "template", *DATES, "calendar")

    def __init__(
        self,
        data: QueryDict,
        *,
        user: User,
        today: date,
        starts: bool,
        made: Transition | None = None,
    ) -> None:
        """A form filled with `data`.

        `starts` says whether it is to start at once; `made` is what it made when it was sent
        before.
        """
        super().__init__(data, today=today)
        self.user, self.starts, self.made = user, starts, made
        self.taken_account: Account | None = None
        self.running: Transition | None = None
        self.is_sent_again = False
        self.offer()

    def offer(self) -> None:
        """Say what each list offers to this person."""
        choices: dict[str, Any] = {
            "account": new_page.startable(self.user),
            "incoming": User.objects.holding_accounts(),
            "template": Template.objects.published(),
            "calendar": Calendar.objects.prefetch_related("closures"),
            "manager": new_page.managers(),
            "hr": new_page.hr_people(),
            "backup": new_page.backups(),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
            field.queryset = queryset
            if isinstance(field, PersonField):
                field.user = self.user

    def list_accounts(self) -> None:
        """Fill the list of accounts; only the whole page needs it."""
        options = new_page.account_options(self.user)
        self.fields["account"].widget.choices = [
            ("", "Choose an account"),
            *((one.pk, one.label) for one in options),
        ]

    @cached_property
    def templates(self) -> list[Template]:
        """The templates to choose from."""
        return new_page.templates()

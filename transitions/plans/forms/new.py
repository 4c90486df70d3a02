"""The answers that a new transition is made from."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.choices import ItemRole
from checklists.library.models import Template
from config.lib import words
from transitions.plans.choices import Reason
from transitions.plans.forms.new_dates import DATES, DatesForm
from transitions.plans.forms.people import PersonField
from transitions.plans.forms.sentences import already_in_transition, sent_before
from transitions.plans.models import Transition
from transitions.plans.operations.starting import NewTransition
from transitions.plans.queries import new_page
from transitions.plans.queries.preview import Preview, preview, problems

PEOPLE = ("incoming", "manager", "hr", "backup")


class NewTransitionForm(DatesForm):
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
    incoming = forms.ModelChoiceField(
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

    def list_accounts(self) -> None:
        """Fill the list of accounts; only the whole page needs it."""
        options = new_page.account_options(self.user)
        self.fields["account"].widget.choices = [
            ("", "Choose an account"),
            *((one.pk, one.label) for one in options),
        ]

    @property
    def templates(self) -> list[Template]:
        """The templates to choose from."""
        return new_page.templates()

    @property
    def chosen_account(self) -> Account | None:
        """The account, also where it cannot be handed over now."""
        account: Account | None = self.cleaned_data.get("account") or self.taken_account
        return account

    @property
    def holders(self) -> dict[str, User]:
        """Who holds which role, as far as people have been chosen."""
        account = self.chosen_account
        people: dict[str, Any] = {ItemRole.OUTGOING: account.owner if account else None}
        roles = (ItemRole.INCOMING, ItemRole.MANAGER, ItemRole.HR)
        people |= {role: self.cleaned_data.get(role.value) for role in roles}
        return {role: person for role, person in people.items() if isinstance(person, User)}

    @property
    def kams(self) -> str:
        """The two KAMs by first name, once both are known."""
        people = [self.holders.get(role) for role in (ItemRole.OUTGOING, ItemRole.INCOMING)]
        return (
            words.listing([person.first_name for person in people if person]) if all(people) else ""
        )

    @property
    def preview(self) -> Preview | None:
        if self.plan is None or self.work_calendar is None:
            return None
        return preview(self.plan, self.work_calendar, self.holders)

    def new_transition(self) -> NewTransition:
        """The answers, once the form is valid."""
        names = ("account", "client_reason", "template", "calendar", *PEOPLE, *DATES)
        answers: dict[str, Any] = {name: self.cleaned_data[name] for name in names}
        reason, key = Reason(self.cleaned_data["reason"]), self.cleaned_data["request_key"]
        return NewTransition(**answers, reason=reason, request_key=key)

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
        self._name_manager()
        self._check_people()
        self.fill_calendar(self.chosen_account)
        self.fill_dates()
        self.check_dates()
        self._check_leaver()
        self._say_who_steps_in()
        if not self.running:
            self.make_plan(self.holders)
            self._check_plan()

    def _name_manager(self) -> None:
        account = self.chosen_account
        if account and not self.cleaned_data.get("manager") and "manager" not in self.errors:
            self.cleaned_data["manager"] = new_page.manager_for(self.user, account)

    def _check_people(self) -> None:
        account, incoming = self.chosen_account, self.cleaned_data.get("incoming")
        if account and incoming and incoming.pk == account.owner_id:
            self.add_error(
                "incoming", f"{incoming.first_name} hands this account over. Choose someone else."
            )
        backup = self.cleaned_data.get("backup")
        if backup and backup in {account.owner if account else None, incoming}:
            self.add_error(
                "backup", f"{backup.first_name} is one of the two KAMs. Choose someone else."
            )

    def _check_leaver(self) -> None:
        incoming, owns_on = self.cleaned_data.get("incoming"), self.cleaned_data.get("owns_on")
        if incoming and owns_on and incoming.leaves_by(owns_on):
            self.add_error(
                "incoming",
                f"{incoming.first_name} leaves on {self.say(incoming.last_day_on)}, before "
                "ownership moves. Choose someone else.",
            )

    def _say_who_steps_in(self) -> None:
        """What an empty role means, and what a person in it gets."""
        manager = self.holders.get(ItemRole.MANAGER)
        name = manager.first_name if manager else "the sales manager"
        self["hr"].help_text = (
            "Gets the items of HR and sees the account."
            if self.cleaned_data.get("hr")
            else f"Nobody: {name} gets these items."
        )
        self["backup"].help_text = (
            "Sees the account and can tick items when a KAM is away."
            if self.cleaned_data.get("backup")
            else f"Nobody: {name} finds somebody when a KAM is away."
        )

    def _check_plan(self) -> None:
        """A plan that does not fit needs a yes."""
        if self.plan is None or self.shown_instead:
            return
        late = len(problems(self.plan))
        if late and self.starts and not self.cleaned_data.get("start_anyway"):
            things = "One thing does" if late == 1 else f"{late} things do"
            self.add_error("start_anyway", f"{things} not fit. Change the dates, or tick to go on.")

"""What somebody answers before many items are changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.people.models import User
from config.lib.forms import Form
from transitions.batches.choices import Action
from transitions.batches.rules.wish import MOST_DAYS, Wish

LATER, EARLIER = "later", "earlier"


class WishForm(Form):
    """The answers that one action needs; `hint` says what it does."""

    action = Action.DONE
    hint = ""

    def __init__(self, people: Sequence[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(people)

    def offer(self, people: Sequence[User]) -> None:
        """Let somebody choose among the people of the teams, where that is asked."""

    def wish(self) -> Wish:
        """The action with its answers; the form has to be valid."""
        return Wish(self.action)


class DoneForm(WishForm):
    hint = "Items that wait for others, or have no proof yet, stay open."


class AssignForm(WishForm):
    action = Action.ASSIGN
    hint = "Each item goes to this person alone; whoever helped no longer does."
    person = forms.TypedChoiceField(label="Who does them?", coerce=int)

    def offer(self, people: Sequence[User]) -> None:
        self.people = {person.pk: person for person in people}
        chooser = self.fields["person"]
        assert isinstance(chooser, forms.ChoiceField)  # noqa: S101 - declared above
        names = [(str(pk), person.full_name) for pk, person in self.people.items()]
        chooser.choices = [("", "Choose a person"), *names]

    def wish(self) -> Wish:
        return Wish(self.action, person=self.people[self.cleaned_data["person"]])


class MoveForm(WishForm):
    action = Action.MOVE
    hint = "Days off, and the leave of whoever does an item, are skipped."
    days = forms.IntegerField(
        label="By how many working days?", min_value=1, max_value=MOST_DAYS, initial=1
    )
    way = forms.ChoiceField(label="Which way?", choices=[(LATER, "Later"), (EARLIER, "Earlier")])

    def wish(self) -> Wish:
        days = self.cleaned_data["days"]
        return Wish(self.action, days=days if self.cleaned_data["way"] == LATER else -days)


class SkipForm(WishForm):
    action = Action.SKIP
    hint = "The reason stands on each item, and in the log."
    words = forms.CharField(
        label="Why do they not apply?",
        max_length=300,
        error_messages={"required": "Say why these items do not apply."},
    )

    def wish(self) -> Wish:
        return Wish(self.action, words=self.cleaned_data["words"])


class RemindForm(WishForm):
    action = Action.REMIND
    hint = (
        "Everybody gets one mail about their items. Nobody is reminded of an item twice on a day. "
        "Mails cannot be taken back."
    )
    words = forms.CharField(
        label="A sentence from you",
        max_length=300,
        required=False,
        help_text="It stands above the items.",
    )

    def wish(self) -> Wish:
        return Wish(self.action, words=self.cleaned_data["words"])


FORMS: dict[str, type[WishForm]] = {
    form.action: form for form in (AssignForm, MoveForm, DoneForm, SkipForm, RemindForm)
}

"""What people fill in about one item. Each form knows the operation behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from accounts.people.models import User
from checklists.runs.models import Item, Phase
from config.lib import words
from config.lib.forms import Form, answer
from config.lib.kept_files.kinds import KINDS
from transitions.plans.forms.keys import RequestKey
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import DoesNotFit, NewItem, Who
from transitions.plans.rules import untold


class ItemForm(Form):
    """A form on one item; `field` is where a refusal of the operation is shown."""

    action: ClassVar[str]
    field: ClassVar[str]
    can_undo: ClassVar[bool] = False

    def __init__(self, transition: Transition, item: Item, *args: Any, **kwargs: Any) -> None:
        self.transition, self.item = transition, item
        kwargs.setdefault("auto_id", f"item-{item.pk}-%s")
        super().__init__(*args, **kwargs)

    def offer(self, people: Sequence[User]) -> None:
        """Offer people who are loaded already, where the form asks for one."""

    def keyed(self, who: Who) -> Who:
        """The person together with the key of this opened form."""
        return replace(who, key=self.cleaned_data["request_key"])

    def act(self, who: Who) -> str:
        """Do what was asked for, and say it in one sentence."""
        raise NotImplementedError


class NoteForm(ItemForm):
    action, field = "note", "body"
    request_key = RequestKey()
    body = forms.CharField(
        label="Add a note or a comment",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Add a note or a comment"}),
        error_messages={"required": "The note is empty. Write what the others should know."},
    )

    def act(self, who: Who) -> str:
        body = self.cleaned_data["body"]
        items.note(self.transition.pk, self.item.pk, body, self.keyed(who))
        return f"Noted on “{self.item.title}”{untold(body)}"


class NoteAlong(Form):
    """What stands in the note form of an item while that is ticked; it may be nothing."""

    request_key = RequestKey()
    body = forms.CharField(required=False, max_length=4000)


class FileForm(ItemForm):
    action, field = "file", "upload"
    request_key = RequestKey()
    upload = forms.FileField(
        label="Add a file",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
    )

    def act(self, who: Who) -> str:
        upload: UploadedFile[Any] = self.cleaned_data["upload"]
        kept = items.attach(self.transition.pk, self.item.pk, upload, self.keyed(who))
        return f"Added “{kept.name}”"


class SkipForm(ItemForm):
    action, field, can_undo = "skip", "reason", True
    reason = forms.CharField(
        label="Why does it not apply?",
        max_length=300,
        error_messages={"required": "Say why this item does not apply."},
    )

    def act(self, who: Who) -> str:
        items.skip(self.transition.pk, self.item.pk, self.cleaned_data["reason"], who)
        return f"Set aside “{self.item.title}”"


class ReassignForm(ItemForm):
    action, field = "reassign", "person"
    person = forms.ModelChoiceField(User.objects.none(), label="Who does it?", empty_label=None)

    def __init__(self, transition: Transition, item: Item, *args: Any, **kwargs: Any) -> None:
        super().__init__(transition, item, *args, **kwargs)
        chooser = self.fields["person"]
        assert isinstance(chooser, forms.ModelChoiceField)  # noqa: S101 - declared above
        chooser.queryset = people_of(transition)
        chooser.initial = item.assignee_id

    def offer(self, people: Sequence[User]) -> None:
        chooser = self.fields["person"]
        assert isinstance(chooser, forms.ModelChoiceField)  # noqa: S101 - declared above
        names = {person.pk: person.full_name for person in people if person.is_active}
        chooser.choices = list(names.items())

    def act(self, who: Who) -> str:
        person: User = self.cleaned_data["person"]
        change = items.reassign(self.transition.pk, self.item.pk, person, who)
        if not change.happened:
            return f"“{self.item.title}” is with {person.first_name} already"
        return f"Gave “{self.item.title}” to {person.first_name}"


class MoveForm(ItemForm):
    """Another day; one that does not fit is asked about once more, by `anyway`."""

    action, field, submit = "move", "due_on", "Move"
    due_on = forms.DateField(label="New day", widget=forms.DateInput)
    anyway = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, transition: Transition, item: Item, *args: Any, **kwargs: Any) -> None:
        super().__init__(transition, item, *args, **kwargs)
        self.fields["due_on"].initial = item.due_on

    def act(self, who: Who) -> str:
        due_on = self.cleaned_data["due_on"]
        anyway = self.cleaned_data["anyway"] == due_on.isoformat()
        try:
            items.move_date(self.transition.pk, self.item.pk, due_on, who, anyway=anyway)
        except DoesNotFit:
            self._ask_again(due_on)
            raise
        return f"Moved “{self.item.title}” to {words.day(due_on, today=timezone.localdate())}"

    def _ask_again(self, due_on: date) -> None:
        """Let the button mean this day and no other."""
        answer(self, "anyway", due_on.isoformat())
        self.submit = "Move it all the same"


FORMS: dict[str, type[ItemForm]] = {
    form.action: form for form in (NoteForm, FileForm, SkipForm, ReassignForm, MoveForm)
}


class NewItemForm(Form):
    """An item that the template does not have."""

    request_key = RequestKey()
    phase = forms.ModelChoiceField(Phase.objects.none(), empty_label=None)
    title = forms.CharField(max_length=120, label="What is to be done?")
    guidance = forms.CharField(
        required=False,
        label="What good looks like",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    assignee = forms.ModelChoiceField(User.objects.none(), label="Who does it?", empty_label=None)
    due_on = forms.DateField(label="Due", widget=forms.DateInput)
    is_required = forms.BooleanField(
        required=False,
        label="Required",
        help_text="Required items due by the day of ownership hold it back until they are closed.",
    )

    def __init__(self, transition: Transition, *args: Any, **kwargs: Any) -> None:
        self.transition = transition
        super().__init__(*args, **kwargs)
        phase, assignee = self.fields["phase"], self.fields["assignee"]
        assert isinstance(phase, forms.ModelChoiceField)  # noqa: S101 - declared above
        assert isinstance(assignee, forms.ModelChoiceField)  # noqa: S101 - declared above
        phase.queryset = Phase.objects.filter(checklist=transition.checklist_id)
        assignee.queryset = people_of(transition)

    def act(self, who: Who) -> Item:
        """Add the item; a required one due by the day of ownership holds that back."""
        due_on, is_required = self.cleaned_data["due_on"], self.cleaned_data["is_required"]
        new = NewItem(
            phase_id=self.cleaned_data["phase"].pk,
            title=self.cleaned_data["title"],
            guidance=self.cleaned_data["guidance"],
            assignee=self.cleaned_data["assignee"],
            due_on=due_on,
            is_required=is_required,
            is_gate=is_required
            and due_on <= self.transition.owns_on
            and not self.transition.has_moved,
            key=self.cleaned_data["request_key"],
        )
        return items.add(self.transition.pk, new, who)


def people_of(transition: Transition) -> Any:
    """The people on the team of a transition, each once."""
    return User.objects.active().filter(memberships__transition=transition).distinct()

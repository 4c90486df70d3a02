"""What people fill in to comment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from checklists.runs.models import Item
from config.lib.comparing import Comparing
from config.lib.forms import Form, answer
from transitions.comments.models import LONGEST, Comment
from transitions.comments.operations import writing
from transitions.comments.operations.writing import ChangedMeanwhile, Said
from transitions.comments.queries.thread import names_of
from transitions.comments.rules.showing import plain
from transitions.plans.forms.keys import RequestKey
from transitions.plans.models import Transition
from transitions.plans.operations.items import Who

EMPTY = "The comment is empty. Write what the others should know."
HOW = (
    "Type @ and a name: that person is told. "
    '<span class="by-key">Ctrl+Enter sends it, on a Mac ⌘+Enter.</span>'
)


class CommentForm(Form):
    """Something said, on a transition or on one of its items."""

    request_key = RequestKey()
    body = forms.CharField(
        label="Write a comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": EMPTY},
        help_text=HOW,
    )

    def __init__(
        self, transition: Transition, *args: Any, item: Item | None = None, **kwargs: Any
    ) -> None:
        self.transition, self.item = transition, item
        kwargs.setdefault("auto_id", f"item-{item.pk}-%s" if item else "say-%s")
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> Comment:
        """Say it."""
        said = Said(self.cleaned_data["body"], self.item.pk if self.item else None)
        keyed = replace(who, key=self.cleaned_data["request_key"])
        return writing.add(self.transition.pk, said, keyed)


class AlongForm(CommentForm):
    """The same in the field that an item has for its notes, too: there is one place to write."""

    body = forms.CharField(
        label="Add a note or a comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Add a note or a comment"}),
        error_messages={"required": EMPTY},
    )


class ChangeForm(Comparing, Form):
    """The words of a comment, put right."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    body = forms.CharField(
        label="Comment",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": EMPTY},
        help_text=HOW,
    )

    def __init__(self, comment: Comment, *args: Any, **kwargs: Any) -> None:
        self.comment = comment
        kwargs.setdefault("initial", {"body": typed(comment), "version": comment.version})
        super().__init__(*args, **kwargs)

    def act(self, who: Who) -> Comment:
        """Save it."""
        answers = self.cleaned_data
        return writing.change(self.comment.pk, answers["body"], who, version=answers["version"])

    def show_both(self, meanwhile: ChangedMeanwhile) -> None:
        """Show what is saved now beside what was typed; sent again, it replaces that."""
        saved = typed(meanwhile.comment)
        self.set_beside(lambda name: saved, {"body": self.cleaned_data["body"]})
        answer(self, "version", str(meanwhile.comment.version))


def typed(comment: Comment) -> str:
    """The words of a comment as somebody types them."""
    return plain(comment.body, names_of(comment))

"""The base of the forms of a template: they know what they were opened on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from checklists.library.rules.stamps import stamp
from config.lib.comparing import Comparing
from config.lib.forms import Form, answer

HIDDEN = {"seen", "request_key"}


class ValuesForm(Comparing, Form):
    """A form on saved values. One on something new carries a key, so that sending it twice adds
    it once; one on something old a stamp, so that nobody overwrites what they have not seen.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        values: Mapping[str, Any],
        *,
        is_new: bool = False,
        place: str = "",
    ) -> None:
        """`place` tells apart the fields of several forms on one page."""
        super().__init__(
            data,
            initial={**self.shown(values), "seen": stamp(values)},
            auto_id=f"id_{place}_%s" if place else "id_%s",
        )
        self.fields["request_key"].initial = uuid4
        del self.fields["seen" if is_new else "request_key"]

    @property
    def values(self) -> dict[str, Any]:
        """What is to be saved."""
        answers = {key: value for key, value in self.cleaned_data.items() if key not in HIDDEN}
        return self.meant(answers)

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Saved values as the form asks for them."""
        return dict(values)

    def meant(self, answers: dict[str, Any]) -> dict[str, Any]:
        """Answers as they are saved."""
        return answers

    def compare(self, saved: Mapping[str, Any]) -> None:
        """Show what somebody else saved beside what was typed; saving again replaces it."""
        answer(self, "seen", stamp(saved))
        typed = {key: one for key, one in self.shown(self.values).items() if key in self.fields}
        self.set_beside(self.shown(saved).__getitem__, typed)

    def renew_key(self) -> None:
        """Let the same form, sent again, add another one."""
        answer(self, "request_key", str(uuid4()))

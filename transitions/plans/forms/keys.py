"""The key of an opened form: sent twice, it acts once."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError

from config.lib.forms import answer


class RequestKey(forms.UUIDField):
    """Hidden, new with every form that is opened; one that is missing or broken is made anew.

    It has no id: one page holds several forms, and no label points to it.
    """

    def __init__(self) -> None:
        hidden = forms.HiddenInput(attrs={"id": False})
        super().__init__(required=False, widget=hidden, initial=uuid4)

    def clean(self, value: Any) -> UUID:
        try:
            key: UUID | None = super().clean(value)
        except ValidationError:
            key = None
        return key or uuid4()


def renew(form: forms.BaseForm) -> None:
    """Let the same form, sent again, make another one: the key it was sent with is used up."""
    answer(form, "request_key", str(uuid4()))

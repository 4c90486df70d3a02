"""A new password, typed twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from accounts.people.models import User
from config.lib.forms import Form

AUTOCOMPLETE = {"autocomplete": "new-password"}


class NewPassword(Form):
    """Two fields that must agree, checked against the rules for passwords."""

    password1 = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(AUTOCOMPLETE),
        help_text="At least eight characters; a sentence is good.",
    )
    password2 = forms.CharField(
        label="Password again", strip=False, widget=forms.PasswordInput(AUTOCOMPLETE)
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        first, second = answers.get("password1"), answers.get("password2")
        if first and second and first != second:
            self.add_error("password2", "The two passwords differ.")
        elif first:
            self._check_strength(first, answers)
        return answers

    def _check_strength(self, password: str, answers: dict[str, Any]) -> None:
        try:
            validate_password(password, self.person_of(answers))
        except forms.ValidationError as error:
            self.add_error("password1", error)

    def person_of(self, answers: dict[str, Any]) -> User:
        """Whose password it is to be; it must not resemble what is known about them."""
        return User(email=answers.get("email", ""), full_name=answers.get("full_name", ""))

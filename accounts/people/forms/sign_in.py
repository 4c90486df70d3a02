"""allauth's forms in our look and words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms

from config.lib.forms import StyledForm


class SignInForm(StyledForm, allauth_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["login"], "E-mail")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        name(self.fields["password"], "Password")


class PasswordLinkForm(StyledForm, allauth_forms.ResetPasswordForm):
    """Where to send the link with which somebody chooses a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["email"], "E-mail")


class NewPasswordForm(StyledForm, allauth_forms.ResetPasswordKeyForm):
    """A new password, through a link in a mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_new_password(self.fields)


class ChangePasswordForm(StyledForm, allauth_forms.ChangePasswordForm):
    """A new password, with the current one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["oldpassword"], "Current password")
        name_new_password(self.fields)


def name_new_password(fields: dict[str, forms.Field]) -> None:
    name(fields["password1"], "New password", "At least eight characters; a sentence is good.")
    name(fields["password2"], "New password again")


def name(field: forms.Field, label: str, help_text: str = "") -> None:
    """Our words; a placeholder that repeats the label only disappears when one needs it."""
    field.label = label
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)

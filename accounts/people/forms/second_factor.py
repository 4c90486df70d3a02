"""allauth's forms for codes and passkeys, in our look and words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.people.choices import SecurityEventKind
from accounts.people.forms.sign_in import name
from accounts.people.operations import security
from accounts.people.operations.security import Seen
from config.lib.forms import StyledForm

GOOD_FOR = 120
"""Seconds for which a code stays used: longer than any code is good."""
TOO_MANY = "Too many wrong codes. Wait five minutes, then try again."
NO_RECOVERY_CODE = "This is none of your recovery codes, or it has been used. Each is good once."
USED = "This code has been used. Wait for the next one."


class PasswordAgainForm(StyledForm, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["password"], "Password")


class CodeField:
    """A field for six digits of an app, or a recovery code; each is good once."""

    fields: dict[str, forms.Field]
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["code"], "Code", "From your authenticator app, or a recovery code.")
        self.fields["code"].widget.attrs.update(inputmode="numeric", maxlength="20")

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError as error:
            if error.code in {"too_many_login_attempts", "rate_limited"}:
                keep_refusal(self.user, "Too many wrong codes")
                raise ValidationError(TOO_MANY) from error
            raise
        if self.is_of_app() and not use_up(self.user.pk, code):
            keep_refusal(self.user, "Code used before")
            raise ValidationError(USED)
        return code

    def is_of_app(self) -> bool:
        found: Authenticator = self.authenticator  # type: ignore[attr-defined]
        return bool(found.type == Authenticator.Type.TOTP)


class AnyCode(CodeField):
    """A code of whatever its owner has: who has no app is not asked for its codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apps = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP)
        self.has_app = apps.exists()
        if not self.has_app:
            name(self.fields["code"], "Recovery code", "One of those that you kept.")

    def clean_code(self) -> str:
        try:
            return super().clean_code()
        except ValidationError as error:
            if error.code == "incorrect_code" and not self.has_app:
                raise ValidationError(NO_RECOVERY_CODE) from error
            raise


class CodeForm(AnyCode, StyledForm, base.AuthenticateForm):
    """The second step of a sign-in."""


class CodeAgainForm(AnyCode, StyledForm, base.ReauthenticateForm):
    """A code instead of the password, before something that matters."""


class AppForm(CodeField, StyledForm, totp.ActivateTOTPForm):
    """The first code of a new authenticator app proves that it works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["code"], "Code from the app", "Six digits; a new one comes every 30 s.")

    @property
    def secret_in_groups(self) -> list[str]:
        """The secret as it is read from one screen and typed into another: four by four."""
        return [self.secret[start : start + 4] for start in range(0, len(self.secret), 4)]

    def is_of_app(self) -> bool:
        return True


class RemoveAppForm(StyledForm, totp.DeactivateTOTPForm):
    """Asks nothing; the button is the answer."""


class NewCodesForm(StyledForm, recovery.GenerateRecoveryCodesForm):
    """Asks nothing; the button is the answer."""


class PasskeyForm(StyledForm, passkeys.AddWebAuthnForm):
    """A new passkey: the browser's answer, and a name to know it by.

    Every passkey can sign in on its own, so its owner must unlock it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("passwordless", None)
        name(self.fields["name"], "Name", "To know it by, such as “Laptop”.")
        self.fields["name"].required = True
        self.fields["name"].widget.attrs["maxlength"] = "60"

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class PasskeyNameForm(StyledForm, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name(self.fields["name"], "Name")
        self.fields["name"].widget.attrs["maxlength"] = "60"


def use_up(person_id: int, code: str) -> bool:
    """Whether a code of a person's app is used for the first time."""
    digits = "".join(sign for sign in code if sign.isalnum())
    return bool(cache.add(f"totp-used:{person_id}:{digits}", "y", timeout=GOOD_FOR))


def keep_refusal(person: Any, why: str) -> None:
    """Keep in the audit that a code was refused, and why."""
    security.record(
        SecurityEventKind.REFUSED,
        person=person,
        seen=Seen.of(context.request),
        details=why,
        now=timezone.now(),
    )

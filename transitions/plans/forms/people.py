"""One person out of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.people.models import User


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes none when it runs
    """One of the people on offer; somebody who can no longer sign in is refused with that reason.

    By name only where `user`, who fills the form in, may see that person.
    """

    user: User | None = None

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            if person := _gone(str(value)):
                name = person if self.user and _sees(self.user, person) else "This person"
                raise ValidationError(
                    f"{name} can no longer sign in. Choose someone else.", code="gone"
                ) from None
            raise


def _gone(said: str) -> User | None:
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        return None
    return User.objects.filter(pk=said, is_active=False).first()


def _sees(user: User, person: User) -> bool:
    return User.objects.visible_to(user).filter(pk=person.pk).exists()

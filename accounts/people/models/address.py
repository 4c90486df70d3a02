"""E-mail addresses by which people are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    EmailField = models.EmailField[str, str]
else:
    EmailField = models.EmailField


class AddressField(EmailField):
    """An e-mail address, kept and looked for in small letters, whichever way somebody typed it.

    Sign-in and password links look for small letters only. In migrations it is Django's own.
    """

    def to_python(self, value: Any) -> Any:
        return in_small_letters(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return in_small_letters(super().get_prep_value(value))

    def pre_save(self, instance: models.Model, add: bool) -> Any:
        kept = in_small_letters(super().pre_save(instance, add))
        setattr(instance, self.attname, kept)
        return kept

    def deconstruct(self) -> Any:
        name, _, args, options = super().deconstruct()
        return name, "django.db.models.EmailField", args, options


def in_small_letters(address: Any) -> Any:
    return address.lower() if isinstance(address, str) else address

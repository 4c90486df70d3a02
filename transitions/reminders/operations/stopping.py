"""A person wants no more digests."""

from __future__ import annotations

from accounts.people.choices import Rhythm
from accounts.people.models import User


def stop(person: User) -> None:
    """Send a person no more digests until they ask for them again in their profile."""
    person.digest_rhythm = Rhythm.OFF
    person.save(update_fields=["digest_rhythm"])

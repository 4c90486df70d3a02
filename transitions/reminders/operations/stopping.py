"""A person wants no more digests."""

from __future__ import annotations

from accounts.people.choices import Rhythm
from accounts.people.models import User
from config.lib import acting


def stop(person: User) -> None:
    """Send a person no more digests until they ask for them again in their profile."""
    person.digest_rhythm = Rhythm.OFF
    with acting.by(person.pk):  # the link proves who it is, also where nobody has signed in
        person.save(update_fields=["digest_rhythm"])

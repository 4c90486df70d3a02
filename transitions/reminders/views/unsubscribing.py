from __future__ import annotations

from accounts.people.choices import Rhythm
from accounts.people.views.stopping import stopping
from transitions.reminders import operations
from transitions.reminders.rules.stopping import person_of

unsubscribe = stopping(
    "transitions/reminders/unsubscribe.html",
    person_of=person_of,
    is_off=lambda person: person.digest_rhythm == Rhythm.OFF,
    stop=operations.stop,
)
"""A person stops their digest."""

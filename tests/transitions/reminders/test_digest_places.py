"""A digest is written as its reader wants dates written, whoever else gets one at the same time."""

from __future__ import annotations

from datetime import datetime

from accounts.people.choices import Locale
from accounts.people.models import User
from config.lib import places
from config.lib.mail.models import Message
from transitions.plans.models import Transition
from transitions.reminders.operations import write_due


def test_each_digest_is_in_the_format_of_its_reader(
    transition: Transition, owner: User, successor: User, morning: datetime
) -> None:
    User.objects.filter(pk=successor.pk).update(locale=Locale.DE)

    write_due(morning)

    german = Message.objects.get(person=successor)
    british = Message.objects.get(person=owner)
    for body in (german.body_text, german.body_html):
        assert "Di. 24. November" in body
        assert "24 November" not in body
    assert "Di. 24" not in british.body_html
    assert "Tue 24 November" in british.body_html
    assert places.current() == "en_GB"

"""Reminders: one mail a person about all items of a batch that wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.people.models import User
from config.lib import places, words
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft, queue_all
from config.lib.mail.stencils import inlined
from config.lib.site_time import site_day
from transitions.batches.models import Batch, Reminder
from transitions.batches.rules.step import Step
from transitions.plans.operations.working import Who


def remind(batch: Batch, going: Sequence[Step], who: Who) -> None:
    """Write the mails into the outbox, and down who is reminded of what; two queries."""
    people = {person.pk: person for step in going for person in step.people}
    of = {pk: [step for step in going if pk in {one.pk for one in step.people}] for pk in people}
    messages = queue_all(_draft(people[pk], steps, batch.words, who) for pk, steps in of.items())
    sent = dict(zip(of, messages, strict=True))
    on = site_day(who.now)
    Reminder.objects.bulk_create(
        Reminder(batch=batch, item=step.item, person=people[pk], on=on, message=sent[pk])
        for pk, steps in of.items()
        for step in steps
    )


def _draft(person: User, steps: Sequence[Step], said: str, who: Who) -> Draft:
    """The mail to one person, written as they read days; an answer goes to who reminds them."""
    with places.written_for(person.locale):
        context = _context(person, steps, said, who)
        return Draft(
            kind=MessageKind.REMINDER,
            person=person,
            to=person.email,
            subject=render_to_string("email/reminder/subject.txt", context),
            body_text=render_to_string("email/reminder/body.txt", context),
            body_html=inlined(render_to_string("email/reminder/body.html", context)),
            headers={"Reply-To": who.by.email},
            send_after=who.now,
        )


def _context(person: User, steps: Sequence[Step], said: str, who: Who) -> dict[str, Any]:
    site, today = settings.SITE_URL.rstrip("/"), site_day(who.now)
    rows = [
        {
            "title": step.item.title,
            "account": step.transition.account.name,
            "when": words.lateness(step.item.due_on, today),
            "url": f"{site}{reverse('transition', args=[step.transition.pk])}"
            f"?item={step.item.pk}#item-{step.item.pk}",
        }
        for step in steps
    ]
    return {
        "first_name": person.first_name,
        "by": who.by,
        "said": said,
        "rows": rows,
        "headline": f"{who.by.full_name} reminds you of {words.count(len(rows), 'item')}",
        "link": site + reverse("my_work"),
        "company": settings.COMPANY_NAME,
        "host": urlsplit(site).netloc,
    }

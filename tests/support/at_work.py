"""People who tick, write and wish on a running site, and what it has promised them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Event
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from accounts.people.choices import Rhythm
from accounts.people.models import User
from checklists.runs.models import Item
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft, queue_all
from tests.factories.people import PASSWORD
from tests.factories.transitions import make_template, make_transition
from tests.support.site import HOST
from tests.support.visitor import Visitor
from transitions.plans.models import Transition

ZONES = (
    "Europe/Vienna", "America/New_York", "America/Los_Angeles", "Pacific/Honolulu",
    "Pacific/Auckland", "Asia/Tokyo",
)  # fmt: skip
WISHES = (1, 8)
"""After which entries somebody wishes for a report."""


@dataclass
class Person:
    """One of those at work, and what the site has promised to keep."""

    user: User
    transition: Transition
    items: list[Item]
    ticked: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    wished: int = 0
    broken: int = 0

    def work(self, port: int, until: Event) -> None:
        visitor = Visitor(port, HOST)
        visitor.sign_in(self.user.email, PASSWORD)
        at = f"/transitions/{self.transition.pk}"
        for number in count():
            if until.is_set():
                break
            if number < len(self.items):
                item = self.items[number]
                assert visitor.send(f"{at}/items/{item.pk}/tick/").status == 302
                self.ticked.append(item.title)
            activity = f"{self.user.full_name} called the client, {number}"
            answer = visitor.send(
                f"{at}/log/new/",
                request_key=str(uuid4()),
                happened_on=str(datetime.now(ZoneInfo(self.user.time_zone)).date()),
                activity=activity,
                responsible=str(self.user.pk),
                notes="",
            )
            assert answer.status == 302, answer.text
            self.written.append(activity)
            if number in WISHES:
                assert visitor.send(f"{at}/report/").status == 302
                self.wished += 1
        self.broken = visitor.broken


def on_a_handover(now: datetime) -> list[Person]:
    """The outgoing and the incoming KAM of a handover, who have 30 items each to tick."""
    transition = make_transition(
        template=make_template(extra=60),
        now=now - timedelta(days=20),
        starts_on=now.date() - timedelta(days=20),
        owns_on=now.date() + timedelta(days=15),
        ends_on=now.date() + timedelta(days=30),
    )
    items = list(Item.objects.filter(checklist=transition.checklist_id, title__startswith="Extra"))
    return [
        Person(transition.outgoing, transition, items[:30]),
        Person(transition.incoming, transition, items[30:]),
    ]


def wait_for_digests(now: datetime) -> None:
    """Everybody can sign in, works where it is morning, and gets a digest a day from midnight."""
    hour = {zone: now.astimezone(ZoneInfo(zone)).hour for zone in ZONES}
    hasher = PBKDF2PasswordHasher()
    User.objects.update(
        password=hasher.encode(PASSWORD, hasher.salt()),
        digest_rhythm=Rhythm.DAILY,
        digest_at="00:00",
        time_zone=next(zone for zone in ZONES if 1 <= hour[zone] <= 10),
        country="",
    )


def send_welcomes(number: int, now: datetime) -> None:
    """That many mails wait in the outbox."""
    queue_all(
        Draft(
            kind=MessageKind.ACCOUNT,
            to=f"person{one}@example.com",
            subject="Welcome",
            body_text="Sign in and look around.",
            body_html="<p>Sign in and look around.</p>",
            send_after=now,
        )
        for one in range(number)
    )

"""Who and what is measured: people with a session, a page with fifty items, items to tick."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db.models import Count, QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.runs.models import Item
from checklists.runs.operations import evidence
from checklists.runs.operations.evidence import Sent
from checklists.runs.rules.proof import NOTED
from tests.benchmarks.load import Request
from transitions.plans.choices import State
from transitions.plans.models import TeamMember, Transition

TOKEN = "a" * 32
PEOPLE = 12
"""Key account managers who tick at the same time."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """The usual case of everything that is measured."""

    administrator: User
    manager: User
    kam: User
    transition: Transition
    ticking: list[tuple[User, list[Item]]]

    @property
    def hot(self) -> tuple[User, list[Item]]:
        """One person and the items of one transition."""
        person, items = self.ticking[0]
        return person, [item for item in items if item.checklist_id == items[0].checklist_id]


def choose() -> Subjects:
    """The busiest of each kind; the same in the same database."""
    kams = list(_busiest())[:PEOPLE]
    ticking = [(kam, items) for kam in kams if (items := list(_free(kam)[:20]))]
    for kam, items in ticking:
        _prove(items, kam)
    leads = User.objects.filter(role=Role.MANAGER).annotate(
        many=Count("leads_teams__people__hands_over")
    )
    first = ticking[0][1][0]
    return Subjects(
        administrator=User.objects.filter(role=Role.ADMINISTRATOR).order_by("pk")[0],
        manager=leads.order_by("-many", "pk")[0],
        kam=ticking[0][0],
        transition=Transition.objects.get(checklist=first.checklist_id),
        ticking=ticking,
    )


def _busiest() -> Iterable[User]:
    members = TeamMember.objects.filter(
        transition__state=State.ACTIVE, person__role=Role.KAM, person__is_active=True
    )
    many = members.values("person").annotate(many=Count("pk")).order_by("-many", "person")
    for row in many[5 : 5 + PEOPLE * 2]:
        yield User.objects.get(pk=row["person"])


def _free(kam: User) -> QuerySet[Item]:
    """Items of a person that can be ticked once they are proven."""
    items = Item.objects.of(kam).open().filter(checklist__transition__state=State.ACTIVE)
    return items.filter(blockers=0).exclude(proof=Proof.FILE).order_by("checklist", "pk")


def _prove(items: Iterable[Item], kam: User) -> None:
    """Write the notes that prove items, where there are none yet."""
    for item in items:
        if item.proof in NOTED and not item.note_count:
            evidence.add_note(item.pk, "Agreed by phone.", Sent(kam, timezone.now()))


PLAIN = "django.contrib.auth.backends.ModelBackend"


def session(person: User, *, is_floor: bool) -> str:
    """The cookie of somebody who has signed in, here or on the bare site."""
    client = Client()
    client.force_login(person, backend=PLAIN if is_floor else settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def headers(person: User, *, writes: bool = False, is_floor: bool = False) -> dict[str, str]:
    """What a browser sends for a person; with htmx where something is written."""
    cookie = f"sessionid={session(person, is_floor=is_floor)}"
    if not writes:
        return {"Cookie": cookie}
    return {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def get(path: str, person: User, *, is_floor: bool = False) -> list[Request]:
    return [Request([f"GET {path}"], headers(person, is_floor=is_floor))]


def ticks(ticking: Iterable[tuple[User, list[Item]]], *, where: str) -> list[Request]:
    """Each person ticks and unticks items: on the page of the transition, or on My work."""
    return [
        Request(
            [f"POST {path}" for item in items for path in _pair(item, where)],
            headers(person, writes=True),
        )
        for person, items in ticking
    ]


def _pair(item: Item, where: str) -> list[str]:
    if where == "work":
        return [reverse("work_tick", args=[item.pk]), reverse("work_untick", args=[item.pk])]
    args = [item.checklist.transition.pk, item.pk]
    return [reverse("item_tick", args=args), reverse("item_untick", args=args)]


def floor_ticks(ticking: Sequence[tuple[User, list[Item]]], floor: str) -> list[Request]:
    """As many items, the plain way; each address ticks and unticks in turn.

    Items of handovers that are over: a floor keeps no totals, and would spoil those of the others.
    """
    over = Item.objects.filter(checklist__transition__state=State.COMPLETED).order_by("pk")
    rest = iter(over[: sum(len(items) for _, items in ticking)])
    ticking = [(person, list(islice(rest, len(items)))) for person, items in ticking]
    return [
        Request(
            [f"POST /{floor}/{item.pk}/" for item in items for _ in range(2)],
            headers(person, writes=True, is_floor=True),
        )
        for person, items in ticking
    ]

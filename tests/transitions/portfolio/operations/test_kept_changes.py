"""Whatever changes is on the next look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.clients.models import Access, Account
from accounts.people.models import Team, User
from checklists.library.models import Template
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.people import TeamFactory
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from tests.support.dashboards import Story, look
from transitions.plans.choices import TeamRole
from transitions.plans.models import HealthChange, LogEntry, TeamMember, Transition
from transitions.plans.operations import health, items, lifecycle, log, ownership, team
from transitions.plans.operations.items import Who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def tick(story: Story) -> None:
    item = item_of(story.transition, "List the contacts")
    items.tick(story.transition.pk, item.pk, Who(story.lead, NOW))


def hold(story: Story) -> None:
    lifecycle.hold(story.transition.pk, "The client asked.", by=story.lead, now=NOW)


def move(story: Story) -> None:
    ownership.move(story.transition.pk, by=story.lead, now=NOW, override_reason="Agreed.")


def write(story: Story) -> None:
    told = log.ByHand("Met in the canteen", story.lead, NOW)
    log.add_by_hand(story.transition.pk, told, by=story.lead)


def be_joined(story: Story) -> None:
    """Somebody else's transition gets the lead on its team."""
    other = make_transition(account=Account.objects.create(name="Far", owner=make_person("Far A")))
    TeamMember.objects.filter(transition=other).delete()
    look_again(story)
    team.add(
        other.pk,
        team.Joining(
            person=story.lead, role=TeamRole.OTHER, role_name="Adviser", responsibilities=""
        ),
        by=other.manager,
        now=NOW,
    )


def look_again(story: Story) -> None:
    """Somebody looks in between, so that what follows has to be noticed for itself."""
    client = Client()
    client.force_login(story.lead)
    look(client)


def become_ill(story: Story) -> None:
    """By the calendar's task alone, which runs without a person."""
    Transition.objects.update(health="on")
    HealthChange.objects.update(health="on", changed_at=NOW - timedelta(days=9))
    look_again(story)
    assert health.refresh([story.transition.pk], now=NOW) == 1


def be_away(story: Story) -> None:
    story.calendar.closures.create(starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 2))


def gain_access(story: Story) -> None:
    other = Account.objects.create(
        name="Let in", owner=make_person("Far B"), annual_revenue=20_800_000
    )
    look_again(story)
    Access.objects.create(account=other, person=story.owner)


CHANGES: dict[str, tuple[Callable[[Story], object], str]] = {
    "an item is done": (tick, "ticked"),
    "an item is due": (
        lambda s: Item.objects.update(due_on=date(2026, 10, 1)),
        "the eight overdue items",
    ),
    "a transition stops": (hold, "1 on hold"),
    "ownership moves": (move, "moved ownership"),
    "somebody writes in the log": (write, "Met in the canteen"),
    "health follows the calendar": (become_ill, "went from on track"),
    "an entry is written by a program": (
        lambda s: LogEntry.objects.bulk_create(
            [LogEntry(transition=s.transition, kind="item", happened_at=NOW, activity="Imported")]
        ),
        "imported",
    ),
    "somebody joins a team": (be_joined, "Far</a>"),
    "an account is renamed": (
        lambda s: Account.objects.filter(pk=s.account.pk).update(name="Osprey"),
        "Osprey",
    ),
    "revenue is imported": (
        lambda s: Account.objects.filter(pk=s.account.pk).update(annual_revenue=9_100_000),
        "€9.1M a year",
    ),
    "somebody is let in": (gain_access, "10% of"),
    "a person is renamed": (
        lambda s: User.objects.filter(pk=s.successor.pk).update(full_name="Priya Quill"),
        "Quill",
    ),
    "somebody can carry less": (
        lambda s: User.objects.filter(pk=s.successor.pk).update(capacity=1),
        "Over by 9 points",
    ),
    "somebody leaves": (
        lambda s: User.objects.filter(pk=s.owner.pk).update(last_day_on=date(2026, 12, 4)),
        "leaves on Fri 4 Dec",
    ),
    "a team is renamed": (
        lambda s: Team.objects.filter(name="North").update(name="Works"),
        "Works",
    ),
    "a calendar closes days": (be_away, ">16</td>"),
    "a template moves ownership earlier": (
        lambda s: Template.objects.update(ownership_day=2),
        "Start by Wed 27 Jan",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_on_the_next_look(name: str, story: Story, sign_in: SignIn) -> None:
    TeamFactory.create(name="North", lead=story.lead)
    client = sign_in(story.lead)
    change, sign = CHANGES[name]
    before = look(client)
    assert look(client) == before

    change(story)

    after = look(client)
    assert sign not in before
    assert sign in after

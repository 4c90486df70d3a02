import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse
from time_machine import travel

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Team
from checklists.library.models import Template
from config.lib.workdays import WorkCalendar
from tests.conftest import SignIn
from tests.factories.transitions import NOW, TODAY, make_person, make_template, make_transition
from transitions.plans.operations import ownership
from transitions.portfolio.queries.leaving import leaving

pytestmark = pytest.mark.django_db
CALENDAR = WorkCalendar("AT")


def notices() -> list[str]:
    found = leaving(Account.objects.all(), CALENDAR, TODAY)
    return [f"{person.fact} {person.sentence}" for person in found]


def test_who_leaves_with_accounts_that_nobody_takes_over_is_named() -> None:
    Template.objects.filter(pk=make_template().pk).update(key="key-account")
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2027, 1, 29)
    victor.save()
    make_transition(outgoing=victor)
    for name in ("Ravensworth Steel", "Marlow Paints"):
        Account.objects.create(name=name, owner=victor)

    assert notices() == [
        "Victor Lindgren leaves on Fri 29 Jan 2027. "
        "2 of Victor’s 3 accounts have no successor yet. "
        "Start by Tue 22 Dec to move ownership in time."
    ]


def test_a_draft_is_no_successor_and_is_said() -> None:
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2027, 1, 29)
    victor.save()
    make_transition(outgoing=victor)
    make_transition(outgoing=victor, started=False)
    Account.objects.create(name="Marlow Paints", owner=victor)
    several = notices()
    make_transition(account=Account.objects.create(name="Ravensworth", owner=victor), started=False)

    assert several == [
        "Victor Lindgren leaves on Fri 29 Jan 2027. "
        "2 of Victor’s 3 accounts have no successor yet. "
        "A draft is prepared, and nobody has been told."
    ]
    assert "3 of Victor’s 4 accounts" in notices()[0]
    assert "2 drafts are prepared, and nobody has been told." in notices()[0]


def test_the_notice_leads_to_exactly_the_accounts_it_counts(sign_in: SignIn) -> None:
    helena, victor = make_person("Helena Brandt", Role.MANAGER), make_person("Victor Lindgren")
    victor.last_day_on, victor.team = date(2027, 1, 29), Team.objects.create(lead=helena)
    victor.save()
    make_transition(outgoing=victor, manager=helena)
    drafted = make_transition(outgoing=victor, manager=helena, started=False)
    alone = Account.objects.create(name="Marlow Paints", owner=victor)
    client = sign_in(helena)

    with travel(NOW, tick=False):
        page = client.get(reverse("dashboard")).text
        link, label = re.findall(rf'href="([^"]*owner={victor.pk}[^"]*)">(See [^<]*)', page)[0]
        rows = client.get(unescape(link)).context["page"]

    assert label == "See the 2 accounts"
    assert {row.pk for row in rows} == {drafted.account_id, alone.pk}


def test_nobody_is_named_who_stays_or_hands_over_everything() -> None:
    stays, hands_over = make_person("Person A"), make_person("Person B")
    hands_over.last_day_on = date(2026, 12, 18)
    hands_over.save()
    Account.objects.create(name="Stays", owner=stays)
    make_transition(outgoing=hands_over)

    assert notices() == []


def test_an_account_received_in_a_handover_that_still_runs_needs_somebody_else() -> None:
    """Until ownership moves the account is its former owner's; after that nobody takes it over."""
    transition = make_transition()
    priya = transition.incoming
    priya.last_day_on = date(2026, 12, 18)
    priya.save()
    before = notices()

    ownership.move(transition.pk, by=transition.manager, now=NOW, override_reason="Agreed.")

    assert before == []
    assert notices() == [
        "Priya Raman leaves on Fri 18 Dec. Priya’s account has no successor yet. "
        "It came to Priya in a transition that still runs; complete that one, then start another."
    ]


def test_a_start_is_asked_for_where_one_is_possible() -> None:
    """An account that was received waits for the end of its transition; others do not."""
    Template.objects.filter(pk=make_template().pk).update(key="key-account")
    priya = make_person("Priya Raman")
    priya.last_day_on = date(2027, 1, 29)
    priya.save()
    for _ in range(2):
        received = make_transition(incoming=priya)
        ownership.move(received.pk, by=received.manager, now=NOW, override_reason="Agreed.")
    alone = notices()
    Account.objects.create(name="Marlow Paints", owner=priya)

    missing = "Priya Raman leaves on Fri 29 Jan 2027. {} have no successor yet. "
    came = "2 came to Priya in transitions that still run; complete these, then start others."
    start = "Start by Tue 22 Dec to move ownership in time. "
    assert alone == [missing.format("Priya’s 2 accounts") + came]
    assert notices() == [missing.format("Priya’s 3 accounts") + start + came]


def test_narrowed_to_a_team_only_what_its_people_own_counts(sign_in: SignIn) -> None:
    """What moved from one team to another in a transition that still runs is the other's now."""
    lea = make_person("Lea Novak", Role.LEADER)
    north, west = (Team.objects.create(name=name) for name in ("North", "West"))
    victor = make_person("Victor Lindgren", team=west)
    victor.last_day_on = date(2027, 1, 29)
    victor.save()
    moved = make_transition(outgoing=make_person("Tomas Eriksen", team=north), incoming=victor)
    ownership.move(moved.pk, by=moved.manager, now=NOW, override_reason="Agreed.")
    client = sign_in(lea)

    with travel(NOW, tick=False):
        of_north, of_west = (
            client.get(reverse("dashboard"), {"team": team.pk}).text for team in (north, west)
        )
        link = re.findall(rf'href="([^"]*owner={victor.pk}[^"]*)">See', of_west)[0]
        rows = client.get(unescape(link)).context["page"]

    assert "Victor’s account has no successor yet" in of_west
    assert [row.pk for row in rows] == [moved.account_id]
    assert "no successor yet" not in of_north


def test_who_has_left_comes_first_and_nobody_looks_after_the_accounts() -> None:
    victor, tomas, soon = (
        make_person(name) for name in ("Victor Lindgren", "Tomas Eriksen", "Ines Halloran")
    )
    victor.is_active = False
    tomas.last_day_on = date(2026, 11, 20)
    soon.last_day_on = date(2026, 12, 4)
    for person in (victor, tomas, soon):
        person.save()
        Account.objects.create(name=f"Of {person}", owner=person)
    Account.objects.create(name="Marlow Paints", owner=victor)
    make_transition(outgoing=tomas)

    assert notices() == [
        "Tomas Eriksen has left. Nobody looks after 1 of Tomas’s 2 accounts.",
        "Victor Lindgren has left. Nobody looks after Victor’s 2 accounts.",
        "Ines Halloran leaves on Fri 4 Dec. Ines’s account has no successor yet.",
    ]


def test_a_last_day_still_ahead_says_nothing_once_somebody_is_deactivated() -> None:
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2027, 1, 29)
    victor.is_active = False
    victor.save()
    Account.objects.create(name="Ravensworth Steel", owner=victor)

    assert notices() == ["Victor Lindgren is deactivated. Nobody looks after Victor’s account."]


def test_a_start_that_would_be_too_late_is_asked_for_at_once() -> None:
    Template.objects.filter(pk=make_template().pk).update(key="key-account")
    victor = make_person("Victor Lindgren")
    victor.last_day_on = date(2026, 12, 4)
    victor.save()
    Account.objects.create(name="Ravensworth Steel", owner=victor)

    assert notices() == [
        "Victor Lindgren leaves on Fri 4 Dec. Victor’s account has no successor yet. "
        "Start now to move ownership in time."
    ]

"""What key account managers carry, by what a manager has to act on."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.people import TeamFactory
from tests.factories.transitions import NOW, TODAY, make_person, make_transition
from transitions.plans.operations import ownership
from transitions.portfolio.queries.running import seen_by
from transitions.portfolio.queries.scope import Scope
from transitions.portfolio.queries.workload import MOST, Carrying, Workload, workload

pytestmark = pytest.mark.django_db


def carried(user: User, scope: Scope | None = None) -> list[Carrying]:
    return list(card(user, scope).people)


def card(user: User, scope: Scope | None = None) -> Workload:
    return workload(user, scope or Scope(), seen_by(user), TODAY)


def owns(person: User, effort: int) -> Account:
    return Account.objects.create(name=f"Of {person} {effort}", owner=person, effort=effort)


def test_who_is_over_comes_first_then_who_leaves_and_last_who_carries_nothing(
    lead: User, owner: User, successor: User, team: Team
) -> None:
    idle = make_person("Amelie Fournier", team=team)
    owner.last_day_on = date(2026, 12, 18)
    owner.save()
    make_transition(account=owns(owner, 30), incoming=successor, manager=lead)
    owns(owner, 70)
    owns(successor, 74)

    found = carried(lead)

    assert [one.full_name for one in found] == [successor.full_name, str(owner), idle.full_name]
    most, leaver, _ = found
    assert (most.load.now, most.load.after, most.coming) == (74, 104, 1)
    assert most.over == "Over by 4 points."
    assert (leaver.load.now, leaver.load.after, leaver.over) == (100, 70, "")
    assert leaver.leaves == "Leaves 18 Dec. 1 account unplanned."


def test_an_account_of_which_only_a_draft_exists_is_unplanned(
    lead: User, owner: User, successor: User
) -> None:
    owner.last_day_on = date(2026, 12, 18)
    owner.save()
    make_transition(account=owns(owner, 5), incoming=successor, manager=lead, started=False)

    assert next(one for one in carried(lead) if one.leaves).leaves == (
        "Leaves 18 Dec. 1 account unplanned."
    )


def test_who_was_deactivated_stays_as_long_as_accounts_do(lead: User, owner: User) -> None:
    owner.is_active = False
    owner.last_day_on = date(2027, 1, 29)
    owner.save()
    account = owns(owner, 5)

    (left,) = carried(lead)
    account.owner = lead
    account.save()

    assert (left.pk, left.leaves) == (owner.pk, "Deactivated. 1 account unplanned.")
    assert carried(lead) == []


def test_a_leader_sees_what_everybody_carries_and_no_name_of_what_is_confidential(
    reader: User, owner: User, sign_in: SignIn
) -> None:
    make_transition(account=owns(owner, 46))
    secret = owns(owner, 18)
    Account.objects.filter(pk=secret.pk).update(is_confidential=True, name="Brightwater")

    page = sign_in(reader).get(reverse("dashboard")).content.decode()

    one = next(one for one in card(reader).people if one.pk == owner.pk)
    assert (one.load.now, one.unplanned) == (64, 0)
    assert '<h2 id="load-h">Workload</h2>' in page
    assert "64<span" in page.split('id="load-h"')[1]
    assert "Brightwater" not in page


def test_a_leader_reads_the_name_of_who_was_deactivated_and_gets_no_link_that_leads_nowhere(
    reader: User, administrator: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    make_transition(account=owns(owner, 46), incoming=successor)
    User.objects.filter(pk=owner.pk).update(is_active=False)
    address = reverse("person", args=[owner.pk])

    client = sign_in(reader)
    page = client.get(reverse("dashboard")).text
    of_administrator = sign_in(administrator).get(reverse("dashboard")).text

    assert f'<span class="ink med trunc">{owner}</span>' in page
    assert f'href="{address}"' not in page
    assert client.get(address).status_code == 404
    assert f'<a class="ink med trunc" href="{reverse("person", args=[successor.pk])}">' in page
    assert f'<a class="ink med trunc" href="{address}">{owner}</a>' in of_administrator


def test_a_manager_is_led_to_who_was_deactivated_in_the_own_team(lead: User, owner: User) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    owns(owner, 46)

    assert [(one.pk, one.has_page) for one in carried(lead)] == [(owner.pk, True)]


def test_an_account_received_in_a_handover_that_still_runs_is_unplanned(
    lead: User, owner: User, successor: User
) -> None:
    transition = make_transition(account=owns(owner, 5), incoming=successor, manager=lead)
    successor.last_day_on = date(2026, 12, 18)
    successor.save()
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="Agreed.")

    assert carried(lead)[0].leaves == "Leaves 18 Dec. 1 account unplanned."


def test_who_does_not_see_loads_gets_no_card(owner: User) -> None:
    owns(owner, 46)

    assert card(owner) == Workload([])


def test_who_has_left_with_accounts_is_still_named(lead: User, owner: User) -> None:
    owner.last_day_on = date(2026, 11, 20)
    owner.save()
    owns(owner, 5)

    assert carried(lead)[0].leaves == "Left 20 Nov. 1 account unplanned."


def test_a_manager_sees_their_teams_and_an_administrator_everybody(
    lead: User, administrator: User, owner: User, stranger: User
) -> None:
    assert [one.pk for one in carried(lead)] == [owner.pk]
    assert {one.pk for one in carried(administrator)} == {owner.pk, stranger.pk}


def test_a_team_and_a_place_narrow_the_card(
    administrator: User, lead: User, owner: User, successor: User
) -> None:
    west = TeamFactory.create(name="West")
    ines = make_person("Ines Halloran", team=west)
    account = Account.objects.create(name="Orbello", owner=owner, region="Vienna")
    make_transition(account=account, incoming=successor, manager=lead)
    vienna = Scope(region="Vienna")

    assert [one.pk for one in carried(administrator, Scope(team=west))] == [ines.pk]
    placed = carried(administrator, vienna)
    assert {one.pk for one in placed} == {owner.pk, successor.pk}


def test_who_only_looks_after_accounts_at_a_place_is_on_its_card_too(
    lead: User, owner: User, team: Team
) -> None:
    elsewhere = make_person("Amelie Fournier", team=team)
    Account.objects.create(name="Orbello", owner=owner, region="Vienna")
    Account.objects.create(name="Larkspur", owner=elsewhere, region="Graz")
    User.objects.filter(pk=owner.pk).update(is_active=False)

    found = carried(lead, Scope(region="Vienna"))

    assert [(one.pk, one.leaves) for one in found] == [(owner.pk, "Left. 1 account unplanned.")]


def test_at_most_nine_are_shown_in_five_queries_and_a_sixth_once_an_account_comes_in(
    administrator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        owns(make_person(f"Kam Number{number}", Role.KAM), number)

    with django_assert_num_queries(5):
        found = card(administrator)
    make_transition()
    with django_assert_num_queries(6):
        card(administrator)

    assert [one.load.now for one in found.people] == [11, 10, 9, 8, 7, 6, 5, 4, 3]


def test_the_card_says_how_many_it_leaves_out(
    client: Client, administrator: User, owner: User, successor: User, lead: User
) -> None:
    for number in range(10):
        owns(make_person(f"Kam Number{number}", Role.KAM), number + 1)
    make_transition(account=owns(owner, 30), incoming=successor, manager=lead)
    client.force_login(administrator)

    page = client.get(reverse("dashboard")).content.decode()

    assert card(administrator).more == 3
    assert f'<a class="sm" href="{reverse("people")}">and 3 more</a>' in page


def test_who_leaves_with_accounts_is_never_cut_behind_those_who_carry_nothing(
    administrator: User, successor: User, lead: User
) -> None:
    for number in range(MOST):
        make_person(f"Kam Number{number}", Role.KAM)
    leaver = make_person("Zita Last", Role.KAM)
    leaver.last_day_on = date(2026, 12, 18)
    leaver.save()
    make_transition(account=owns(leaver, 46), incoming=successor, manager=lead)

    first = carried(administrator)[0]

    assert (first.full_name, first.load.now, first.load.after) == ("Zita Last", 46, 0)

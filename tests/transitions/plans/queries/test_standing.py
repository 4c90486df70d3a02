from datetime import UTC, date, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.people.models import User
from tests.factories.transitions import TODAY, make_transition
from transitions.plans.choices import Health
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.health import refresh_all
from transitions.plans.queries import drift, listing, standing
from transitions.plans.rules import Verdict

pytestmark = pytest.mark.django_db


def loaded(transition: Transition) -> Transition:
    found = Transition.objects.select_related(
        "account", "outgoing", "incoming", "checklist__next_item"
    )
    return found.get(pk=transition.pk)


def test_a_transition_stands_as_its_next_item_says(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    transition = loaded(make_transition())

    with django_assert_num_queries(0):
        verdict = standing.verdict(transition, TODAY)

    assert verdict == Verdict(Health.OFF_TRACK, "“List the contacts” is 20 days overdue")


def test_a_draft_is_neither_well_nor_ill() -> None:
    assert standing.verdict(loaded(make_transition(started=False)), TODAY) == Verdict(
        Health.ON_TRACK, "Draft"
    )


def test_the_facts_say_what_is_stored() -> None:
    facts = standing.facts(loaded(make_transition()), date(2026, 11, 2))

    assert (facts.percent, facts.planned, facts.gate_open) == (0, 6, 5)
    assert (facts.next_due_on, facts.next_title) == (date(2026, 11, 4), "List the contacts")
    assert (facts.outgoing_name, facts.has_moved) == ("Tomas", False)


@pytest.mark.parametrize("started", [True, False])
def test_a_list_says_the_same_as_the_page(*, started: bool) -> None:
    transition = loaded(make_transition(started=started))

    row = listing.rows(Transition.objects.all(), TODAY)[0]

    assert row.verdict == standing.verdict(transition, TODAY)


@pytest.mark.parametrize("gone", [True, False])
def test_a_list_names_what_keeps_ownership_from_moving(*, gone: bool) -> None:
    transition = make_transition(now=datetime(2026, 11, 2, 8, tzinfo=UTC))
    if gone:
        User.objects.filter(pk=transition.incoming_id).update(is_active=False)
    else:
        Account.objects.filter(pk=transition.account_id).update(owner=transition.manager)
    refresh_all(datetime(2026, 11, 2, 8, tzinfo=UTC))

    row = listing.rows(Transition.objects.all(), date(2026, 11, 2))[0]

    assert row.verdict == standing.verdict(loaded(transition), date(2026, 11, 2))
    assert row.verdict.health == Health.AT_RISK


def test_a_list_names_an_incoming_kam_who_leaves_as_the_page_does() -> None:
    transition = make_transition(now=datetime(2026, 11, 2, 8, tzinfo=UTC))
    User.objects.filter(pk=transition.incoming_id).update(last_day_on=date(2026, 12, 11))
    refresh_all(datetime(2026, 11, 2, 8, tzinfo=UTC))

    row = listing.rows(Transition.objects.all(), date(2026, 11, 2))[0]

    assert row.verdict == standing.verdict(loaded(transition), date(2026, 11, 2))
    assert row.verdict.reason == "Priya leaves on Fri 11 Dec, soon after ownership moves"


def test_a_list_counts_from_the_day_on_which_ownership_moved_as_the_page_does() -> None:
    moved_at = datetime(2026, 11, 3, 8, tzinfo=UTC)
    transition = make_transition(now=moved_at, owns_on=date(2026, 12, 17))
    User.objects.filter(pk=transition.incoming_id).update(last_day_on=date(2027, 1, 8))
    Transition.objects.filter(pk=transition.pk).update(
        ownership_moved_at=moved_at, ownership_moved_on=moved_at.date()
    )
    refresh_all(moved_at)

    row = listing.rows(Transition.objects.all(), moved_at.date())[0]

    assert row.verdict == standing.verdict(loaded(transition), moved_at.date())
    assert row.verdict.health == Health.ON_TRACK
    assert drift.drifted([transition.pk], moved_at.date()) == []


def test_on_hold_nothing_is_late() -> None:
    transition = make_transition()
    lifecycle.hold(
        transition.pk,
        by=transition.manager,
        now=transition.created_at,
        reason="The client merges with another company",
    )

    assert standing.verdict(loaded(transition), TODAY) == Verdict(Health.ON_TRACK, "On hold")

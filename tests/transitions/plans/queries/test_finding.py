from dataclasses import asdict
from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from config.lib.lists import address
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import TODAY, make_transition
from transitions.plans.filters import TransitionFilter
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries import finding, listing

pytestmark = pytest.mark.django_db


def make(name: str, owner: User, successor: User, lead: User, **changes: Any) -> Transition:
    account = AccountFactory.create(name=name, owner=owner)
    return make_transition(account=account, incoming=successor, manager=lead, **changes)


@pytest.fixture
def three(owner: User, successor: User, lead: User) -> dict[str, Transition]:
    """One off track, one at risk because its item is a day late, one on track."""
    late = make("Calder", owner, successor, lead)
    risky = make("Ashby", owner, successor, lead, starts_on=date(2026, 11, 20))
    sound = make("Bexley", owner, successor, lead, starts_on=date(2026, 11, 24))
    return {"off": late, "risk": risky, "on": sound}


def asked(**answers: str) -> TransitionFilter:
    every, everybody = Transition.objects.all(), UserFactory.build(role=Role.ADMINISTRATOR)
    return TransitionFilter(answers, every, facets=lambda: finding.facets(everybody), today=TODAY)


def names(**answers: str) -> list[str]:
    return [row.account for row in asked(**answers).table.page]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("due", ["Calder", "Ashby", "Bexley"]),
        ("-due", ["Bexley", "Ashby", "Calder"]),
        ("account", ["Ashby", "Bexley", "Calder"]),
        ("-account", ["Calder", "Bexley", "Ashby"]),
        ("health", ["Calder", "Ashby", "Bexley"]),
        ("-health", ["Bexley", "Ashby", "Calder"]),
    ],
)
def test_the_list_is_sorted(three: dict[str, Transition], sort: str, expected: list[str]) -> None:
    assert names(sort=sort) == expected


@pytest.mark.parametrize("sort", ["progress", "-progress", "end", "-end"])
def test_a_draft_without_a_checklist_can_be_sorted(sort: str, three: dict[str, Transition]) -> None:
    make_transition(started=False)

    assert len(names(sort=sort, state="all")) == 4


@pytest.mark.parametrize(
    ("health", "expected"), [("off", "Calder"), ("risk", "Ashby"), ("on", "Bexley")]
)
def test_health_sifts_the_list(three: dict[str, Transition], health: str, expected: str) -> None:
    assert names(health=health) == [expected]


def test_what_is_on_hold_has_no_health(three: dict[str, Transition], lead: User) -> None:
    three["on"].refresh_from_db()
    lifecycle.hold(three["on"].pk, by=lead, now=three["on"].created_at, reason="Merger")

    assert names(health="on") == []
    assert names(sort="health")[-1] == "Bexley"


def test_health_is_exact_across_pages(
    three: dict[str, Transition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "USUAL_SIZE", 1)

    pages = [asked(sort="health", page=number).table.page for number in "123"]

    assert [[row.account for row in page] for page in pages] == [["Calder"], ["Ashby"], ["Bexley"]]
    assert {page.paginator.count for page in pages} == {3}


def test_a_row_has_all_that_a_table_says(three: dict[str, Transition]) -> None:
    row = listing.rows(Transition.objects.filter(pk=three["off"].pk), TODAY)[0]

    assert row.reference == f"TR-2026-{three['off'].pk:03d}"
    assert row.url == three["off"].get_absolute_url()
    assert (row.outgoing.initials, row.incoming.last_name) == ("TE", "Raman")
    assert (row.stage, row.shares, row.percent) == ("Prepare", (0, 0, 0, 0, 0), 0)
    assert (row.next_title, row.next_due_on) == ("List the contacts", date(2026, 11, 4))
    assert row.days_left == 18
    assert (row.is_active, row.is_running, row.state_label) == (True, True, "Active")


def test_after_the_last_day_no_days_are_left(three: dict[str, Transition]) -> None:
    row = listing.rows(Transition.objects.all(), date(2027, 3, 1))[0]

    assert row.days_left == 0


def test_a_draft_has_no_stage_yet() -> None:
    make_transition(started=False)

    row = listing.rows(Transition.objects.all(), TODAY)[0]

    assert (row.stage, row.shares, row.percent, row.next_due_on) == ("", (), 0, None)


@pytest.mark.parametrize(
    "answers", [{}, {"sort": "health"}, {"health": "on"}, {"columns": "manager,template,revenue"}]
)
def test_a_page_that_is_not_full_costs_three_queries(
    answers: dict[str, str],
    three: dict[str, Transition],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(3):  # the rows, their people, their calendars
        names(**answers)


def test_what_is_offered_costs_one_query(
    three: dict[str, Transition],
    administrator: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        offered = finding.facets(administrator)

    assert [name for _, name in offered.kam] == ["Priya Raman", "Tomas Eriksen"]
    assert [name for _, name in offered.team] == ["Industry"]


def test_only_what_occurs_among_the_transitions_somebody_sees_is_offered(
    three: dict[str, Transition],
    lead: User,
    successor: User,
    stranger: User,
    reader: User,
    administrator: User,
) -> None:
    Account.objects.filter(name="Bexley").update(region="North", line_of_business="Cloud")
    hidden = AccountFactory.create(name="Dunmore", owner=stranger, is_confidential=True)
    Account.objects.filter(pk=hidden.pk).update(region="South", line_of_business="Retail")
    make_transition(account=hidden, outgoing=stranger)
    every = finding.facets(administrator)
    successor.is_active = False

    offered = finding.facets(reader)

    assert offered == finding.facets(lead)
    assert [name for _, name in offered.kam] == ["Priya Raman", "Tomas Eriksen"]
    assert offered.manager == [(str(lead.pk), lead.full_name)]
    assert offered.team == [(str(lead.team_id), "Industry")]
    assert (offered.region, offered.line) == ([("North", "North")], [("Cloud", "Cloud")])
    seen = {str(transition.template_id) for transition in three.values()}
    assert {key for key, _ in offered.template} == seen
    assert [text for text, _ in every.region] == ["North", "South"]
    assert stranger.full_name in dict(every.kam).values()
    assert not any(asdict(finding.facets(successor)).values())

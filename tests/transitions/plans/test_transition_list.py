from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, make_transition
from tests.support.lists import listed
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LIST = "/transitions/"
HTMX = {"HX-Request": "true"}


def test_the_number_beside_the_list_says_what_it_counts(
    sign_in: SignIn, lead: User, transition: Transition, another: Transition
) -> None:
    lifecycle.hold(transition.pk, "The client merges two divisions.", by=lead, now=NOW)

    page = sign_in(lead).get(LIST).content.decode()

    said = "running: 1 active and 1 on hold"
    assert f'title="2 {said}">2<span class="visually-hidden"> {said}</span>' in page


def test_a_transition_on_hold_says_why(sign_in: SignIn, lead: User, transition: Transition) -> None:
    lifecycle.hold(transition.pk, "The client merges two divisions.", by=lead, now=NOW)

    page = sign_in(lead).get(LIST).content.decode()

    assert "The client merges two divisions." in page
    assert "List the contacts” is" not in page


def test_a_row_says_how_a_transition_stands(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    page = sign_in(lead).get(LIST).content.decode()

    for text in (
        "Off track",
        "“List the contacts” is 20 days overdue",
        "€3.2M a year",
        'aria-label="Tomas Eriksen, outgoing"',
        'aria-label="Priya Raman, incoming"',
        "20 days overdue</span>",
        f'href="/transitions/{transition.pk}/"',
    ):
        assert text in page


def test_everybody_sees_the_transitions_they_may_see(
    sign_in: SignIn, lead: User, owner: User, reader: User, stranger: User, transition: Transition
) -> None:
    seen = {person.full_name: listed(sign_in(person)) for person in (lead, owner, reader, stranger)}

    assert seen == {
        "Helena Brandt": ["Brightwater Foods"],
        "Tomas Eriksen": ["Brightwater Foods"],
        "Lea Novak": ["Brightwater Foods"],
        "Jonas Weiler": [],
    }


def test_signed_out_people_are_asked_to_sign_in(client, transition: Transition) -> None:  # type: ignore[no-untyped-def]
    response = client.get(LIST)

    assert response.status_code == 302
    assert response["Location"].startswith("/auth/login/")


def test_a_page_number_beyond_the_end_shows_the_last_page(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    assert listed(sign_in(lead), "page=99") == ["Brightwater Foods"]


def test_fifty_rows_make_a_page(
    sign_in: SignIn, administrator: User, transition: Transition
) -> None:
    drafts = [
        Transition(
            account=AccountFactory.create(name=f"Zeta {number:02d}", owner=transition.outgoing),
            **{
                field: getattr(transition, field)
                for field in (
                    "outgoing", "incoming", "manager", "reason", "template", "calendar",
                    "starts_on", "owns_on", "ends_on", "prepared_by", "prepared_on",
                )
            },
        )
        for number in range(50)
    ]  # fmt: skip
    Transition.objects.bulk_create(drafts)
    client = sign_in(administrator)

    first, second = client.get(f"{LIST}?state=all"), client.get(f"{LIST}?state=all&page=2")

    assert [len(page.context["page"].object_list) for page in (first, second)] == [50, 1]
    assert "?state=all&amp;page=2" in first.content.decode()


def test_htmx_gets_the_table_and_history_the_whole_page(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    client = sign_in(lead)

    part = client.get(f"{LIST}?q=bright", headers=HTMX)
    back = client.get(LIST, headers={**HTMX, "HX-History-Restore-Request": "true"})

    assert part.content.decode().strip().startswith("<section")
    assert "Brightwater Foods" in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert '<nav aria-label="Main">' in back.content.decode()
    assert "My work" in back.content.decode()


def test_a_manager_is_invited_to_start_the_first_handover(sign_in: SignIn, lead: User) -> None:
    page = sign_in(lead).get(LIST).content.decode()

    assert "Start the first transition" in page
    assert 'href="/transitions/new/"' in page


def test_a_kam_without_transitions_is_told_what_happens(sign_in: SignIn, owner: User) -> None:
    page = sign_in(owner).get(LIST).content.decode()

    assert "When your manager starts a transition that you are part of" in page
    assert 'href="/transitions/new/"' not in page


def test_when_nothing_runs_the_rest_is_one_click_away(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    Transition.objects.update(state="cancelled")

    page = sign_in(lead).get(LIST).content.decode()

    assert "Nothing is changing hands now" in page
    assert 'href="?state=all"' in page


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("", 8),  # session, person, navigation; rows, people, calendars, views, answers
        ("?sort=health", 8),
        ("?health=off", 8),  # what is found fills no page, so that nothing has to count it
    ],
)
def test_one_row_and_three_cost_the_same(
    sign_in: SignIn, lead: User, transition: Transition, query: str, cost: int
) -> None:
    client = sign_in(lead)
    client.get(LIST)
    with CaptureQueriesContext(connection) as with_one:
        client.get(f"{LIST}{query}")
    for _ in range(2):
        make_transition(
            outgoing=UserFactory.create(team=lead.team),
            incoming=UserFactory.create(team=lead.team),
            manager=lead,
        )

    with CaptureQueriesContext(connection) as with_three:
        response = client.get(f"{LIST}{query}")

    assert len(response.context["page"].object_list) == 3
    assert len(with_three) == len(with_one) == cost


def test_the_days_left_follow_the_calendar_of_the_day(
    sign_in: SignIn, lead: User, transition: Transition, clock: Traveller
) -> None:
    clock.move_to(date(2026, 12, 17))

    row = sign_in(lead).get(LIST).context["page"][0]

    assert row.days_left == 2

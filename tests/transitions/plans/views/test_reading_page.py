"""The page on which a manager ends or prolongs the access of who handed over."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, reread
from tests.support.addresses import at
from transitions.plans.models import Transition
from transitions.plans.operations import ownership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def moved(running: Transition, lead: User) -> Transition:
    return ownership.move(running.pk, by=lead, now=NOW, override_reason="He leaves")


def test_the_team_says_until_when_and_its_manager_changes_that(
    moved: Transition, lead: User, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    page = client.get(at(moved, "team")).content.decode()
    read = sign_in(successor).get(at(moved, "team")).content.decode()

    client.post(at(moved, "access"), {"until_on": "2027-01-31"})

    sentence = (
        f"Tomas only reads {moved.account} now, and answers questions about it, until Thu 24 Dec."
    )
    assert sentence in page
    assert at(moved, "access") in page
    assert sentence in read
    assert at(moved, "access") not in read
    assert reread(moved).reads_until == date(2027, 1, 31)


def test_it_ends_at_once(moved: Transition, lead: User, sign_in: SignIn) -> None:
    client = sign_in(lead)
    answer = client.post(at(moved, "access"), {"now": "1"}, follow=True)

    ended = (
        f"Tomas no longer sees {moved.account} and its dossier. This transition and its log stay "
        "open to Tomas, and so do the items that are still theirs."
    )
    assert ended in answer.content.decode()
    assert reread(moved).reads_until == date(2026, 11, 23)
    assert ended in client.get(at(moved, "access")).content.decode()
    Transition.objects.update(state="completed", completed_at=NOW)
    over = client.get(at(moved, "access")).content.decode()
    assert "stay open to Tomas." in over


def test_whoever_ends_it_is_asked_first_and_told_what_happens(
    moved: Transition, lead: User, sign_in: SignIn
) -> None:
    client, here = sign_in(lead), at(moved, "access")
    page = client.get(here).content.decode()
    asks = client.get(f"{here}?end=1").content.decode()

    assert 'href="?end=1">End it now…' in page
    assert 'name="now"' not in page
    assert "End the access of Tomas Eriksen now?" in asks
    assert f"no longer sees {moved.account} and its dossier, and answers no more questions" in asks
    assert f'action="{here}"' in asks
    assert reread(moved).reads_until == date(2026, 12, 24)


def test_whose_access_has_ended_is_not_asked_about_again(
    moved: Transition, lead: User, sign_in: SignIn
) -> None:
    client, here = sign_in(lead), at(moved, "access")
    client.post(here, {"now": "1"})

    page = client.get(f"{here}?end=1").content.decode()

    assert "now?" not in page.split("<main")[1]
    assert "Last day of reading" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Choose the last day on which they read it."),
        ("2020-01-01", "Choose a day from today on, a year away at most."),
        ("2030-01-01", "Choose a day from today on, a year away at most."),
    ],
)
def test_a_day_that_does_not_fit_comes_back_with_a_sentence(
    moved: Transition, lead: User, sign_in: SignIn, typed: str, sentence: str
) -> None:
    answer = sign_in(lead).post(at(moved, "access"), {"until_on": typed})

    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert reread(moved).reads_until == date(2026, 12, 24)


def test_before_the_move_the_details_say_for_how_many_days(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    page = client.get(at(running, "edit")).content.decode()
    wrong = {"version": running.version, "access_days": "400"}
    refused = client.post(at(running, "edit"), wrong)
    objectives = {f"objective_{one.pk}": one.title for one in running.objectives.all()}

    client.post(at(running, "edit"), wrong | objectives | {"access_days": "45"})

    assert "Days for which Tomas reads on" in page
    assert "As planned now, until 6 January 2027." in page
    assert "Choose a number from 0 to 365." in refused.content.decode()
    assert reread(running).access_days == 45
    led_back = client.get(at(running, "access"), follow=True)
    assert "Ownership has to move first." in led_back.content.decode()

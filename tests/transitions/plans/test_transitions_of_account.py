"""The transitions on the page of an account."""

import re

import pytest
from django.utils.html import strip_tags

from accounts.clients.models import Account
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

HTMX = {"HX-Request": "true"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_the_account_page_gets_its_transitions(
    sign_in: SignIn, lead: User, account: Account, transition: Transition
) -> None:
    browser, address = sign_in(lead), f"/transitions/of-account/{account.pk}/"

    part, page = browser.get(address, headers=HTMX).text, browser.get(address).text

    for shown in (part, page):
        assert transition.reference in shown
        assert f'href="/transitions/{transition.pk}/"' in shown
    assert "<html" not in part
    assert "<html" in page and "hx-swap-oob" not in page


@pytest.mark.parametrize(
    ("state", "offer"),
    [
        (State.DRAFT, "Open the draft"),
        (State.ACTIVE, "Open the running transition"),
        (State.ON_HOLD, "Open the running transition"),
        (State.COMPLETED, None),
    ],
)
def test_the_account_page_leads_to_the_open_transition(
    state: State, offer: str | None, sign_in: SignIn, lead: User, transition: Transition
) -> None:
    Transition.objects.filter(pk=transition.pk).update(
        state=state, completed_at=NOW if state == State.COMPLETED else None
    )
    client, address = sign_in(lead), f"/transitions/of-account/{transition.account_id}/"

    part, leads_to = (
        client.get(address, headers=HTMX).text,
        client.get(f"{address}open/").headers["Location"],
    )

    found = re.search(
        r'id="transition-act" href="([^"]+)" hx-swap-oob="true">.*</svg>([^<]+)</a>', part
    )
    here = transition.get_absolute_url()
    assert (found.groups() if found else None) == ((here, offer) if offer else None)
    assert leads_to == (here if offer else f"/transitions/new/?account={transition.account_id}")


def test_what_is_over_shows_the_day_on_which_it_ended_and_not_the_last_day_planned(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    client = sign_in(lead)
    parts = (
        f"/transitions/of-account/{transition.account_id}/",
        f"/transitions/of-person/{transition.outgoing_id}/",
    )
    before = [last_days(client.get(part, headers=HTMX).text) for part in parts]

    lifecycle.cancel(transition.pk, "No longer.", by=lead, now=NOW)
    after = [last_days(client.get(part, headers=HTMX).text) for part in parts]

    assert (before, after) == ([["Fri 18 Dec"]] * 2, [["Ended 24 Nov"]] * 2)


def last_days(part: str) -> list[str]:
    """What stands in the last column, from top to bottom."""
    cells = re.findall(r'data-label="Last day">(.*?)</td>', part)
    return [strip_tags(cell) for cell in cells]


def test_who_cannot_start_is_offered_no_button_for_the_account(
    sign_in: SignIn, transition: Transition
) -> None:
    part = sign_in(transition.outgoing).get(
        f"/transitions/of-account/{transition.account_id}/", headers=HTMX
    )

    assert transition.reference in part.text
    assert "transition-act" not in part.text


def test_an_account_without_transitions_says_so(
    sign_in: SignIn, lead: User, account: Account
) -> None:
    page = sign_in(lead).get(f"/transitions/of-account/{account.pk}/").content.decode()

    assert "This account has not changed hands yet." in page


def test_a_strangers_account_is_not_there(
    sign_in: SignIn, stranger: User, account: Account, transition: Transition
) -> None:
    response = sign_in(stranger).get(f"/transitions/of-account/{account.pk}/")

    assert response.status_code == 404
    assert transition.reference not in response.content.decode()


@pytest.mark.parametrize("who", ["lead", "administrator", "successor", "reader", "stranger"])
def test_the_part_brings_a_button_only_where_the_page_has_a_place_for_it(
    who: str,
    request: pytest.FixtureRequest,
    sign_in: SignIn,
    stranger: User,
    transition: Transition,
) -> None:
    moved = Account.objects.filter(pk=transition.account_id)
    moved.update(owner=stranger, is_changing_hands=False)
    client = sign_in(request.getfixturevalue(who))

    page = client.get(transition.account.get_absolute_url()).text
    part = client.get(f"/transitions/of-account/{transition.account_id}/", headers=HTMX).text

    places = [text.count('id="transition-act"') for text in (page, part)]
    assert places == ([1, 1] if who in {"lead", "administrator"} else [0, 0])

"""Transitions are searched, filtered and sorted."""

import pytest
from django.utils.html import escape

from accounts.clients.models import Account
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.support.lists import listed
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LIST = "/transitions/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Brightwater Foods", "Copperfield Paper"]),
        ("q=copper", ["Copperfield Paper"]),
        ("q=priya", ["Brightwater Foods", "Copperfield Paper"]),
        ("q=helena", ["Brightwater Foods", "Copperfield Paper"]),
        ("q=nobody", []),
        ("q=PRÍYA+foods", ["Brightwater Foods"]),
        ("q=TR-2026+foods", ["Brightwater Foods"]),
        ("q=TR-2025", []),
        ("health=off", ["Brightwater Foods"]),
        ("health=on", ["Copperfield Paper"]),
        ("state=active", ["Brightwater Foods", "Copperfield Paper"]),
        ("state=draft", []),
        ("state=all&reason=client", ["Copperfield Paper"]),
        ("sort=-account", ["Copperfield Paper", "Brightwater Foods"]),
        ("health=off&sort=-account", ["Brightwater Foods"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(
    sign_in: SignIn,
    lead: User,
    transition: Transition,
    another: Transition,
    query: str,
    expected: list[str],
) -> None:
    assert listed(sign_in(lead), query) == expected


def test_a_reference_finds_its_transition_whatever_its_state(
    sign_in: SignIn, lead: User, another: Transition
) -> None:
    Transition.objects.update(state="cancelled")

    assert listed(sign_in(lead), f"q={another.reference.lower()}") == ["Copperfield Paper"]
    assert listed(sign_in(lead), f"q=paper+{another.reference}") == ["Copperfield Paper"]
    assert listed(sign_in(lead)) == []


def test_other_pages_link_to_an_account_a_kam_a_team_and_a_template(
    sign_in: SignIn,
    lead: User,
    team: Team,
    stranger: User,
    transition: Transition,
    another: Transition,
) -> None:
    assert listed(sign_in(lead), f"account={transition.account_id}") == ["Brightwater Foods"]
    assert len(listed(sign_in(lead), f"kam={transition.incoming_id}")) == 2
    assert len(listed(sign_in(lead), f"manager={lead.pk}")) == 2
    assert len(listed(sign_in(lead), f"team={team.pk}")) == 2
    assert listed(sign_in(lead), f"team={stranger.team_id}") == []
    assert listed(sign_in(lead), f"kam={stranger.pk}") == []
    assert listed(sign_in(lead), f"template={another.template_id}") == ["Copperfield Paper"]


def test_filters_offer_only_people_and_teams_of_what_one_sees(
    sign_in: SignIn, stranger: User, reader: User, transition: Transition
) -> None:
    hidden = sign_in(stranger).get(LIST).content.decode()
    shown = sign_in(reader).get(LIST).content.decode()

    for name in ("Tomas Eriksen", "Priya Raman", "Helena Brandt", "Industry"):
        assert name not in hidden
        assert name in shown
    assert "Hospitality" not in shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?kam=999999", "The filter “KAM” has no answer “999999”."),
        ("?region=Atlantis", "The filter “Region” has no answer “Atlantis”."),
        ("?account=abc", "The filter “One account only” has no answer “abc”."),
        ("?health=blue", "The filter “Health” has no answer “blue”."),
        ("?state=none", "The filter “State” has no answer “none”."),
        ("?owns_from=2026-13-45", "The filter “Ownership moves from” has no answer “2026-13-45”."),
        ("?moves_until=soon", "The filter “Ownership moves until …” has no answer “soon”."),
        ("?q=%00", "The search cannot be read: Null characters are not allowed."),
        ("?team=1.5", "The filter “Team” has no answer “1.5”."),
    ],
)
def test_an_answer_that_does_not_exist_is_named_and_has_no_file(
    sign_in: SignIn, lead: User, transition: Transition, query: str, said: str
) -> None:
    client = sign_in(lead)

    page = client.get(f"{LIST}{query}").content.decode()
    file = client.get(f"{LIST}export/xlsx/{query}")

    assert "No transition matches" in page
    assert said in page
    assert "Clear filter" in page
    assert "export/xlsx/" not in page
    assert file.status_code == 422
    assert escape(said) in file.text


@pytest.mark.parametrize("query", ["?q=0000-1", "?kam={}&state=cancelled", "?region=vienna&q=x"])
def test_answers_that_exist_but_find_nothing_are_not_called_unknown(
    sign_in: SignIn, lead: User, owner: User, transition: Transition, query: str
) -> None:
    Account.objects.filter(pk=transition.account_id).update(region="Vienna")

    page = sign_in(lead).get(LIST + query.format(owner.pk)).content.decode()

    assert "No transition matches" in page
    assert "has no answer" not in page
    assert "export/xlsx/" in page


def test_an_unknown_order_falls_back_to_the_usual_one(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    shown = sign_in(lead).get(LIST, {"sort": "evil"}).content.decode()

    assert "Brightwater Foods" in shown
    assert "Clear filter" not in shown

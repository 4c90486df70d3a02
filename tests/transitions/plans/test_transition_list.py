import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from time_machine import Traveller

from accounts.clients.models import Account
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, make_transition
from transitions.plans.choices import Reason, State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

LIST = "/transitions/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods, off track: nothing has been done for weeks."""
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def another(owner: User, successor: User, lead: User) -> Transition:
    """Copperfield Paper, on track: it begins today."""
    account = AccountFactory.create(name="Copperfield Paper", owner=owner)
    return make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        starts_on=date(2026, 11, 24),
        reason=Reason.CLIENT,
    )


def names(sign_in: SignIn, person: User, query: str = "") -> list[str]:
    response = sign_in(person).get(f"{LIST}{query}")
    return [row.account for row in response.context["page"]]


def test_the_number_beside_the_list_says_what_it_counts(
    sign_in: SignIn, lead: User, transition: Transition, another: Transition
) -> None:
    lifecycle.hold(transition.pk, "The client merges two divisions.", by=lead, now=NOW)

    page = sign_in(lead).get(LIST).content.decode()

    said = "running, those on hold included"
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
    seen = {person.full_name: names(sign_in, person) for person in (lead, owner, reader, stranger)}

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


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Brightwater Foods", "Copperfield Paper"]),
        ("?q=copper", ["Copperfield Paper"]),
        ("?q=priya", ["Brightwater Foods", "Copperfield Paper"]),
        ("?q=helena", ["Brightwater Foods", "Copperfield Paper"]),
        ("?q=nobody", []),
        ("?q=PRÍYA+foods", ["Brightwater Foods"]),
        ("?q=TR-2026+foods", ["Brightwater Foods"]),
        ("?q=TR-2025", []),
        ("?health=off", ["Brightwater Foods"]),
        ("?health=on", ["Copperfield Paper"]),
        ("?state=active", ["Brightwater Foods", "Copperfield Paper"]),
        ("?state=draft", []),
        ("?state=all&reason=client", ["Copperfield Paper"]),
        ("?sort=-account", ["Copperfield Paper", "Brightwater Foods"]),
        ("?health=off&sort=-account", ["Brightwater Foods"]),
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
    assert names(sign_in, lead, query) == expected


def test_a_reference_finds_its_transition_whatever_its_state(
    sign_in: SignIn, lead: User, another: Transition
) -> None:
    Transition.objects.update(state="cancelled")

    assert names(sign_in, lead, f"?q={another.reference.lower()}") == ["Copperfield Paper"]
    assert names(sign_in, lead, f"?q=paper+{another.reference}") == ["Copperfield Paper"]
    assert names(sign_in, lead) == []


def test_other_pages_link_to_an_account_a_kam_a_team_and_a_template(
    sign_in: SignIn,
    lead: User,
    team: Team,
    stranger: User,
    transition: Transition,
    another: Transition,
) -> None:
    assert names(sign_in, lead, f"?account={transition.account_id}") == ["Brightwater Foods"]
    assert len(names(sign_in, lead, f"?kam={transition.incoming_id}")) == 2
    assert len(names(sign_in, lead, f"?manager={lead.pk}")) == 2
    assert len(names(sign_in, lead, f"?team={team.pk}")) == 2
    assert names(sign_in, lead, f"?team={stranger.team_id}") == []
    assert names(sign_in, lead, f"?kam={stranger.pk}") == []
    assert names(sign_in, lead, f"?template={another.template_id}") == ["Copperfield Paper"]


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


def test_a_page_number_beyond_the_end_shows_the_last_page(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    assert names(sign_in, lead, "?page=99") == ["Brightwater Foods"]


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


def test_the_account_page_gets_its_transitions(
    sign_in: SignIn, lead: User, account: Account, transition: Transition
) -> None:
    page = sign_in(lead).get(f"/transitions/of-account/{account.pk}/").content.decode()

    assert transition.reference in page
    assert f'href="/transitions/{transition.pk}/"' in page
    assert "<html" not in page


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

    part, leads_to = client.get(address).text, client.get(f"{address}open/").headers["Location"]

    found = re.search(
        r'id="transition-act" href="([^"]+)" hx-swap-oob="true">.*</svg>([^<]+)</a>', part
    )
    here = transition.get_absolute_url()
    assert (found.groups() if found else None) == ((here, offer) if offer else None)
    assert leads_to == (here if offer else f"/transitions/new/?account={transition.account_id}")


def test_who_cannot_start_is_offered_no_button_for_the_account(
    sign_in: SignIn, transition: Transition
) -> None:
    part = sign_in(transition.outgoing).get(f"/transitions/of-account/{transition.account_id}/")

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


def test_the_days_left_follow_the_calendar_of_the_day(
    sign_in: SignIn, lead: User, transition: Transition, clock: Traveller
) -> None:
    clock.move_to(date(2026, 12, 17))

    row = sign_in(lead).get(LIST).context["page"][0]

    assert row.days_left == 2


def test_an_unknown_order_falls_back_to_the_usual_one(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    shown = sign_in(lead).get(LIST, {"sort": "evil"}).content.decode()

    assert "Brightwater Foods" in shown
    assert "Clear filter" not in shown

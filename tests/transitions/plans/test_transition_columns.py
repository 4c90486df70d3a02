"""The list of transitions with columns, filters and files of one's choice."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.clients.choices import Tier
from accounts.clients.models import Account
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import make_transition
from tests.support.exports import exported
from tests.support.lists import listed
from transitions.plans.filters import TransitionFilter
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar", "team")]

LIST, CSV = "/transitions/", "/transitions/export/csv/"


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    """Brightwater Foods, off track, ownership on 7 December, until the 18th."""
    Account.objects.filter(pk=account.pk).update(region="North", line_of_business="Cloud")
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("region=North", True),
        ("region=South", False),
        ("line=Cloud", True),
        ("line=Paper", False),
        ("owns_from=2026-12-07&owns_until=2026-12-07", True),
        ("owns_from=2026-12-08", False),
        ("ends_from=2026-12-18&ends_until=2026-12-18", True),
        ("ends_until=2026-12-17", False),
        ("ends_until=never", False),
        ("account=1e400", False),
        ("kam=9223372036854775808", False),
    ],
)
def test_transitions_are_found_by_place_and_days(
    query: str, is_there: bool, transition: Transition, lead: User, sign_in: SignIn
) -> None:
    assert bool(listed(sign_in(lead), query)) == is_there


@pytest.fixture
def three(transition: Transition, successor: User, lead: User) -> None:
    """Brightwater is high, Larkspur normal as it is no key account, and Kestrel is over."""
    for name, revenue, state in (("Larkspur", 10_000, "active"), ("Kestrel", None, "cancelled")):
        account = AccountFactory.create(
            name=name, owner=successor, tier=Tier.STANDARD, annual_revenue=revenue
        )
        more = make_transition(account=account, incoming=transition.outgoing, manager=lead)
        Transition.objects.filter(pk=more.pk).update(state=state)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("priority=high", ["Brightwater Foods"]),
        ("priority=normal", ["Larkspur"]),
        ("priority=low", []),
        ("sort=-priority", ["Brightwater Foods", "Larkspur", "Kestrel"]),
        ("sort=priority", ["Larkspur", "Brightwater Foods", "Kestrel"]),
    ],
)
def test_open_transitions_have_the_priority_of_their_account_and_others_none(
    query: str, expected: list[str], three: None, lead: User, sign_in: SignIn
) -> None:
    assert listed(sign_in(lead), f"state=all&{query}") == expected


def test_a_stranger_finds_no_priority_of_what_they_may_not_see(
    three: None, stranger: User, sign_in: SignIn
) -> None:
    assert listed(sign_in(stranger), "state=all&sort=-priority") == []


def test_a_file_has_the_priority_of_what_is_open(three: None, lead: User, sign_in: SignIn) -> None:
    head, *lines = exported(sign_in(lead), f"{CSV}?state=all&sort=-priority&columns=priority")

    assert [head[:2], *(line[:2] for line in lines)] == [
        ["Priority", "Priority in a sentence"],
        ["High", "High: key account with €3.2M a year, and its handover is off track"],
        ["Normal", "Normal: standard account with €10K a year, and its handover is off track"],
        ["", ""],
    ]


def test_the_header_of_a_transition_says_why_it_is_high(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(transition.get_absolute_url()).content.decode()

    assert "High priority" in page
    assert "Key account with €3.2M a year, and its handover is off track." in page


def test_a_file_holds_what_stands_on_the_page_in_facts(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    wanted = "health,handover,due,end,owns,manager,reason,revenue,state,progress,reference"

    head, line = exported(sign_in(lead), f"{CSV}?columns={wanted}")

    assert dict(zip(head, line, strict=True)) == {
        "Health": "Off track",
        "Why": "“List the contacts” is 20 days overdue",
        "Reference": transition.reference,
        "Account": "Brightwater Foods",
        "Outgoing": "Tomas Eriksen",
        "Incoming": "Priya Raman",
        "Progress in percent": "0",
        "Next due": "2026-11-04",
        "Next item": "List the contacts",
        "Ownership day": "2026-12-07",
        "Days left": "18",
        "Next item blocked": "",
        "End": "2026-12-18",
        "Manager": "Helena Brandt",
        "Reason": "KAM leaves",
        "Revenue": "3200000.00",
        "Currency": "EUR",
        "State": "Active",
    }


@pytest.fixture
def over(transition: Transition, lead: User, successor: User) -> None:
    """One was completed on the 20th, one was cancelled on the 25th, one on the 26th."""
    Transition.objects.filter(pk=transition.pk).update(
        state="completed", completed_at=datetime(2026, 11, 20, 12, tzinfo=UTC)
    )
    for name, day in (("Kestrel", 26), ("Larkspur", 25)):
        account = AccountFactory.create(name=name, owner=transition.outgoing)
        one = make_transition(account=account, incoming=successor, manager=lead)
        at = datetime(2026, 11, day, 12, tzinfo=UTC)
        lifecycle.cancel(one.pk, "The client left.", by=lead, now=at)


def test_what_is_over_shows_the_day_on_which_it_ended(
    over: None, lead: User, sign_in: SignIn
) -> None:
    browser = sign_in(lead)

    completed, everything = (
        browser.get(f"/transitions/?state={state}").text for state in ("completed", "all")
    )

    assert 'data-label="Completed or cancelled on"><span class="nowrap">20 Nov</span>' in completed
    assert "Days left" not in re.findall(r"<th .*?</th>", completed, re.DOTALL)[-1]
    assert [f"Ended {day} Nov</div>" in everything for day in (20, 25, 26)] == [True] * 3
    assert listed(browser, "state=cancelled") == ["Kestrel", "Larkspur"]
    assert listed(browser, "state=cancelled&sort=ended") == ["Larkspur", "Kestrel"]
    assert listed(browser, "state=all&sort=ended") == ["Brightwater Foods", "Larkspur", "Kestrel"]


def test_a_file_of_what_is_over_says_when_it_ended(over: None, lead: User, sign_in: SignIn) -> None:
    head, *lines = exported(sign_in(lead), f"{CSV}?state=cancelled")

    assert [line[head.index("Ended")] for line in lines] == ["2026-11-26", "2026-11-25"]


def test_that_the_days_left_are_working_days_is_said_on_the_lists(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    for address in ("/transitions/", "/dashboard/?show=all"):
        page = client.get(address).content.decode()

        assert re.search(r'<th [^>]*title="Working days left"', page), address
        assert "(working days left)</span>" in page, address
        assert 'data-label="Working days left"' in page, address


def test_a_stranger_exports_heads_only(
    transition: Transition, stranger: User, sign_in: SignIn
) -> None:
    assert len(exported(sign_in(stranger), f"{CSV}?state=all")) == 1


def test_every_filter_with_every_order_answers_and_keeps_to_what_is_visible(
    transition: Transition, stranger: User, lead: User, sign_in: SignIn
) -> None:
    make_transition(account=AccountFactory.create(name="Own", owner=stranger))
    make_transition(account=AccountFactory.create(name="Draft", owner=stranger), started=False)
    client = sign_in(stranger)
    every = ",".join(column.key for column in TransitionFilter.columns)
    answers = ["", "all", "1", str(lead.pk), "North", "%00", "9" * 30, "2026-02-30", "off"]
    asked = [f"{name}={answer}" for name in TransitionFilter.base_filters for answer in answers]
    asked += [f"sort={turn}{one.key}" for one in TransitionFilter.columns for turn in ("", "-")]

    shown = {name for query in asked for name in listed(client, f"{query}&columns={every}")}

    assert shown == {"Own", "Draft"}


def test_a_workbook_names_the_search_and_the_day_of_a_link(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    asked = f"/transitions/export/xlsx/?q=Brightwater&moves_until={transition.owns_on}"

    book = load_workbook(BytesIO(b"".join(client.get(asked))))

    about = {row[0].value: row[1].value for row in book["About"]}
    said = "Search: Brightwater; State: All states; Ownership moves until Mon 7 Dec"
    assert about["Filters"] == said

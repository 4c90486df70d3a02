"""Items of all transitions that a person sees, in one list."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.runs.choices import ItemState
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW, item_of, make_transition
from tests.support.exports import exported
from transitions.plans.filters import ItemFilter
from transitions.plans.filters.items import SKIPPED, STATES
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar", "team")]

LIST, CSV = "/items/", "/items/export/csv/"


@pytest.fixture
def transition(account: Account, successor: User, lead: User, calendar: Calendar) -> Transition:
    """Brightwater Foods with eight items, three of them overdue, one due today."""
    Account.objects.filter(pk=account.pk).update(region="North", line_of_business="Cloud")
    return make_transition(account=account, incoming=successor, manager=lead)


def titles(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"{LIST}?{query}").context["page"]]


def test_what_is_open_stands_there_the_oldest_first(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(LIST).content.decode()

    assert titles(sign_in(lead))[:2] == ["List the contacts", "Brief the team"]
    assert "20 days overdue" in page
    assert "Was due Wed 4 Nov" in page
    assert f'href="/transitions/{transition.pk}/?item=' in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("due=overdue", {"List the contacts", "Brief the team", "Write the summary"}),
        ("due=today", {"File the contract", "Agree the agenda"}),
        ("due=week", {"File the contract", "Agree the agenda", "Meet the client"}),
        ("state=blocked", {"Meet the client", "Call the client alone"}),
        ("state=done", set()),
        ("required=no", {"Brief the team"}),
        ("due_from=2026-12-10", {"Call the client alone", "Review what was learned"}),
        ("due_until=2026-11-04", {"List the contacts"}),
        ("q=contacts", {"List the contacts"}),
        ("q=helena", {"Brief the team", "Review what was learned"}),
        ("q=TEAM+hélena+brightwater", {"Brief the team"}),
        ("q=TR-2026+contacts", {"List the contacts"}),
        ("q=TR-2025+contacts", set()),
        (
            "due=overdue&region=North&line=Cloud",
            {"List the contacts", "Brief the team", "Write the summary"},
        ),
        ("region=South", set()),
        ("person=99999", set()),
        ("due=someday", set()),
        ("due_from=soon", set()),
    ],
)
def test_items_are_found_by_everything_they_are_known_by(
    query: str, found: set[str], transition: Transition, lead: User, sign_in: SignIn
) -> None:
    assert set(titles(sign_in(lead), query)) == found


def test_other_pages_link_to_a_person_a_team_and_an_account(
    transition: Transition, lead: User, owner: User, stranger: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    assert titles(client, f"person={owner.pk}")[0] == "List the contacts"
    assert len(titles(client, f"team={owner.team_id}")) == 8
    assert titles(client, f"team={stranger.team_id}") == []
    assert len(titles(client, f"account={transition.account_id}")) == 8
    page = client.get(f"{LIST}?account={transition.account_id}").text
    assert "Brightwater Foods only" in page


def test_what_a_link_asks_for_is_named_to_those_alone_who_may_see_it(
    transition: Transition, lead: User, owner: User, stranger: User, sign_in: SignIn
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    account, only = transition.account_id, transition.pk
    query = f"doer={owner.pk}&account={account}&transition={only}&state=all"

    def chips(person: User) -> list[str]:
        found = sign_in(person).get(f"{LIST}?{query}").context["found"]
        return [chip.said for chip in found.links]

    assert chips(lead) == [
        "Brightwater Foods only",
        f"{transition.reference}, Brightwater Foods only",
        "Tomas Eriksen, alone or with somebody",
    ]
    assert chips(stranger) == [
        "One account only",
        "One transition only",
        "One person only, alone or with somebody",
    ]


def test_an_item_done_together_names_both_and_is_found_by_either(
    transition: Transition, lead: User, owner: User, successor: User, sign_in: SignIn
) -> None:
    User.objects.filter(pk=successor.pk).update(is_active=False)
    client, asked = sign_in(lead), "columns=item,person&q=meet"

    page = client.get(f"{LIST}?{asked}").text
    lines = exported(client, f"{CSV}?{asked}")

    cell = page.split('class="c-pers')[-1]
    assert cell.index("Tomas Eriksen</span>") < cell.index("Priya Raman</span>")
    assert cell.count("Deactivated</span>") == 1
    assert lines[1][-1] == "Tomas Eriksen and Priya Raman"
    for person in (owner, successor):
        assert "Meet the client" in titles(client, f"person={person.pk}")
    assert titles(client, "q=priya+meet") == ["Meet the client"]


def test_what_is_closed_is_found_by_its_state(
    transition: Transition, owner: User, sign_in: SignIn
) -> None:
    done, other = (
        item_of(transition, title) for title in ("List the contacts", "File the contract")
    )
    items.tick(transition.pk, done.pk, Who(owner, NOW))
    items.skip(transition.pk, other.pk, "There is none.", Who(owner, NOW))
    client = sign_in(owner)

    assert titles(client, "state=done") == ["List the contacts"]
    assert titles(client, "state=skipped") == ["File the contract"]
    assert ItemState.SKIPPED.label == dict(STATES)[SKIPPED] == "Set aside"
    opened = client.get(f"{transition.get_absolute_url()}?unfold=all").text
    assert "Set aside: There is none." in opened
    assert len(titles(client, "state=all")) == 8
    assert "List the contacts" not in titles(client)


def test_nobody_waits_for_items_of_a_transition_on_hold(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    lifecycle.hold(transition.pk, "A merger.", by=lead, now=NOW)
    client = sign_in(lead)

    assert (titles(client), titles(client, "due=overdue")) == ([], [])
    assert len(titles(client, "state=all")) == 8


@pytest.mark.usefixtures("transition")
def test_everybody_sees_the_items_of_the_transitions_they_may_see(
    lead: User, owner: User, reader: User, stranger: User, sign_in: SignIn
) -> None:
    Account.objects.update(is_confidential=True)

    seen = {
        person.full_name: len(titles(sign_in(person))) for person in (lead, owner, reader, stranger)
    }

    assert seen == {"Helena Brandt": 8, "Tomas Eriksen": 8, "Lea Novak": 0, "Jonas Weiler": 0}
    page = sign_in(reader).get(LIST).content.decode()
    assert "Tomas Eriksen" not in page
    assert "North" not in page


def test_a_file_holds_the_items_of_the_page(
    transition: Transition, lead: User, stranger: User, sign_in: SignIn
) -> None:
    def lines(person: User) -> list[list[str]]:
        columns = "due,account,blocked"
        return exported(sign_in(person), f"{CSV}?due=overdue&columns={columns}")

    assert lines(lead)[:2] == [
        ["Due", "Item", "Number", "Required", "Account", "Blocked"],
        ["2026-11-04", "List the contacts", "1.1", "yes", "Brightwater Foods", ""],
    ]
    assert len(lines(lead)) == 4
    assert len(lines(stranger)) == 1


def test_every_filter_with_every_order_answers_and_keeps_to_what_is_visible(
    transition: Transition, stranger: User, lead: User, sign_in: SignIn
) -> None:
    own = make_transition(account=AccountFactory.create(name="Own", owner=stranger))
    client = sign_in(stranger)
    every = ",".join(column.key for column in ItemFilter.columns)
    answers = ["", "all", "1", str(lead.pk), "North", "%00", "9" * 30, "2026-02-30", "overdue"]
    asked = [f"{name}={answer}" for name in ItemFilter.base_filters for answer in answers]
    asked += [f"sort={turn}{one.key}" for one in ItemFilter.columns for turn in ("", "-")]

    shown = {
        row.account
        for query in asked
        for row in client.get(f"{LIST}?{query}&columns={every}").context["page"]
    }

    assert shown == {own.account.name}


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", 8),
        ("due=overdue&sort=-account", 7),  # what is found fills no page and is not counted
        ("columns=proof,state,blocked", 8),
    ],
)
def test_a_page_of_any_length_takes_as_many_queries(
    query: str, queries: int, transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    client.get(LIST)

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIST}?{query}")
        return len(captured)

    with_one = cost()
    make_transition(manager=lead)
    make_transition(manager=lead)

    assert cost() == with_one == queries


@pytest.mark.parametrize(
    ("query", "found", "is_added_up"),
    [
        ("", 7 + 8, True),
        ("sort=-account&columns=proof", 7 + 8, True),
        ("state=held", 7 + 8 + 8, True),
        ("state=all", 8 + 8 + 8, True),
        ("state=done", 1, False),
        ("state=blocked", 2 + 2, False),
        ("state=all&team={team}", 8 + 8 + 8, False),
        ("required=yes", 6 + 7, False),
        ("state=all&due_from=soon", 0, False),
    ],
)
def test_the_number_of_items_is_added_up_where_nothing_narrows_the_list(
    query: str,
    found: int,
    is_added_up: bool,
    transition: Transition,
    lead: User,
    sign_in: SignIn,
) -> None:
    owner, contacts = transition.outgoing, item_of(transition, "List the contacts")
    items.tick(transition.pk, contacts.pk, Who(owner, NOW))
    make_transition(manager=lead)
    held = make_transition(manager=lead)
    lifecycle.hold(held.pk, "A merger.", by=lead, now=NOW)
    client = sign_in(lead)

    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"{LIST}?{query.format(team=owner.team_id)}").context["page"]

    assert page.paginator.count == len(page.object_list) == found
    sums = [one for one in captured if "SUM(" in one["sql"] and "runs_item" not in one["sql"]]
    assert bool(sums) is is_added_up


def test_only_items_that_a_person_sees_are_added_up(
    transition: Transition, lead: User, owner: User, reader: User, stranger: User, sign_in: SignIn
) -> None:
    Account.objects.update(is_confidential=True)
    people = (lead, owner, reader, stranger)

    pages = [sign_in(person).get(f"{LIST}?state=all").context["page"] for person in people]

    assert [page.paginator.count for page in pages] == [8, 8, 0, 0]


def test_without_a_transition_the_list_says_what_comes_next(
    stranger: User, sign_in: SignIn
) -> None:
    client = sign_in(stranger)

    assert (
        "Items appear here as soon as a transition that you see starts."
        in client.get(LIST).content.decode()
    )
    assert "Nothing is overdue" in client.get(f"{LIST}?due=overdue").content.decode()

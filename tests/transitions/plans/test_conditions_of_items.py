"""A transition takes the items whose conditions hold, and says which it leaves out and why."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.clients.models import Account
from accounts.people.models import Calendar, User
from checklists.library.choices import Condition, ItemRole, Stage
from checklists.library.models import Template
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Frame
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.factories.transitions import checklist_of, make_transition
from transitions.plans.queries.planning import Plan, Question, plan

FRAME = Frame(date(2026, 11, 30), date(2027, 1, 7), date(2027, 1, 21))
BIG = {"only_when": Condition.REVENUE, "revenue_above": 1_000_000}


@pytest.fixture
def template(db: None) -> Template:
    """Five items in a row, each waits for the one before; three of them have a condition."""
    return make_template(
        items=[
            piece("begin"),
            piece("hush", only_when=Condition.CONFIDENTIAL, waits_for=["begin"]),
            piece("boss", stage=Stage.TRANSFER, waits_for=["hush"], **BIG),
            piece("rebuild", stage=Stage.TRANSFER, only_when=Condition.OUTGOING_LEFT),
            piece("end", stage=Stage.INTRODUCE, offset=9, waits_for=["boss", "rebuild"]),
        ]
    )


@pytest.fixture
def holders(owner: User, lead: User) -> dict[str, User]:
    return {ItemRole.OUTGOING: owner, ItemRole.MANAGER: lead}


def planned(
    template: Template, calendar: Calendar, holders: dict[str, User], account: Account | None
) -> Plan:
    return plan(Question(template, calendar, FRAME, holders, account))


def test_a_plan_has_the_items_whose_conditions_hold(
    template: Template, calendar: Calendar, holders: dict[str, User], account: Account
) -> None:
    account.annual_revenue, account.is_confidential = Decimal(2_000_000), False

    found = planned(template, calendar, holders, account)

    assert list(found.due) == ["begin", "boss", "end"]
    assert (found.item_count, len(found.phases)) == (3, 3)
    assert [(item.number, item.title) for item in found.left_out] == [
        ("1.2", "Hush"),
        ("2.2", "Rebuild"),
    ]
    assert found.left_out_because == (
        "2 items left out because Brightwater Foods is not confidential and "
        "Tomas has not left by the start"
    )


@pytest.mark.parametrize(
    ("last_day_on", "is_active", "is_taken"),
    [
        (None, True, False),
        (date(2026, 11, 30), True, False),
        (date(2026, 11, 29), True, True),
        (None, False, True),
    ],
)
def test_who_has_left_by_the_start_is_asked_on_the_first_day(  # noqa: PLR0917
    template: Template,
    calendar: Calendar,
    holders: dict[str, User],
    account: Account,
    last_day_on: date | None,
    is_active: bool,
    is_taken: bool,
) -> None:
    holders[ItemRole.OUTGOING].last_day_on = last_day_on
    holders[ItemRole.OUTGOING].is_active = is_active

    found = planned(template, calendar, holders, account)

    assert ("rebuild" in found.due) == is_taken


def test_while_no_account_is_chosen_all_items_are_planned_with_their_conditions(
    template: Template, calendar: Calendar, holders: dict[str, User]
) -> None:
    found = planned(template, calendar, holders, None)

    assert (found.item_count, found.left_out) == (5, ())
    assert found.phases[0].items[1].only_when == "Only when the account is confidential"


def test_a_started_transition_has_the_items_that_are_taken_and_its_log_the_others(
    template: Template,
) -> None:
    transition = make_transition(template=template)

    items = Item.objects.filter(checklist=transition.checklist_id)
    assert [(item.number, item.blockers) for item in items] == [("1.1", 0), ("3.1", 1)]
    assert [phase.number for phase in checklist_of(transition).phases.all()] == [1, 3]
    entry = transition.log.get(activity__startswith="Started")
    name = transition.account.name
    assert entry.activity == (
        f"Started the transition with 2 items from {template.name}, 3 items left out because "
        f"{name} is not confidential, nobody has entered what {name} brings in a year and "
        "Tomas has not left by the start"
    )
    assert entry.notes == "Left out: 1.2 Hush\nLeft out: 2.1 Boss\nLeft out: 2.2 Rebuild"


def test_what_waits_for_a_left_out_item_waits_for_what_that_one_waited_for(
    template: Template,
) -> None:
    transition = make_transition(template=template)

    last = Item.objects.get(checklist=transition.checklist_id, number="3.1")

    assert [item.number for item in last.waits_for.all()] == ["1.1"]


def test_a_template_of_which_nothing_is_taken_still_starts(db: None) -> None:
    template = make_template(items=[piece("hush", only_when=Condition.CONFIDENTIAL)])

    transition = make_transition(template=template)

    assert (checklist_of(transition).total, transition.state) == (0, "active")


def test_pages_say_what_a_draft_leaves_out(template: Template, sign_in: SignIn) -> None:
    draft = make_transition(template=template, started=False)
    browser = sign_in(draft.manager)

    for address in ("", "draft/", "start/"):
        page = browser.get(f"{draft.get_absolute_url()}{address}").text
        assert "3 items left out because" in page


def test_the_page_of_a_template_says_when_alone_an_item_is_taken(
    template: Template, owner: User, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(template.get_absolute_url()).text

    assert page.count("Only when") == 3
    assert "Only when annual revenue is above 1,000,000" in page

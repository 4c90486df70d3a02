"""Which account presses: the rule at its edges, the same in SQL, and who sees it where."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import product

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.clients import rules
from accounts.clients.choices import Priority, Tier, Trouble
from accounts.clients.models import Account, Handover
from accounts.clients.queries import priority
from accounts.clients.rules import Facts
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.people import UserFactory
from tests.factories.transitions import make_transition
from transitions.plans.operations import lifecycle

TODAY = date(2026, 11, 24)
MUCH = 1_000_000


def said(**known: object) -> str:
    """What is said today of a key account with €2.1M a year, whose owner stays."""
    usual: dict[str, object] = {
        "tier": Tier.KEY,
        "revenue": Decimal(2_100_000),
        "currency": "EUR",
        "owner_is_active": True,
        "owner_last_day": None,
        "is_changing_hands": False,
    }
    facts = Facts(**{**usual, **known})  # type: ignore[arg-type]
    return rules.standing(facts, TODAY, high_revenue=MUCH).sentence


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (-1, "High: key account with €2.1M a year, and its owner has left"),
        (0, "High: key account with €2.1M a year, and its owner leaves today"),
        (1, "High: key account with €2.1M a year, and its owner leaves in 1 day"),
        (12, "High: key account with €2.1M a year, and its owner leaves in 12 days"),
        (90, "High: key account with €2.1M a year, and its owner leaves in 90 days"),
        (91, "Normal: key account with €2.1M a year, and nothing presses"),
    ],
)
def test_a_key_account_presses_more_the_sooner_its_owner_leaves(left: int, expected: str) -> None:
    assert said(owner_last_day=on(left)) == expected


@pytest.mark.parametrize(
    ("left", "level"), [(-1, "High"), (30, "High"), (31, "Normal"), (90, "Normal"), (91, "Low")]
)
def test_a_growth_account_is_high_only_where_little_time_is_left(left: int, level: str) -> None:
    told = said(tier=Tier.GROWTH, revenue=Decimal(500_000), owner_last_day=on(left))

    assert told.startswith(f"{level}: growth account with €500K a year, and ")


def test_a_standard_account_is_never_high() -> None:
    told = said(tier=Tier.STANDARD, revenue=None, owner_is_active=False)

    assert told == "Normal: standard account, and its owner has left"


@pytest.mark.parametrize(
    ("left", "why"), [(None, "has left"), (-1, "has left"), (0, "is deactivated")]
)
def test_an_owner_deactivated_before_the_last_day_is_over_has_not_left_yet(
    left: int | None, why: str
) -> None:
    told = said(owner_is_active=False, owner_last_day=None if left is None else on(left))

    assert told == f"High: key account with €2.1M a year, and its owner {why}"


@pytest.mark.parametrize(("revenue", "level"), [(MUCH, "Normal"), (MUCH - 1, "Low"), (None, "Low")])
def test_much_revenue_makes_any_account_one_of_high_value(revenue: int | None, level: str) -> None:
    worth = None if revenue is None else Decimal(revenue)

    assert said(tier=Tier.STANDARD, revenue=worth).startswith(f"{level}: standard account")


def test_where_no_revenue_counts_as_much_only_the_tier_does() -> None:
    facts = Facts(Tier.STANDARD, Decimal(9_000_000), "EUR", True, None, False)

    assert rules.standing(facts, TODAY, high_revenue=0).level == Priority.LOW


@pytest.mark.parametrize(
    ("moves", "trouble", "expected"),
    [
        (15, Trouble.NONE, "Normal: growth account, and nothing presses"),
        (14, Trouble.NONE, "Normal: growth account, and ownership moves on Tue 8 Dec"),
        (0, Trouble.NONE, "Normal: growth account, and ownership moves today"),
        (-1, Trouble.NONE, "High: growth account, and ownership was to move on Mon 23 Nov"),
        (15, Trouble.SOME, "Normal: growth account, and its handover is at risk"),
        (3, Trouble.MUCH, "High: growth account, and its handover is off track"),
        (None, Trouble.NONE, "Normal: growth account, and nothing presses"),
    ],
)
def test_a_handover_presses_by_its_day_and_its_health_and_not_by_who_leaves(
    moves: int | None, trouble: Trouble, expected: str
) -> None:
    day = None if moves is None else on(moves)
    told = said(
        tier=Tier.GROWTH,
        revenue=None,
        is_changing_hands=True,
        owner_last_day=on(1),
        moves_on=day,
        trouble=trouble,
    )

    nothing = expected.endswith("nothing presses")
    assert told == (expected.replace("Normal", "Low", 1) if nothing else expected)


@pytest.mark.django_db
def test_an_account_whose_handover_is_on_hold_says_so_and_is_not_urgent() -> None:
    """Nothing moves meanwhile: a key account alone is normal, whatever the day of ownership."""
    transition = make_transition(owns_on=on(3))
    late = datetime(2026, 11, 24, 8, tzinfo=UTC)

    lifecycle.hold(transition.pk, "They merge.", by=transition.manager, now=late)

    account = Account.objects.select_related("owner", "handover").get(pk=transition.account_id)
    values = Account.objects.filter(pk=account.pk).values(*priority.FACTS)[0]
    for found in (priority.of_account(account, TODAY), priority.of_values(values, TODAY)):
        assert found.sentence == "Normal: key account, and its handover is on hold"
    pressing = Account.objects.annotate(pressing=priority.points(TODAY))
    assert pressing.filter(priority.with_level(Priority.NORMAL), pk=account.pk).exists()

    lifecycle.resume(transition.pk, by=transition.manager, now=late)

    account = Account.objects.select_related("owner", "handover").get(pk=transition.account_id)
    assert priority.of_account(account, TODAY).level == Priority.HIGH


@pytest.fixture
def every_kind(team: Team) -> list[Account]:
    """An account for every mix of what counts, at the edges."""
    owners = [
        UserFactory.create(team=team, last_day_on=None if left is None else on(left))
        for left in (None, -1, 0, 30, 31, 90, 91)
    ]
    owners.append(UserFactory.create(team=team, is_active=False))
    worths = (None, Decimal(MUCH) - Decimal("0.01"), Decimal(MUCH))
    handovers = [None, *product((None, on(-1), TODAY, on(14), on(15)), Trouble)]
    made = []
    mixes = product(Tier, worths, owners, handovers)
    for number, (tier, worth, owner, handover) in enumerate(mixes):
        name, changes = f"Account {number}", handover is not None
        one = Account(
            name=name, tier=tier, annual_revenue=worth, owner=owner, is_changing_hands=changes
        )
        made.append((one, handover))
    accounts = Account.objects.bulk_create([one for one, _ in made])
    Handover.objects.bulk_create(
        Handover(account=one, moves_on=handover[0], trouble=handover[1])
        for one, handover in made
        if handover
    )
    return accounts


@pytest.mark.parametrize("much", [MUCH, 0])
def test_the_database_says_what_the_rule_says(
    every_kind: list[Account], settings: Settings, much: int
) -> None:
    settings.HIGH_VALUE_REVENUE = much
    accounts = Account.objects.select_related("owner", "handover")

    pressing = dict(
        accounts.annotate(pressing=priority.points(TODAY)).values_list("pk", "pressing")
    )
    standings = {account.pk: priority.of_account(account, TODAY).points for account in accounts}
    assert pressing == standings

    levels = [
        accounts.alias(pressing=priority.points(TODAY)).filter(priority.with_level(level)).count()
        for level in Priority.values
    ]
    assert min(levels) > 0
    assert sum(levels) == len(every_kind)


@pytest.fixture
def three(account: Account, owner: User, clock: object, today: date) -> None:
    """Brightwater is high, as Tomas leaves; Kestrel normal; Larkspur low."""
    owner.last_day_on = today + timedelta(days=12)
    owner.save()
    stays = UserFactory.create(full_name="Priya Raman", team=owner.team)
    AccountFactory.create(name="Kestrel", owner=stays)
    AccountFactory.create(
        name="Larkspur", owner=stays, tier=Tier.STANDARD, annual_revenue=Decimal(10_000)
    )


def listed(client: Client, query: str) -> list[str]:
    return [row.name for row in client.get(f"/accounts/?{query}").context["found"].table.page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("priority=high", ["Brightwater Foods"]),
        ("priority=normal", ["Kestrel"]),
        ("priority=low", ["Larkspur"]),
        ("sort=-priority", ["Brightwater Foods", "Kestrel", "Larkspur"]),
        ("sort=priority", ["Larkspur", "Kestrel", "Brightwater Foods"]),
    ],
)
def test_the_list_is_filtered_and_sorted_by_priority(
    three: None, sign_in: SignIn, lead: User, query: str, expected: list[str]
) -> None:
    assert listed(sign_in(lead), query) == expected


def test_a_stranger_and_who_may_not_see_what_is_confidential_find_none_of_it(
    three: None, sign_in: SignIn, stranger: User, reader: User
) -> None:
    Account.objects.filter(name="Brightwater Foods").update(is_confidential=True)

    assert listed(sign_in(stranger), "priority=high") == []
    assert listed(sign_in(reader), "priority=high") == []
    assert listed(sign_in(reader), "sort=-priority") == ["Kestrel", "Larkspur"]


def test_a_file_has_the_priority_and_its_sentence(three: None, sign_in: SignIn, lead: User) -> None:
    answer = sign_in(lead).get("/accounts/export/csv/?sort=-priority")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(StringIO(text)))

    assert [(row["Priority"], row["Priority in a sentence"]) for row in rows] == [
        ("High", "High: key account with €3.2M a year, and its owner leaves in 12 days"),
        ("Normal", "Normal: key account with €1.2M a year, and nothing presses"),
        ("Low", "Low: standard account with €10K a year, and nothing presses"),
    ]


def test_the_page_of_an_account_says_why(
    three: None, account: Account, sign_in: SignIn, lead: User
) -> None:
    page = sign_in(lead).get(account.get_absolute_url()).content.decode()

    assert "High priority" in page
    assert "Key account with €3.2M a year, and its owner leaves in 12 days." in page

"""What a plan brings before ownership has moved, although it is meant for that day or for later."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.people.models import Absence, User
from checklists.library.choices import Anchor
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import OWNS_ON, item_of
from tests.transitions.replanning.conftest import Replan
from tests.transitions.replanning.test_replan_doubts import line
from tests.transitions.replanning.test_replan_page import answers, at, text
from transitions.plans.models import Transition
from transitions.plans.queries.header import load
from transitions.replanning.choices import How
from transitions.replanning.queries.answers import Fix
from transitions.replanning.queries.page import options
from transitions.replanning.queries.running import running_of

pytestmark = pytest.mark.django_db


def test_what_is_meant_for_after_ownership_and_comes_before_it_is_a_doubt(
    transition: Transition, proposed: Replan
) -> None:
    found = proposed(owns_on=date(2026, 12, 14))

    call = line(found, "Call the client alone")
    assert call.problem == (
        "Falls on Thu 10 Dec, before ownership has moved, but is meant for after it"
    )
    assert call.unpressed == "it would still come before ownership has moved"
    assert found.unfit == [call]


@pytest.fixture
def on_the_day(transition: Transition) -> Item:
    """What Priya does on the day of ownership, Mon 7 Dec, which is counted from it."""
    call = item_of(transition, "Call the client alone")
    call.waits_for.clear()
    changed = {"anchor": Anchor.OWNERSHIP, "offset": 0, "due_on": OWNS_ON, "planned_on": OWNS_ON}
    Item.objects.filter(pk=call.pk).update(**changed)
    return call


def test_what_is_meant_for_the_day_of_ownership_and_comes_before_it_is_a_doubt(
    transition: Transition,
    on_the_day: Item,
    successor: User,
    owner: User,
    lead: User,
    proposed: Replan,
) -> None:
    Absence.objects.create(person=successor, starts_on=OWNS_ON, ends_on=date(2026, 12, 18))
    Absence.objects.create(person=owner, starts_on=OWNS_ON, ends_on=OWNS_ON)

    found = proposed()

    call = line(found, on_the_day.title)
    assert call.problem == (
        "Falls on Fri 4 Dec, before the day of ownership, but is meant for that day"
    )
    assert [one.value for one in options(running_of(load(lead, transition.pk)), found, call)] == [
        "leave",
        "after",
        f"give:{lead.pk}",
        "drop",
    ]


@pytest.mark.parametrize(
    ("how", "due_on"), [(How.AFTER, date(2026, 12, 21)), (How.GIVE, OWNS_ON), (How.DROP, OWNS_ON)]
)
def test_what_makes_way_before_the_day_of_ownership_fits_once_something_is_chosen_for_it(
    on_the_day: Item, successor: User, lead: User, proposed: Replan, how: How, due_on: date
) -> None:
    Absence.objects.create(person=successor, starts_on=OWNS_ON, ends_on=date(2026, 12, 18))
    person = lead.pk if how == How.GIVE else None

    call = line(
        proposed(ends_on=date(2026, 12, 31), fixes={on_the_day.pk: Fix(how, person)}),
        on_the_day.title,
    )

    assert (call.due_on, call.problem, call.doubted != "") == (due_on, "", True)


def test_what_is_meant_for_the_day_of_ownership_and_stays_on_it_is_no_doubt(
    on_the_day: Item, proposed: Replan
) -> None:
    later = date(2026, 12, 11)

    as_it_is, moved = proposed(), proposed(owns_on=later)

    assert [line(one, on_the_day.title).due_on for one in (as_it_is, moved)] == [OWNS_ON, later]
    assert [line(one, on_the_day.title).problem for one in (as_it_is, moved)] == ["", ""]


def test_what_is_pinned_to_a_day_before_another_day_of_ownership_is_given_to_nobody(
    transition: Transition, on_the_day: Item, lead: User, proposed: Replan
) -> None:
    Item.objects.filter(pk=on_the_day.pk).update(is_pinned=True)

    found = proposed(owns_on=date(2026, 12, 11))

    call = line(found, on_the_day.title)
    assert call.problem.startswith("Falls on Mon 7 Dec, before the day of ownership")
    assert [one.value for one in options(running_of(load(lead, transition.pk)), found, call)] == [
        "leave",
        "unpin",
        "after",
        "drop",
    ]


def test_a_shorter_end_says_item_by_item_what_comes_before_ownership(
    transition: Transition, proposed: Replan
) -> None:
    found = proposed(ends_on=OWNS_ON)

    assert [one.item.title for one in found.unfit] == [
        "Call the client alone",
        "Review what was learned",
    ]


def test_what_comes_too_early_fits_once_it_is_moved_after_ownership(
    transition: Transition, proposed: Replan
) -> None:
    call = item_of(transition, "Call the client alone")

    found = proposed(owns_on=date(2026, 12, 14), fixes={call.pk: Fix(How.AFTER)})

    assert (line(found, call.title).due_on, found.unfit) == (date(2026, 12, 15), [])


def test_what_comes_too_early_is_given_to_nobody_as_that_does_not_help(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    shown: Any = sign_in(lead).post(at(transition), answers(transition, owns_on="2026-12-14"))

    assert (
        "It cannot be pressed in: it would still come before ownership has moved. "
        "Other ways: move it after the day of ownership, set it aside."
    ) in text(shown)
    assert [option.value for option in shown.context["doubts"][0].options] == [
        "leave",
        "after",
        "drop",
    ]


def test_what_was_kept_before_ownership_once_is_no_news(
    transition: Transition, replan: Replan, proposed: Replan
) -> None:
    replan(owns_on=date(2026, 12, 14))

    assert proposed().unfit == []

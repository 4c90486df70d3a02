"""What does not fit and whom it can be given to: nobody, where only its day is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.people.models import Absence, User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, OWNS_ON, TODAY, item_of
from tests.transitions.replanning.conftest import Replan
from tests.transitions.replanning.test_replan_doubts import line
from tests.transitions.replanning.test_replan_page import answers, at
from transitions.plans.models import Transition
from transitions.plans.operations import ownership
from transitions.replanning.choices import How
from transitions.replanning.queries.answers import Fix

pytestmark = pytest.mark.django_db


def test_once_ownership_has_moved_nothing_comes_before_it(
    transition: Transition, lead: User, proposed: Replan
) -> None:
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="He left")

    assert proposed(ends_on=OWNS_ON).unfit == []


def test_what_nobody_can_do_is_pressed_in_on_no_day(
    transition: Transition, successor: User, proposed: Replan
) -> None:
    User.objects.filter(pk=successor.pk).update(is_active=False)

    agenda = line(proposed(), "Agree the agenda")

    assert agenda.problem == "Priya can no longer sign in"
    assert agenda.unpressed == "Priya can no longer sign in, on whatever day it is"


def test_what_only_comes_too_early_is_given_to_nobody_with_all_others_either(
    transition: Transition, lead: User, owner: User, sign_in: SignIn, proposed: Replan
) -> None:
    give, later = Fix(How.GIVE, owner.pk), date(2026, 12, 14)
    client = sign_in(lead)

    shown: Any = client.post(at(transition), answers(transition, owns_on="2026-12-14"))
    early = line(proposed(owns_on=later, for_all=give), "Call the client alone")

    assert [option.value for option in shown.context["for_all"]] == ["after", "drop"]
    assert (early.fix, early.is_given, early.problem != "") == (None, False, True)


def test_of_several_that_do_not_fit_those_that_another_can_do_are_given_away(
    transition: Transition, lead: User, successor: User, owner: User, sign_in: SignIn
) -> None:
    Absence.objects.create(person=successor, starts_on=TODAY, ends_on=date(2026, 12, 16))
    for_all = {"fix-all": f"give:{owner.pk}"}
    sent = answers(transition, owns_on="2026-12-14", **for_all)

    shown: Any = sign_in(lead).post(at(transition), sent)

    given = [one.item.title for one in shown.context["proposal"].lines if one.is_given]
    assert for_all["fix-all"] in [option.value for option in shown.context["for_all"]]
    assert "Agree the agenda" in given
    assert "Review what was learned" not in given


def test_who_was_chosen_stays_among_the_choices_also_where_that_does_not_help(
    transition: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    call, give = item_of(transition, "Call the client alone"), f"give:{owner.pk}"
    sent = answers(transition, owns_on="2026-12-14", **{f"fix-{call.pk}": give})

    shown: Any = sign_in(lead).post(at(transition), sent)

    [doubt] = shown.context["doubts"]
    assert [option.value for option in doubt.options] == ["leave", "after", give, "drop"]

"""Who releases a move, and puts right in place of who left: one answer wherever it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
import time_machine

from accounts.people.choices import Rhythm, Role
from accounts.people.models import Team, User
from tests.factories.people import UserFactory
from tests.support.waiting import MONDAY, TUESDAY, waiting
from tests.transitions.reminders.test_turns import confirm, far, refuse, sign, told
from transitions.dossier.choices import Side
from transitions.dossier.permissions import may_confirm, may_sign
from transitions.dossier.queries.facts import facts
from transitions.dossier.queries.turns import sections_of
from transitions.plans.models import Transition
from transitions.plans.queries import releasing
from transitions.reminders.operations import write_due
from transitions.reminders.rules.waiting import Kind

__all__ = ["far"]
WEDNESDAY = TUESDAY + timedelta(days=1)
RELEASE = "Release the move: both have signed"
PUT_RIGHT = "Put “Contracts and service levels” right: Helena refused it: “Who signs?”"


@dataclass(frozen=True, slots=True)
class Cast:
    """Helena manages it, Nora leads the team of Tomas, Ada is an administrator."""

    helena: User
    nora: User
    ada: User

    def asked(self, found: Transition) -> tuple[set[str], set[str]]:
        """Whom My work and whom digests ask to release, or to put right."""
        everybody = User.objects.all()
        work = {one.full_name for one in everybody if list(sections_of(one))}
        kinds = {Kind.RELEASE, Kind.PUT_RIGHT}
        mail = {
            one.full_name
            for one in everybody
            if any(line.kind in kinds for line in waiting(one).own)
        }
        return work, mail


@pytest.fixture
def cast(far: Transition, lead: User, administrator: User) -> Cast:
    nora = UserFactory.create(full_name="Nora Boss", role=Role.MANAGER)
    Team.objects.update(lead=nora)
    User.objects.filter(pk=administrator.pk).update(full_name="Ada Berg")
    return Cast(lead, nora, administrator)


def change(person: User, **fields: object) -> None:
    User.objects.filter(pk=person.pk).update(**fields)


CASES = {
    "who manages it": {"Helena Brandt"},
    "an administrator manages it": {"Ada Berg"},
    "the lead, where who manages it takes over": {"Nora Boss"},
    "the lead, where who manages it is gone": {"Nora Boss"},
    "the lead, where who manages it is no manager any more": {"Nora Boss"},
    "an administrator, where the lead is gone": {"Ada Berg"},
    "an administrator, where the lead is no manager": {"Ada Berg"},
    "an administrator, where there is no team": {"Ada Berg"},
    "nobody": set(),
}


def arrange(case: str, found: Transition, cast: Cast) -> Transition:
    match case:
        case "an administrator manages it":
            Transition.objects.update(manager=cast.ada)
        case "the lead, where who manages it is gone":
            change(cast.helena, is_active=False)
        case "the lead, where who manages it is no manager any more":
            change(cast.helena, role=Role.KAM)
        case "who manages it":
            pass
        case _:
            Transition.objects.update(incoming=cast.helena)
            found.team.filter(role="incoming").update(person=cast.helena)
    match case:
        case "an administrator, where the lead is gone" | "nobody":
            change(cast.nora, is_active=False)
        case "an administrator, where the lead is no manager":
            change(cast.nora, role=Role.KAM)
        case "an administrator, where there is no team":
            User.objects.update(team=None)
    if case == "nobody":
        change(cast.ada, is_active=False)
    return Transition.objects.get()


@pytest.mark.parametrize("case", CASES)
def test_who_is_asked_to_release_is_who_can(
    far: Transition, cast: Cast, morning: datetime, case: str
) -> None:
    found = arrange(case, far, cast)
    sign(found, Side.OUTGOING, found.outgoing, morning)
    sign(found, Side.INCOMING, found.incoming, morning)

    assert cast.asked(found) == (CASES[case], CASES[case])

    others = {str(one) for one in releasing.others(found)}
    assert CASES[case] <= others
    assert bool(CASES[case]) == bool(others)
    can = {str(one) for one in User.objects.all() if may_sign(one, found, Side.MANAGER)}
    assert can == others


@pytest.mark.parametrize("case", CASES)
def test_who_is_asked_to_put_right_in_place_of_who_left_is_who_can(
    far: Transition, cast: Cast, morning: datetime, case: str
) -> None:
    found = arrange(case, far, cast)
    refuse(confirm(found, "contracts", morning), morning)
    change(found.outgoing, is_active=False)
    found = Transition.objects.get()

    assert cast.asked(found) == (CASES[case], CASES[case])
    can = {str(one) for one in User.objects.all() if may_confirm(one, found)}
    assert CASES[case] <= can


@pytest.fixture
def own(far: Transition, cast: Cast) -> Transition:
    """Helena manages it and takes over herself."""
    return arrange("the lead, where who manages it takes over", far, cast)


def both_sign(found: Transition, morning: datetime) -> None:
    sign(found, Side.OUTGOING, found.outgoing, morning - timedelta(hours=20))
    sign(found, Side.INCOMING, found.incoming, morning - timedelta(hours=18))


def days(person: User, first: date) -> list[list[str]]:
    return [told(person, first + timedelta(days=number)) for number in range(3)]


def test_a_release_is_new_to_who_is_asked_whatever_who_manages_it_was_told(
    own: Transition, cast: Cast, morning: datetime
) -> None:
    both_sign(own, morning)
    confirm(own, "contracts", morning - timedelta(hours=1))
    change(cast.nora, digest_rhythm=Rhythm.OFF)
    with time_machine.travel(morning, tick=False):
        write_due(morning)

    assert days(cast.nora, TUESDAY) == [[RELEASE], [RELEASE], [RELEASE]]


@pytest.mark.parametrize("what", ["release", "put right"])
def test_who_is_asked_is_told_once_and_then_on_mondays(
    own: Transition, cast: Cast, morning: datetime, what: str
) -> None:
    if what == "release":
        both_sign(own, morning)
    else:
        refuse(confirm(own, "contracts", morning), morning - timedelta(hours=1))
        change(own.outgoing, is_active=False)
    line = RELEASE if what == "release" else PUT_RIGHT
    change(cast.helena, digest_rhythm=Rhythm.OFF)
    assert told(cast.nora) == [line]
    with time_machine.travel(morning, tick=False):
        write_due(morning)

    assert days(cast.nora, WEDNESDAY) == [[], [], []]
    assert told(cast.nora, MONDAY + timedelta(days=7)) == [line]


def test_each_administrator_is_told_once_where_nobody_else_can(
    own: Transition, cast: Cast, morning: datetime
) -> None:
    change(cast.nora, is_active=False)
    other = UserFactory.create(full_name="Otto Lang", role=Role.ADMINISTRATOR)
    change(other, digest_rhythm=Rhythm.OFF)
    both_sign(own, morning)
    assert [told(one) for one in (cast.ada, other)] == [[RELEASE], [RELEASE]]
    with time_machine.travel(morning, tick=False):
        write_due(morning)

    assert [told(one, WEDNESDAY) for one in (cast.ada, other)] == [[], [RELEASE]]


def test_a_release_by_who_takes_over_by_now_leaves_it_to_be_released(
    far: Transition, cast: Cast, morning: datetime
) -> None:
    sign(far, Side.MANAGER, cast.helena, morning)
    own = arrange("the lead, where who manages it takes over", far, cast)
    sign(own, Side.OUTGOING, own.outgoing, morning)
    sign(own, Side.INCOMING, cast.helena, morning)

    assert facts(own, TUESDAY, False).signed == {"outgoing", "incoming"}
    assert cast.asked(own) == ({"Nora Boss"}, {"Nora Boss"})


def test_a_release_of_what_counts_no_more_is_given_anew(
    far: Transition, cast: Cast, successor: User, morning: datetime
) -> None:
    """Priya accepted and Helena released that; since then Marc takes over, and accepts as well."""
    marc = UserFactory.create(full_name="Marc Delacroix", role=Role.KAM)
    sign(far, Side.OUTGOING, far.outgoing, morning)
    sign(far, Side.INCOMING, successor, morning)
    sign(far, Side.MANAGER, cast.helena, morning)
    Transition.objects.update(incoming=marc)
    found = Transition.objects.get()

    assert facts(found, TUESDAY, False).signed == {"outgoing"}
    found.signatures.filter(side=Side.INCOMING).update(by=marc)
    assert facts(found, TUESDAY, False).signed == {"outgoing", "incoming", "manager"}
    assert cast.asked(found) == (set(), set())

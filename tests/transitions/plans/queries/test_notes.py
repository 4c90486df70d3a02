"""What stands below the names of both KAMs in the header of a transition."""

from datetime import date

import pytest

from accounts.people.models import User
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.queries import header

pytestmark = pytest.mark.django_db


def notes(transition: Transition, today: date = TODAY) -> tuple[str, str]:
    """What is said of the outgoing and of the incoming KAM."""
    seen = header.load(transition.manager, transition.pk)
    said = header.header(seen, transition.manager, today).notes
    return said.outgoing, said.incoming


def note(transition: Transition) -> str:
    return notes(transition)[0]


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
        (date(2026, 11, 20), "Has left, and ownership has not moved"),
        (None, "Has left, and ownership has not moved"),
        (date(2026, 12, 11), "Is deactivated, and ownership has not moved"),
    ],
)
def test_who_is_gone_before_the_move_is_told_of_as_things_stand(
    last_day: date | None, said: str
) -> None:
    transition = make_transition()
    outgoing = User.objects.filter(pk=transition.outgoing_id)

    outgoing.update(is_active=False, last_day_on=last_day)

    assert note(transition) == said


def test_once_ownership_has_moved_the_day_of_it_is_told() -> None:
    transition = make_transition()
    User.objects.filter(pk=transition.outgoing_id).update(is_active=False)

    Transition.objects.filter(pk=transition.pk).update(
        ownership_moved_at=NOW, ownership_moved_on=TODAY
    )

    assert note(transition) == "Handed over on 24 Nov"


def test_who_is_past_the_last_day_has_not_handed_over_by_that() -> None:
    transition = make_transition()
    User.objects.filter(pk=transition.outgoing_id).update(last_day_on=date(2026, 11, 20))

    assert notes(transition) == (
        "Has left, and ownership has not moved",
        "Takes over, from 7 Dec",
    )


def test_before_the_day_of_ownership_both_are_told_by_it() -> None:
    assert notes(make_transition()) == ("Hands over, until 7 Dec", "Takes over, from 7 Dec")


def test_a_day_of_ownership_that_went_by_is_told_as_what_was_planned() -> None:
    transition = make_transition()

    assert notes(transition, date(2026, 12, 8)) == (
        "Was to hand over by 7 Dec",
        "Was to take over on 7 Dec",
    )


@pytest.mark.parametrize("last_day", [None, date(2026, 11, 20), date(2026, 12, 11)])
def test_a_cancelled_transition_tells_what_was_to_be(last_day: date | None) -> None:
    transition = make_transition()
    User.objects.filter(pk=transition.outgoing_id).update(last_day_on=last_day)

    lifecycle.cancel(transition.pk, "No longer.", by=transition.manager, now=NOW)

    assert notes(transition) == ("Was to hand over", "Was to take over")

"""What stands below the name of the outgoing KAM in the header of a transition."""

from datetime import date

import pytest

from accounts.people.models import User
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.plans.models import Transition
from transitions.plans.queries import header

pytestmark = pytest.mark.django_db


def note(transition: Transition) -> str:
    seen = header.load(transition.manager, transition.pk)
    return header.header(seen, transition.manager, TODAY).notes.outgoing


@pytest.mark.parametrize(
    ("last_day", "said"),
    [
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

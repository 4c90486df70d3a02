from __future__ import annotations

import pytest

from tests.factories.transitions import NOW
from transitions.plans.models import Objective, Transition
from transitions.plans.operations import details, lifecycle
from transitions.plans.operations.details import Changes, Review, Stale
from transitions.plans.operations.locking import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def aim(transition: Transition) -> Objective:
    found = transition.objectives.first()
    assert found
    return found


def reread(transition: Transition) -> Transition:
    return Transition.objects.get(pk=transition.pk)


def change(transition: Transition, changes: Changes, version: int) -> Transition:
    return details.change(transition.pk, changes, version=version, by=transition.manager, now=NOW)


def test_a_stale_page_overwrites_nothing(transition: Transition) -> None:
    version = reread(transition).version
    change(transition, Changes({"findings": "First"}), version)

    with pytest.raises(Stale):
        change(transition, Changes({"findings": "Second"}), version)

    assert reread(transition).findings == "First"


def test_a_stale_page_does_not_overwrite_an_objective(
    transition: Transition, aim: Objective
) -> None:
    version, before = reread(transition).version, aim.title
    change(transition, Changes({}, {aim.pk: {"title": "Anew"}}), version)

    with pytest.raises(Stale):
        change(transition, Changes({"closing": "End"}, {aim.pk: {"title": before}}), version)

    aim.refresh_from_db()
    assert (aim.title, reread(transition).closing) == ("Anew", "")


def test_sending_the_same_page_twice_changes_once(transition: Transition) -> None:
    version = reread(transition).version
    change(transition, Changes({"findings": "First"}), version)

    change(transition, Changes({"findings": "First"}), version)

    assert reread(transition).version == version + 1
    assert transition.log.filter(activity="Changed the findings").count() == 1


def test_objectives_are_scored_with_a_comment(transition: Transition, aim: Objective) -> None:
    version = reread(transition).version

    change(transition, Changes({}, {aim.pk: {"score": 4, "comment": "Calm"}}), version)

    aim.refresh_from_db()
    assert (aim.score, aim.comment) == (4, "Calm")
    assert reread(transition).version == version + 1
    assert transition.log.filter(activity="Scored the objectives").count() == 1


def test_a_cancelled_transition_keeps_its_words(transition: Transition) -> None:
    lifecycle.cancel(transition.pk, "They left", by=transition.manager, now=NOW)

    with pytest.raises(Refused, match="Its words stay as they are"):
        change(transition, Changes({"closing": "New"}), reread(transition).version)

    assert reread(transition).closing == ""


def test_a_review_is_not_kept_when_completing_is_refused(transition: Transition) -> None:
    version = reread(transition).version

    with pytest.raises(Refused, match="Ownership has not moved"):
        details.complete_with(
            transition.pk,
            Review({"findings": "Calm"}),
            version=version,
            by=transition.manager,
            now=NOW,
        )

    assert (reread(transition).findings, reread(transition).version) == ("", version)

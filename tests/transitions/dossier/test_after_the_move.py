"""Once ownership has moved, who handed over reads, and answers what is asked of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.clients.choices import Level
from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW
from transitions.dossier import permissions
from transitions.dossier.models import Question
from transitions.dossier.operations import questions
from transitions.dossier.operations.questions import Asked
from transitions.plans.models import Transition
from transitions.plans.operations import ownership, reading
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
WHY = Asked("contracts", "Why is Petra a critic?", date(2026, 11, 27))
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def told(running: Transition, tomas: Who) -> Question:
    """What Tomas told before the move."""
    return questions.tell(running.pk, "decides", "Dr. Sandmeer.", tomas)


@pytest.fixture
def asked(running: Transition, told: Question, priya: Who) -> Question:
    """What Priya asked before the move, and nobody has answered."""
    question = questions.ask(running.pk, WHY, priya)
    moved_at = NOW + timedelta(minutes=30)
    ownership.move(running.pk, by=running.manager, now=moved_at, override_reason="Now")
    return question


@pytest.fixture
def moved(running: Transition, asked: Question) -> Transition:
    return Transition.objects.get(pk=running.pk)


def test_who_handed_over_answers_what_is_asked_and_corrects_that(
    moved: Transition, asked: Question, owner: User
) -> None:
    later = Who(owner, LATER)

    questions.answer(asked.pk, "The outtage.", later, version=1)
    questions.answer(asked.pk, "The outage of March.", later, version=2)

    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == ("The outage of March.", owner)


def test_who_handed_over_changes_and_tells_nothing_else(
    moved: Transition, told: Question, owner: User
) -> None:
    with pytest.raises(Refused, match=r"Tomas .* answers what is asked of them"):
        questions.answer(told.pk, "Petra.", Who(owner, LATER), version=1)
    with pytest.raises(Refused, match="what was told before stays"):
        questions.tell(moved.pk, "sore", "The outage.", Who(owner, LATER))

    assert list(Question.objects.filter(answered_at__isnull=False)) == [told]


def test_who_handed_over_answers_no_more_once_their_days_of_reading_are_over(
    moved: Transition, asked: Question, owner: User, lead: User
) -> None:
    reading.change(moved.pk, None, by=lead, now=NOW)

    with pytest.raises(Refused, match="reads this account no more"):
        questions.answer(asked.pk, "The outage.", Who(owner, LATER), version=1)

    assert (
        questions.answer(asked.pk, "The prices.", Who(lead, LATER), version=1).answered_by == lead
    )


def test_an_answer_is_due_while_who_handed_over_reads(
    moved: Transition, owner: User, lead: User, successor: User
) -> None:
    reading.change(moved.pk, date(2026, 11, 26), by=lead, now=NOW)

    with pytest.raises(Refused, match=r"Tomas Eriksen reads .* until 26 November 2026"):
        questions.ask(moved.pk, WHY, Who(successor, LATER))


@pytest.fixture
def secret(running: Transition, priya: Who) -> Question:
    """What Priya asked confidentially, before the account moved."""
    asked = questions.ask(running.pk, replace(WHY, level=Level.CONFIDENTIAL), priya)
    moved_at = NOW + timedelta(minutes=30)
    ownership.move(running.pk, by=running.manager, now=moved_at, override_reason="Now")
    return asked


def test_who_handed_over_makes_nothing_open_that_was_asked_confidentially(
    secret: Question, owner: User, lead: User, sign_in: SignIn
) -> None:
    here = f"/transitions/{secret.transition_id}/dossier/questions/{secret.pk}/"
    client = sign_in(owner)

    questions.answer(secret.pk, "The outage.", Who(owner, LATER), version=1, level=Level.OPEN)
    secret.refresh_from_db()
    levels = [secret.level]
    page = client.get(here).content.decode()
    client.post(here, {"version": 2, "answer": "The prices."})

    secret.refresh_from_db()
    assert "The question is confidential, and so is your answer." in page
    assert 'name="is_confidential"' not in page
    assert (secret.answer, *levels, secret.level) == ("The prices.", *[Level.CONFIDENTIAL] * 2)

    questions.answer(secret.pk, "The prices.", Who(lead, LATER), version=3, level=Level.OPEN)
    secret.refresh_from_db()
    assert secret.level == Level.OPEN


def test_who_handed_over_makes_confidential_what_they_answer(
    asked: Question, owner: User, sign_in: SignIn
) -> None:
    here = f"/transitions/{asked.transition_id}/dossier/questions/{asked.pk}/"

    sign_in(owner).post(here, {"version": 1, "answer": "The outage.", "is_confidential": "on"})

    asked.refresh_from_db()
    assert (asked.answer, asked.level) == ("The outage.", Level.CONFIDENTIAL)


@pytest.mark.parametrize(
    ("who", "replies", "tells"),
    [
        ("outgoing", True, False),
        ("incoming", False, False),
        ("manager", True, True),
        ("administrator", True, True),
        ("leader", False, False),
        ("kam", False, False),
        ("hr", False, False),
    ],
)
def test_who_answers_after_the_move(
    moved: Transition, asked: Question, who: str, replies: bool, tells: bool
) -> None:
    person = getattr(moved, who, None) or UserFactory.create(role=Role(who))

    assert permissions.may_reply(person, moved, asked) == replies
    assert permissions.may_tell(person, moved) == tells


def test_the_page_says_and_offers_what_who_handed_over_still_does(
    moved: Transition, told: Question, asked: Question, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    page = client.get(f"/transitions/{moved.pk}/dossier/").content.decode()
    closed = client.get(f"/transitions/{moved.pk}/dossier/questions/{told.pk}/")

    assert f"Tomas only reads {moved.account} now, and answers questions about it" in page
    assert f"/dossier/questions/{asked.pk}/" in page
    assert f"/dossier/questions/{told.pk}/" not in page
    assert "/dossier/tell/" not in page
    assert closed.status_code == 403
    assert "what was told before stays" in closed.content.decode()


def test_a_section_that_nobody_filled_waits_for_nobody(moved: Transition, sign_in: SignIn) -> None:
    page = sign_in(moved.incoming).get(f"/transitions/{moved.pk}/dossier/").content.decode()

    assert f"Tomas had not filled it when {moved.account} moved." in page
    assert "It waits for Tomas" not in page

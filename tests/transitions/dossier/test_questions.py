"""Who takes over asks, who hands over answers, before they have left."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from accounts.people.models import User
from checklists.runs.operations.guards import SentBefore
from tests.factories.transitions import NOW
from tests.transitions.dossier.conftest import PartOf
from transitions.dossier.models import Question
from transitions.dossier.operations import questions
from transitions.dossier.operations.questions import Asked
from transitions.plans.models import Transition
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
WHY = Asked("contracts", "Why is Petra a critic?", date(2026, 11, 27))


def test_a_question_is_asked_once_and_answered(
    running: Transition, part: PartOf, tomas: Who, priya: Who
) -> None:
    form = Who(priya.by, NOW, uuid4())
    asked = questions.ask(running.pk, WHY, form)
    assert questions.ask(running.pk, WHY, form) == asked
    with pytest.raises(SentBefore):
        questions.ask(running.pk, Asked("people", "And Emil?", WHY.due_on), form)
    assert part("contracts").open_questions == 1

    questions.answer(asked.pk, "The outage of March.", tomas, version=1)

    kept = Question.objects.get()
    assert (kept.answer, kept.answered_by) == ("The outage of March.", tomas.by)
    assert part("contracts").open_questions == 0


@pytest.mark.parametrize("due_on", [date(2026, 12, 18), date(2026, 11, 23)])
def test_an_answer_is_due_from_today_until_the_day_before_who_is_asked_leaves(
    running: Transition, owner: User, priya: Who, due_on: date
) -> None:
    owner.last_day_on = date(2026, 12, 18)
    owner.save(update_fields=["last_day_on"])

    with pytest.raises(Refused, match="Choose a day from today to 17 December 2026"):
        questions.ask(running.pk, Asked("contracts", "Why?", due_on), priya)

    assert not Question.objects.exists()
    questions.ask(running.pk, Asked("contracts", "Why?", date(2026, 12, 17)), priya)


def test_once_who_is_asked_has_left_it_says_whom_to_talk_to(
    running: Transition, owner: User, priya: Who
) -> None:
    owner.last_day_on = date(2026, 11, 20)
    owner.save(update_fields=["last_day_on"])

    with pytest.raises(Refused, match=r"was 19 November 2026\. Talk to Helena Brandt"):
        questions.ask(running.pk, Asked("contracts", "Why?", date(2026, 11, 30)), priya)


def test_who_is_asked_does_not_ask_and_who_asks_does_not_answer(
    running: Transition, tomas: Who, priya: Who
) -> None:
    with pytest.raises(Refused, match="Priya Raman asks"):
        questions.ask(running.pk, WHY, tomas)
    asked = questions.ask(running.pk, WHY, priya)

    with pytest.raises(Refused, match="Tomas Eriksen answers"):
        questions.answer(asked.pk, "I do.", priya, version=1)


def test_nobody_overwrites_an_answer_that_they_have_not_seen(
    running: Transition, tomas: Who, priya: Who, lead: User
) -> None:
    asked = questions.ask(running.pk, WHY, priya)
    questions.answer(asked.pk, "The outage.", tomas, version=1)

    with pytest.raises(Stale):
        questions.answer(asked.pk, "The prices.", Who(lead, NOW), version=1)

    assert questions.answer(asked.pk, "The outage.", Who(lead, NOW), version=1).version == 2
    assert Question.objects.get().answered_by == tomas.by


def test_a_prompt_of_the_bank_is_told_unasked_and_counts_as_known(
    running: Transition, part: PartOf, tomas: Who, priya: Who
) -> None:
    questions.tell(running.pk, "decides", "Dr. Sandmeer, after a word with Petra.", tomas)

    found = part("tacit")
    assert found.completeness.share == round(100 / 14)
    assert "Who really decides here, whatever the chart says?" not in found.completeness.missing
    with pytest.raises(Stale):
        questions.tell(running.pk, "decides", "Emil.", tomas)
    with pytest.raises(Refused, match="This was asked before"):
        prompt = Asked("", "Who really decides?", date(2026, 11, 27), prompt="decides")
        questions.ask(running.pk, prompt, priya)


def test_a_new_answer_asks_for_the_key_again(running: Transition, part: PartOf, tomas: Who) -> None:
    questions.tell(running.pk, "decides", "Dr. Sandmeer.", tomas)
    before = part("tacit").stamp

    questions.answer(Question.objects.get().pk, "Petra.", tomas, version=1)

    assert part("tacit").stamp != before

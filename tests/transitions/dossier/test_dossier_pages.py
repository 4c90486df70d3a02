"""The pages of a dossier: what they ask, what they keep, and to whom they close."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.audit.choices import OF_PROFILE, Subject
from accounts.people.models import User
from accounts.profile.models import Contract, Project, Swot
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW
from tests.transitions.dossier.conftest import PartOf
from transitions.dossier.choices import Standing
from transitions.dossier.models import Question
from transitions.dossier.operations import questions, seals
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.changed import SUBJECTS
from transitions.dossier.queries.dossier import dossier_page
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db


def at(found: Transition, rest: str = "") -> str:
    return f"/transitions/{found.pk}/dossier/{rest}"


@pytest.fixture
def asks(sign_in: SignIn, successor: User) -> Client:
    """Priya, who takes over."""
    return sign_in(successor)


@pytest.fixture
def answers(sign_in: SignIn, owner: User) -> Client:
    """Tomas, who hands over."""
    return sign_in(owner)


def test_a_question_says_of_which_section_it_is_and_who_asked_it(
    running: Transition, asks: Client, answers: Client
) -> None:
    typed = {"section": "contracts", "text": "Who signs?", "due_on": "2026-11-27"}
    asks.post(at(running, "ask/"), typed)

    own, other = asks.get(at(running)).text, answers.get(at(running)).text

    assert "Contracts and service levels, asked on 24 Nov" in own
    assert "Contracts and service levels, asked by Priya on 24 Nov" in other


def test_a_question_without_words_or_with_a_day_too_late_comes_back_with_what_was_typed(
    running: Transition, asks: Client
) -> None:
    wrong = asks.post(at(running, "ask/"), {"section": "contracts", "due_on": "2026-11-27"})
    assert "Write what you want to know." in wrong.content.decode()

    late = {"section": "contracts", "text": "Who signs?", "due_on": "2030-01-01"}
    answer = asks.post(at(running, "ask/"), late)

    assert answer.status_code == 422
    assert "Choose a day from today to" in answer.content.decode()
    assert "Who signs?</textarea>" in answer.content.decode()
    assert not Question.objects.exists()


def test_the_same_form_with_another_question_says_so_and_asks_when_sent_again(
    running: Transition, asks: Client
) -> None:
    key = "5f0c1c1e-3c1d-4f57-9a51-4d1d35a4a001"
    first = {"section": "contracts", "text": "Who signs?", "due_on": "2026-11-27"}
    asks.post(at(running, "ask/"), {**first, "request_key": key})

    other = asks.post(at(running, "ask/"), {**first, "due_on": "2026-11-26", "request_key": key})

    assert other.status_code == 422
    assert "was added from this form already" in other.content.decode()
    assert key not in other.content.decode()


def test_a_prompt_that_was_asked_meanwhile_is_answered_with_the_words_that_were_typed(
    running: Transition, answers: Client, priya: Who
) -> None:
    wanted = questions.Asked("", "Who really decides?", date(2026, 11, 27), prompt="decides")
    asked = questions.ask(running.pk, wanted, priya)

    answer = answers.post(at(running, "tell/decides/"), {"answer": "Dr. Sandmeer."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f'action="{at(running, f"questions/{asked.pk}/")}"' in page
    assert "Dr. Sandmeer.</textarea>" in page
    sent = {"answer": "Dr. Sandmeer.", "version": str(asked.version)}
    answers.post(at(running, f"questions/{asked.pk}/"), sent)
    assert Question.objects.get().answer == "Dr. Sandmeer."


@pytest.mark.usefixtures("contract")
def test_a_section_is_refused_as_it_was_read(
    running: Transition, asks: Client, part: PartOf, contract: Contract, tomas: Who
) -> None:
    stamp = part("contracts").stamp
    seals.confirm(running.pk, Shown("contracts", stamp), tomas)
    here = at(running, f"of/contracts/refuse/?stamp={stamp}")
    form = asks.get(here).context["form"]
    assert form["stamp"].value() == stamp
    values = {"title": "Frame 2"}
    records.change(Contract, contract.pk, values, Sent(tomas.by, NOW), version=1)
    seals.confirm(running.pk, Shown("contracts", part("contracts").stamp), tomas)

    late = asks.post(here, {"stamp": stamp, "reason": "No penalties."})

    page = late.content.decode()
    assert late.status_code == 409
    assert "What changed since it was confirmed" in page
    assert "No penalties.</textarea>" in page
    again = late.context["form"]["stamp"].value()
    asks.post(here, {"stamp": again, "reason": "No penalties."})
    assert part("contracts").standing == Standing.REFUSED


@pytest.mark.usefixtures("contract")
def test_a_dossier_closes_with_the_work_on_it(
    running: Transition, asks: Client, answers: Client, lead: User
) -> None:
    assert "Frame contract" in asks.get(at(running)).content.decode()

    lifecycle.cancel(running.pk, "They leave us.", by=lead, now=NOW)

    page = asks.get(at(running)).content.decode()
    assert "The dossier is closed to you" in page
    assert "Frame contract" not in page
    for rest in ("of/contracts/", "of/contracts/changes/"):
        assert asks.get(at(running, rest)).status_code == 404
    assert "Frame contract" in answers.get(at(running)).content.decode()


@pytest.mark.usefixtures("contract")
def test_nobody_accepts_for_who_takes_over_after_them(
    running: Transition, part: PartOf, tomas: Who, priya: Who
) -> None:
    seals.confirm(running.pk, Shown("contracts", part("contracts").stamp), tomas)
    seals.accept(running.pk, Shown("contracts", part("contracts").stamp), priya)

    running.incoming = UserFactory.create(full_name="Zoe Lindt")
    running.save(update_fields=["incoming"])

    assert part("contracts").standing == Standing.CONFIRMED


def test_what_holds_nothing_is_not_confirmed(running: Transition, part: PartOf, tomas: Who) -> None:
    assert part("swot").standing == Standing.EMPTY
    with pytest.raises(Refused, match="There is nothing in this section to confirm"):
        seals.confirm(running.pk, Shown("swot", ""), tomas)


def test_what_an_account_has_once_and_that_it_has_nothing_stand_in_the_stamp(
    running: Transition, part: PartOf, tomas: Who
) -> None:
    sent = Sent(tomas.by, NOW)
    records.keep(Swot, running.account_id, {"threats": "Tenders"}, sent, version=0)
    first = part("swot").stamp
    records.keep(Swot, running.account_id, {"threats": "Rivals"}, sent, version=1)
    assert part("swot").stamp not in {"", first}

    records.say_nothing(running.account_id, "projects", (Project,), sent)
    seals.confirm(running.pk, Shown("projects", part("projects").stamp), tomas)
    assert part("projects").standing == Standing.CONFIRMED


def test_nobody_confirms_answers_or_accepts_while_it_stands_still(
    running: Transition, part: PartOf, tomas: Who, priya: Who, lead: User, contract: Contract
) -> None:
    seals.confirm(running.pk, Shown("contracts", part("contracts").stamp), tomas)
    lifecycle.hold(running.pk, "The client waits.", by=lead, now=NOW)
    running.refresh_from_db()

    with pytest.raises(Refused, match="Priya Raman accepts"):
        seals.accept(running.pk, Shown("contracts", part("contracts").stamp), priya)
    with pytest.raises(Refused, match="Tomas Eriksen confirms"):
        seals.confirm(running.pk, Shown("contracts", part("contracts").stamp), tomas)
    with pytest.raises(Refused, match="Tomas Eriksen answers"):
        questions.tell(running.pk, "decides", "Me.", tomas)


def test_the_words_of_an_answer_stand_in_the_dossier_and_not_in_the_log(
    running: Transition, tomas: Who
) -> None:
    questions.tell(running.pk, "never-say", "Never call it a small one.", tomas)

    entry = LogEntry.objects.filter(kind="dossier").latest("pk")
    assert "Never call it a small one." not in entry.activity + entry.notes


def test_every_kind_of_row_but_judgements_is_told_as_a_change_of_its_section() -> None:
    told = [subject for subjects in SUBJECTS.values() for subject in subjects]

    assert set(told) == {Subject.CONTACT, *OF_PROFILE} - {Subject.RAPPORT}
    assert len(told) == len(set(told))


def test_a_page_asks_the_same_however_much_was_asked_and_said(
    running: Transition, answers: Client, part: PartOf, owner: User, tomas: Who
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            answers.get(at(running))
        return len(asked)

    def fill(number: int) -> None:
        prompt = dossier_page(running, owner, NOW.date()).bank[number].prompt
        questions.tell(running.pk, prompt.key, "So.", tomas)
        records.add(Contract, running.account_id, {"title": str(number)}, Sent(owner, NOW))
        seals.confirm(running.pk, Shown("contracts", part("contracts").stamp), tomas)

    fill(0)
    few = queries()
    for number in range(1, 6):
        fill(number)

    assert queries() == few


def test_a_password_is_no_answer(running: Transition, answers: Client) -> None:
    answer = answers.post(at(running, "tell/decides/"), {"answer": "The password: hunter2"})

    assert "no place for passwords" in answer.content.decode()
    assert not Question.objects.exists()

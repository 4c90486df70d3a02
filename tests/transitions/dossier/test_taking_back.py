"""What was asked or accepted by mistake is taken back; nothing of it is in anybody’s way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from accounts.people.models import User
from accounts.profile.models import Contract
from checklists.runs.operations.guards import SentBefore
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.support.waiting import waiting
from tests.transitions.dossier.conftest import PartOf
from transitions.dossier.choices import Side, Standing
from transitions.dossier.models import Question, Signature
from transitions.dossier.operations import questions, seals
from transitions.dossier.operations.questions import Asked
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.bank import bank_page
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.facts import facts
from transitions.dossier.queries.mine import words_of
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
WHY = Asked("contracts", "Why is Petra a critic?", date(2026, 11, 27))
DECIDES = Asked("", "Who really decides here?", date(2026, 11, 27), prompt="decides")


def at(found: Transition, rest: str = "") -> str:
    return f"/transitions/{found.pk}/dossier/{rest}"


def said(running: Transition) -> list[str]:
    rows = LogEntry.objects.filter(transition=running, kind="dossier").order_by("pk")
    return list(rows.values_list("activity", flat=True))


@pytest.fixture
def accepted(
    running: Transition, contract: Contract, shown: Callable[[str], Shown], tomas: Who, priya: Who
) -> Shown:
    """The contracts, which Priya has accepted."""
    seals.confirm(running.pk, shown("contracts"), tomas)
    seals.accept(running.pk, shown("contracts"), priya)
    return shown("contracts")


def sign(running: Transition, by: User) -> None:
    Signature.objects.create(transition=running, side=Side.INCOMING, by=by, at=NOW, stamp="x")


def test_a_withdrawn_question_waits_for_nobody_and_stays_in_the_log(
    running: Transition, part: PartOf, owner: User, priya: Who
) -> None:
    asked = questions.ask(running.pk, WHY, priya)

    questions.withdraw(asked.pk, priya)
    questions.withdraw(asked.pk, priya)

    page = dossier_page(running, priya.by, TODAY)
    assert (page.questions, page.pending, part("contracts").asked) == ((), (), ())
    assert [facts(running, TODAY, live).unanswered for live in (True, False)] == [(), ()]
    assert words_of(owner, TODAY).questions == []
    assert waiting(owner).own == ()
    assert said(running) == [
        "Priya Raman asked Tomas Eriksen: Why is Petra a critic?",
        "Priya Raman withdrew a question: Why is Petra a critic?",
    ]


def test_a_withdrawn_prompt_can_be_asked_again_and_is_not_counted(
    running: Transition, priya: Who, tomas: Who
) -> None:
    for _ in range(2):
        asked = questions.ask(running.pk, DECIDES, priya)
        questions.withdraw(asked.pk, priya)
    assert bank_page().rows[0].asked == 0

    questions.tell(running.pk, "decides", "Dr. Sandmeer.", tomas)

    (told,) = dossier_page(running, priya.by, TODAY).questions
    assert (told.asked_by, told.answer) == (None, "Dr. Sandmeer.")


def test_who_asked_alone_withdraws_and_only_until_it_is_answered(
    running: Transition, lead: User, priya: Who, tomas: Who
) -> None:
    asked = questions.ask(running.pk, WHY, priya)
    for other in (tomas, Who(lead, NOW)):
        with pytest.raises(Refused, match="Who asked a question takes it back"):
            questions.withdraw(asked.pk, other)
    questions.answer(asked.pk, "The outage.", tomas, version=1)

    with pytest.raises(Refused, match=r"Tomas Eriksen has answered it\. Question and answer stay"):
        questions.withdraw(asked.pk, priya)

    assert Question.objects.get().withdrawn_at is None


def test_a_form_that_asked_what_was_withdrawn_does_not_say_that_it_is_asked(
    running: Transition, priya: Who
) -> None:
    form = Who(priya.by, NOW, uuid4())
    questions.withdraw(questions.ask(running.pk, WHY, form).pk, priya)

    with pytest.raises(Refused, match="You have withdrawn this question"):
        questions.ask(running.pk, WHY, form)


def test_a_form_says_so_of_a_prompt_of_the_bank_too_and_asks_other_words(
    running: Transition, priya: Who
) -> None:
    form = Who(priya.by, NOW, uuid4())
    prompt = Asked("tacit", "Who really decides?", WHY.due_on, prompt="decides")
    questions.withdraw(questions.ask(running.pk, prompt, form).pk, priya)

    with pytest.raises(Refused, match="You have withdrawn this question"):
        questions.ask(running.pk, prompt, form)
    with pytest.raises(SentBefore):
        questions.ask(running.pk, replace(prompt, text="Who signs?", prompt=""), form)


def test_who_answers_what_was_withdrawn_is_told_and_keeps_their_words(
    running: Transition, sign_in: SignIn, owner: User, priya: Who
) -> None:
    asked = questions.ask(running.pk, WHY, priya)
    questions.withdraw(asked.pk, priya)
    answers, address = sign_in(owner), at(running, f"questions/{asked.pk}/")
    gone = "Priya Raman has withdrawn this question. It waits for no answer any more."

    sent = answers.post(address, {"answer": "The outage of March.", "version": 1})
    opened = answers.get(address, follow=True)

    assert sent.status_code == 422
    assert gone in sent.content.decode()
    assert "The outage of March.</textarea>" in sent.content.decode()
    assert gone in opened.content.decode()
    assert opened.redirect_chain == [(at(running, "#of-contracts"), 302)]
    assert Question.objects.get().answer == ""


def test_the_page_offers_to_withdraw_to_who_asked(
    running: Transition, sign_in: SignIn, owner: User, lead: User, successor: User, priya: Who
) -> None:
    asked = questions.ask(running.pk, WHY, priya)
    address = at(running, f"questions/{asked.pk}/withdraw/")
    for other in (owner, lead):
        client = sign_in(other)
        assert address not in client.get(at(running)).content.decode()
        assert client.post(address).status_code == 403
    asks = sign_in(successor)
    assert address in asks.get(at(running)).content.decode()

    answer = asks.post(address, follow=True)

    assert "Withdrawn. Tomas is not asked any more." in answer.content.decode()
    assert "Nothing waits for an answer." in answer.content.decode()
    assert Question.objects.get().withdrawn_at


def test_an_acceptance_is_taken_back_with_a_reason(
    running: Transition, part: PartOf, accepted: Shown, priya: Who
) -> None:
    seals.refuse(running.pk, accepted, "The price list is missing.", priya)
    seals.refuse(running.pk, accepted, "The price list is missing.", priya)

    assert part("contracts").standing == Standing.REFUSED
    assert said(running)[2:] == [
        "Priya Raman took back the acceptance of “Contracts and service levels” of the dossier"
    ]
    assert LogEntry.objects.latest("pk").notes == "The price list is missing."


def test_an_acceptance_stays_once_the_whole_is_accepted(
    running: Transition, part: PartOf, accepted: Shown, sign_in: SignIn, priya: Who
) -> None:
    sign(running, priya.by)
    stays = "Priya Raman has accepted the dossier as a whole. Take that back first"

    with pytest.raises(Refused, match=stays):
        seals.refuse(running.pk, accepted, "The price list is missing.", priya)
    opened, address = sign_in(priya.by), at(running, "of/contracts/refuse/")
    page = opened.get(address, follow=True)
    sent = opened.post(address, {"stamp": accepted.stamp, "reason": "No price list."})

    assert page.redirect_chain == [(at(running, "#of-contracts"), 302)]
    assert stays in page.content.decode()
    assert (sent.status_code, stays in sent.content.decode()) == (422, True)
    assert part("contracts").standing == Standing.ACCEPTED


def test_an_acceptance_stays_once_ownership_has_moved(
    running: Transition, part: PartOf, accepted: Shown, priya: Who
) -> None:
    Transition.objects.update(ownership_moved_at=NOW, ownership_moved_on=TODAY)

    with pytest.raises(Refused, match=r"What was accepted stays\."):
        seals.refuse(running.pk, accepted, "The price list is missing.", priya)

    assert part("contracts").standing == Standing.ACCEPTED


@pytest.mark.parametrize("has_signed", [True, False])
def test_the_page_offers_to_take_back_to_who_accepted_until_they_signed(
    running: Transition,
    accepted: Shown,
    sign_in: SignIn,
    owner: User,
    successor: User,
    has_signed: bool,
) -> None:
    if has_signed:
        sign(running, successor)
    address = at(running, f"of/contracts/refuse/?stamp={accepted.stamp}")

    offers = [
        address in sign_in(one).get(at(running)).content.decode() for one in (owner, successor)
    ]

    assert offers == [False, not has_signed]
    if not has_signed:
        form = sign_in(successor).get(address).content.decode()
        assert "Refuse “Contracts and service levels” after all" in form

"""Promises, questions and answers are found by who reads them, and by nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.clients.choices import Level
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.profile.models import Commitment, ConfidentialSection
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW, TODAY
from transitions.dossier.models import Question
from transitions.finding.queries.everything import everything
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import ownership, reading, team
from transitions.plans.operations.team import Joining

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(transition: Transition) -> Commitment:
    return Commitment.objects.create(
        account=transition.account,
        promise="A second driver app",
        due_on=date(2026, 12, 1),
        updated_at=NOW,
    )


@pytest.fixture
def question(transition: Transition) -> Question:
    """Asked of the contracts, and answered."""
    return Question.objects.create(
        transition=transition,
        section="contracts",
        text="Who signs for driver licences?",
        asked_by=transition.incoming,
        asked_at=NOW,
        answer="Petra Sandmeer, after a word with the works council.",
        answered_by=transition.outgoing,
        answered_at=NOW,
    )


def found(user: User, text: str) -> list[tuple[str, str, str, str]]:
    return [
        (hit.title, hit.about, hit.state, hit.url)
        for kind in everything(user, text, TODAY).some
        for hit in kind.hits
    ]


def close(transition: Transition, section: str) -> None:
    ConfidentialSection.objects.create(
        account=transition.account,
        book="profile",
        section=section,
        said_by=transition.outgoing,
        said_at=NOW,
    )


def join(transition: Transition, role: Role) -> User:
    person = UserFactory.create(full_name="Kim Person", role=role)
    joining = Joining(TeamRole.OTHER, person, role_name="Adviser")
    team.add(transition.pk, joining, by=transition.manager, now=NOW)
    return person


def test_a_promise_is_found_by_its_words_and_its_account(
    lead: User, promise: Commitment, transition: Transition
) -> None:
    here = f"/accounts/{promise.account_id}/profile/#commitments"
    told = ("A second driver app", "Brightwater Foods", "", here)
    for text in ("driver app", "Driver brightwater"):
        assert found(lead, text) == [told]

    Commitment.objects.update(state="kept", settled_on=TODAY, outcome="Shipped in May")

    assert found(lead, "shipped") == [(*told[:2], "Kept", here)]


def test_a_question_is_found_by_its_words_and_by_its_answer(
    lead: User, question: Question, transition: Transition
) -> None:
    here = f"/transitions/{transition.pk}/dossier/#of-contracts"
    about = "Brightwater Foods, Tomas Eriksen: Petra Sandmeer, after a word with the works council."
    for text in ("licences", "works council", "brightwater council"):
        assert found(lead, text) == [(question.text, about, "", here)]

    Question.objects.update(answer="", answered_by=None, answered_at=None)

    about = "Brightwater Foods, Tomas Eriksen is asked"
    assert found(lead, "licences") == [(question.text, about, "Not answered", here)]


def test_what_was_withdrawn_is_not_found(lead: User, question: Question) -> None:
    Question.objects.update(answer="", answered_by=None, answered_at=None, withdrawn_at=NOW)

    assert found(lead, "licences") == []


@pytest.mark.parametrize("is_by_itself", [True, False])
@pytest.mark.usefixtures("promise", "question")
def test_what_is_confidential_is_found_by_who_reads_it(
    transition: Transition, owner: User, lead: User, successor: User, is_by_itself: bool
) -> None:
    adviser = join(transition, Role.HR)
    leader = UserFactory.create(full_name="Lea Novak", role=Role.LEADER)
    everybody = (owner, successor, lead, adviser, leader)
    assert [len(found(one, "driver")) for one in everybody] == [2, 2, 2, 2, 2]

    if is_by_itself:
        Commitment.objects.update(level=Level.CONFIDENTIAL)
        Question.objects.update(level=Level.CONFIDENTIAL)
    else:
        close(transition, "commitments")
        close(transition, "contracts")

    assert [len(found(one, "driver")) for one in everybody] == [2, 2, 2, 0, 0]
    account = transition.account_id
    assert (
        found(lead, "driver")
        == found(lead, "driver brightwater")
        == [
            (
                "A confidential promise",
                "Brightwater Foods",
                "",
                f"/accounts/{account}/profile/#commitments",
            ),
            (
                "A confidential question",
                "Brightwater Foods",
                "",
                f"/transitions/{transition.pk}/dossier/#of-contracts",
            ),
        ]
    )


@pytest.mark.parametrize("is_by_itself", [True, False])
@pytest.mark.usefixtures("promise", "question")
def test_what_became_of_a_promise_and_an_answer_are_not_looked_at_where_they_are_confidential(
    transition: Transition, lead: User, is_by_itself: bool
) -> None:
    """Else words that somebody guesses would be told them without opening the page."""
    Commitment.objects.update(state="kept", settled_on=TODAY, outcome="Shipped to the council")
    assert [len(found(lead, text)) for text in ("council", "brightwater council")] == [2, 2]

    if is_by_itself:
        Commitment.objects.update(level=Level.CONFIDENTIAL)
        Question.objects.update(level=Level.CONFIDENTIAL)
    else:
        close(transition, "commitments")
        close(transition, "contracts")

    titles = [[title for title, *_ in found(lead, text)] for text in ("council", "driver council")]
    assert titles == [[], []]
    assert [about for _, about, _, _ in found(lead, "driver")] == ["Brightwater Foods"] * 2


@pytest.mark.usefixtures("promise", "question")
def test_nothing_is_found_of_a_dossier_that_is_closed_to_the_reader(
    transition: Transition, owner: User, lead: User, stranger: User
) -> None:
    """Who handed over still sees the transition, but no longer its account."""
    ownership.move(transition.pk, by=lead, now=NOW, override_reason="Now")
    reads = [len(found(one, "driver")) for one in (owner, stranger)]
    reading.change(transition.pk, None, by=lead, now=NOW)

    assert (reads, found(owner, "driver")) == ([2, 0], [])
    assert Transition.objects.visible_to(owner).exists()


@pytest.mark.usefixtures("promise", "question")
def test_the_page_and_the_suggestions_show_both(sign_in: SignIn, lead: User) -> None:
    browser = sign_in(lead)

    page = browser.get("/search/?q=driver").text
    part = browser.get("/search/suggestions/?q=driver", headers={"HX-Request": "true"}).text
    only = browser.get("/search/?q=driver&kind=questions").text

    assert "1 commitment and 1 question" in page
    assert "A second <mark>driver</mark> app" in page
    assert '<div class="find-h" id="find-commitments"' in part
    assert "Who signs for <mark>driver</mark> licences?" in part
    assert 'aria-current="page">Questions' in only

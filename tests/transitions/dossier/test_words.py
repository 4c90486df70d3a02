"""What waits for somebody's word: in the dossier, and beside their work."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import Rhythm, Role
from accounts.people.models import User
from accounts.profile.models import Commitment
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_transition
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision, Question
from transitions.dossier.queries.mine import words_of
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import ownership, reading

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


def ask(found: Transition, due_on: date, text: str = "Who signs?") -> Question:
    return Question.objects.create(
        transition=found,
        section="contracts",
        text=text,
        asked_by=found.incoming,
        asked_at=datetime.fromisoformat("2026-11-10T08:00:00+00:00"),
        due_on=due_on,
    )


def promise(found: Transition, due_on: date | None = None) -> Commitment:
    return Commitment.objects.create(
        account=found.account, promise="A second driver app", due_on=due_on, updated_at=NOW
    )


def decline(found: Transition, made: Commitment) -> Decision:
    return Decision.objects.create(
        transition=found,
        commitment=made,
        stance=Stance.DECLINES,
        seen=made.version,
        by=found.incoming,
        at=NOW,
        words="Too dear.",
    )


def told(person: User) -> tuple[list[str], list[str]]:
    """Why each question and promise waits for somebody."""
    person.refresh_from_db()
    words = words_of(person, TODAY)
    return [one.why for one in words.questions], [one.why for one in words.promises]


def test_who_asked_reads_that_an_overdue_question_went_to_the_manager(
    running: Transition, sign_in: SignIn, successor: User, lead: User
) -> None:
    """Friday 20 November was the day, so it went on Monday."""
    ask(running, date(2026, 11, 20))
    page = f"/transitions/{running.pk}/dossier/"

    assert "It went to Helena Brandt on Mon 23 Nov." in sign_in(successor).get(page).text
    User.objects.filter(pk=lead.pk).update(digest_rhythm=Rhythm.OFF)
    assert "Mon 23 Nov, who gets no digest and finds it in My work." in (
        sign_in(successor).get(page).text
    )


def test_what_is_not_overdue_went_nowhere_but_waits_for_the_manager_without_the_other(
    running: Transition, sign_in: SignIn, successor: User, owner: User
) -> None:
    ask(running, date(2026, 11, 24))
    page = f"/transitions/{running.pk}/dossier/"

    assert "It went to" not in sign_in(successor).get(page).text
    User.objects.filter(pk=owner.pk).update(is_active=False)
    waits = "Tomas cannot sign in any more. It waits for Helena Brandt."
    assert waits in sign_in(successor).get(page).text


def test_a_question_waits_for_who_answers_and_when_it_is_late_for_the_manager(
    running: Transition, owner: User, lead: User, successor: User, stranger: User
) -> None:
    ask(running, date(2026, 11, 20))
    ask(running, date(2026, 12, 20), "Who pays?")

    own = ["Brightwater Foods, Priya asks"] * 2
    climbed = ["Brightwater Foods, Priya asks, Tomas has not answered"]
    assert told(owner) == (own, [])
    assert told(lead) == (climbed, [])
    assert (told(successor), told(stranger)) == (([], []), ([], []))


def test_who_no_longer_sees_the_account_is_not_told_what_is_asked_about_it(
    running: Transition, owner: User, lead: User
) -> None:
    ask(running, date(2026, 11, 20))
    ownership.move(running.pk, by=lead, now=NOW, override_reason="Now")
    assert told(owner)[0] == ["Brightwater Foods, Priya asks"]

    reading.change(running.pk, None, by=lead, now=NOW)

    assert told(owner)[0] == []
    assert told(lead)[0] == ["Brightwater Foods, Priya asks, Tomas has not answered"]


def test_a_promise_waits_for_who_decides_keeps_it_or_tells_the_client(
    running: Transition, owner: User, lead: User, successor: User
) -> None:
    made = promise(running)
    assert told(successor)[1] == ["Brightwater Foods, take it over, renegotiate or decline it"]
    assert (told(owner)[1], told(lead)[1]) == ([], [])

    decline(running, made)

    untold = ["Brightwater Foods, declined, and the client does not know"]
    assert (told(successor)[1], told(lead)[1], told(owner)[1]) == (untold, untold, [])
    Transition.objects.update(state=State.COMPLETED, completed_at=NOW)
    Commitment.objects.update(due_on=TODAY)
    Decision.objects.all().delete()
    assert told(owner)[1] == ["Brightwater Foods, promised to the client"]


def test_who_reads_only_and_what_stands_still_wait_for_nothing(
    running: Transition, owner: User
) -> None:
    ask(running, date(2026, 11, 20))
    Transition.objects.update(state=State.ON_HOLD)
    assert told(owner) == ([], [])
    Transition.objects.update(state=State.ACTIVE)
    User.objects.filter(pk=owner.pk).update(role=Role.LEADER)
    assert told(owner) == ([], [])


def test_my_work_leads_to_it_and_counts_it_once_it_is_there(
    running: Transition, sign_in: SignIn, owner: User
) -> None:
    ask(running, date(2026, 11, 20), "Who <signs>?")
    client, htmx = sign_in(owner), {"HX-Request": "true"}

    work, link = client.get("/my-work/").text, client.get("/my-work/words/count/", headers=htmx)

    assert 'hx-get="/my-work/words/count/"' in work
    assert 'href="/my-work/words/"' in work
    assert "1<span" in link.text
    assert "1 overdue" in link.text
    assert client.get("/my-work/words/count/").headers["Location"] == "/my-work/words/"
    page = client.get("/my-work/words/").text
    assert "Who &lt;signs&gt;?" in page
    assert "1 overdue. Your digest" in page


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_four_queries(lead: User, many: int) -> None:
    for _ in range(many):
        found = make_transition(manager=lead)
        ask(found, date(2026, 11, 20))
        decline(found, promise(found))

    with CaptureQueriesContext(connection) as queries:
        words = words_of(lead, TODAY)

    assert (len(queries), words.count) == (4, 2 * many)

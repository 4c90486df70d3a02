"""Questions and promises in digests: they rise, go to the manager, and answers come back once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Access
from accounts.people.choices import Rhythm, Role
from accounts.people.models import User
from accounts.profile.models import Commitment
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.factories.transitions import make_transition
from tests.support.digests import mail_to, subjects
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision, Question
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import preview, write_due
from transitions.reminders.queries.agendas import agendas
from transitions.reminders.rules.waiting import Kind, Urgency, Waiting, Waits, urgency

TUESDAY = date(2026, 11, 24)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def quiet(transition: Transition, morning: datetime) -> Transition:
    """Nothing is left to do on it, so that no digest speaks of items."""
    Item.objects.update(
        state=ItemState.DONE, closed_at=morning, closed_by=transition.manager, due_on="2026-11-20"
    )
    return transition


def ask(found: Transition, due_on: date, text: str = "Who signs?") -> Question:
    return Question.objects.create(
        transition=found,
        section="contracts",
        text=text,
        asked_by=found.incoming,
        asked_at=datetime.fromisoformat("2026-11-10T08:00:00+00:00"),
        due_on=due_on,
    )


def answer(question: Question, by: User, at: datetime) -> None:
    question.answer, question.answered_by, question.answered_at = "Petra.", by, at
    question.save()


def waiting(person: User, today: date = TUESDAY) -> Waiting:
    """What a digest tells somebody on a day."""
    person.refresh_from_db()
    return agendas([person], today)[person.pk].waiting


def promise(found: Transition, due_on: date | None, **fields: object) -> Commitment:
    return Commitment.objects.create(
        account=found.account,
        promise="A second driver app",
        due_on=due_on,
        updated_at=found.created_at,
        **fields,
    )


def decide(found: Transition, made: Commitment, stance: Stance, **fields: object) -> Decision:
    words = "" if stance == Stance.TAKES_OVER else "Too dear."
    return Decision.objects.create(
        transition=found,
        commitment=made,
        stance=stance,
        seen=made.version,
        by=found.incoming,
        at=found.created_at,
        words=words,
        **fields,
    )


@pytest.mark.parametrize(
    ("due_on", "today", "expected"),
    [
        (date(2026, 11, 26), date(2026, 11, 27), Urgency.OVERDUE),
        (date(2026, 11, 27), date(2026, 11, 27), Urgency.TODAY),
        (date(2026, 12, 1), date(2026, 11, 27), Urgency.SOON),
        (date(2026, 12, 2), date(2026, 11, 27), Urgency.LATER),
        (None, date(2026, 11, 27), Urgency.LATER),
    ],
)
@pytest.mark.usefixtures("calendar")
def test_a_question_rises_by_the_working_days_of_who_answers(
    quiet: Transition, owner: User, due_on: date | None, today: date, expected: Urgency
) -> None:
    """27 November 2026 is a Friday, so Tuesday is two working days away."""
    question = ask(quiet, due_on or today)
    Question.objects.update(due_on=due_on)

    assert waiting(owner, today).own == (
        Waits(
            pk=question.pk,
            kind=Kind.QUESTION,
            text="Who signs?",
            due_on=due_on,
            account="Brightwater Foods",
            path=f"/transitions/{quiet.pk}/dossier/questions/{question.pk}/",
            urgency=expected,
            asker="Priya",
        ),
    )


def test_a_day_without_calendar_is_later() -> None:
    assert urgency(None, TUESDAY, TUESDAY) == Urgency.LATER


def test_what_is_more_urgent_stands_above_and_before_items(
    transition: Transition, owner: User, morning: datetime
) -> None:
    for due_on, text in [
        (date(2026, 12, 20), "At leisure?"),
        (date(2026, 11, 26), "Soon?"),
        (date(2026, 11, 20), "Late & <b>?"),
    ]:
        ask(transition, due_on, text)

    write_due(morning)

    mail = mail_to(owner)
    order = ["Late & <b>?", "Client contacts", "Soon?", "At leisure?"]
    order = [words for words in order if words in mail.body_text]
    places = [mail.body_text.index(f"- {words}") for words in order]
    assert places == sorted(places)
    assert len(order) >= 3
    assert mail.subject.startswith("3 overdue")
    assert "Start with Priya’s question about Brightwater Foods, 4 days overdue" in mail.body_text
    assert "In the next two working days (1)" in mail.body_text
    assert "With more time (1)" in mail.body_text
    assert "Late &amp; &lt;b&gt;?" in mail.body_html
    assert "Late & <b>" not in mail.body_html
    assert "Brightwater Foods, Priya asks (question)" in mail.body_text


def test_a_question_alone_makes_one_digest_a_day(
    quiet: Transition, owner: User, morning: datetime
) -> None:
    question = ask(quiet, date(2026, 12, 20))

    first, again = write_due(morning), write_due(morning + timedelta(minutes=5))

    mail = mail_to(owner)
    assert (first, again, subjects()) == (1, 0, {"Tomas": "1 question waits for you"})
    assert "somebody waits for your word" in mail.body_text
    link = f"http://localhost:8000/transitions/{quiet.pk}/dossier/questions/{question.pk}/"
    assert link in mail.body_text
    assert f'href="{link}"' in mail.body_html


def test_an_overdue_question_goes_to_the_manager_on_their_next_working_day(
    quiet: Transition, lead: User, owner: User
) -> None:
    """Due on Friday 20 November: the weekend is nobody's fault, Monday is."""
    question = ask(quiet, date(2026, 11, 20))
    User.objects.filter(pk=lead.pk).update(country="AT")

    told = [bool(waiting(lead, date(2026, 11, day)).owing) for day in (20, 21, 22, 23, 24)]

    assert told == [False, False, False, True, True]
    assert [one.pk for one in waiting(lead).owing] == [question.pk]
    assert len(waiting(owner, date(2026, 11, 21)).of(Urgency.OVERDUE)) == 1


def test_the_manager_reads_who_has_not_answered_whose_question(
    quiet: Transition, lead: User, morning: datetime
) -> None:
    ask(quiet, date(2026, 11, 20), "Who <signs>?")

    write_due(morning)

    mail = mail_to(lead)
    said = "Tomas has not answered Priya’s question “Who <signs>?” for Brightwater Foods, due "
    assert mail.subject == "Tomas has not answered 1 question"
    assert f"- {said}Fri 20 Nov." in mail.body_text
    assert "Remind Tomas: " in mail.body_text
    assert "Who &lt;signs&gt;?" in mail.body_html


def test_where_nobody_can_answer_any_more_the_manager_is_asked_at_once(
    quiet: Transition, lead: User, owner: User, morning: datetime
) -> None:
    ask(quiet, date(2026, 12, 20))
    assert waiting(lead).owing == ()
    User.objects.filter(pk=owner.pk).update(is_active=False)

    write_due(morning)

    mail = mail_to(lead)
    assert mail.subject == "1 question waits for you"
    assert "- Priya’s question “Who signs?” waits for you for Brightwater Foods, due " in (
        mail.body_text
    )
    assert "Tomas cannot sign in any more." in mail.body_text
    assert "Remind Tomas" not in mail.body_text + mail.body_html


def test_an_answer_is_told_once_to_who_asked_and_again_when_it_changes(
    quiet: Transition, successor: User, owner: User, morning: datetime
) -> None:
    question = ask(quiet, date(2026, 11, 27))
    answer(question, owner, morning - timedelta(hours=3))

    preview(TUESDAY, now=morning)
    write_due(morning)
    write_due(morning + timedelta(days=1))

    mail = mail_to(successor)
    assert mail.subject == "Tomas answered your question"
    assert "- Tomas answered: Who signs?\n  Brightwater Foods\n" in mail.body_text
    assert "Petra." not in mail.body_text + mail.body_html
    assert Question.objects.get().told_at is not None
    Question.objects.update(told_at=None)
    assert [one.pk for one in waiting(successor).answers] == [question.pk]


@pytest.mark.parametrize("why", ["own", "old", "hidden", "on hold", "reads only"])
def test_what_is_no_news_or_not_theirs_is_not_told(
    quiet: Transition, successor: User, owner: User, morning: datetime, why: str
) -> None:
    question = ask(quiet, date(2026, 11, 20))
    by, at = (successor, morning) if why == "own" else (owner, morning)
    answer(question, by, at - timedelta(days=40) if why == "old" else at)
    if why == "hidden":
        quiet.team.filter(person=successor).delete()
        Transition.objects.update(incoming=quiet.manager)
    if why == "on hold":
        Transition.objects.update(state=State.ON_HOLD)
    if why == "reads only":
        User.objects.filter(pk=successor.pk).update(role=Role.LEADER)

    assert waiting(successor).is_empty


def test_nobody_hears_of_a_question_of_a_transition_that_stands_still(
    quiet: Transition, owner: User, lead: User
) -> None:
    ask(quiet, date(2026, 11, 20))
    Transition.objects.update(state=State.ON_HOLD)

    assert (waiting(owner).is_empty, waiting(lead).is_empty) == (True, True)


@pytest.mark.parametrize(
    ("today", "due_on", "reaches"),
    [
        (MONDAY, None, True),
        (MONDAY, date(2027, 3, 1), True),
        (TUESDAY, None, False),
        (TUESDAY, date(2026, 12, 1), True),
        (TUESDAY, date(2026, 12, 2), False),
        (TUESDAY, date(2026, 11, 2), True),
    ],
)
def test_a_promise_waits_for_a_decision_on_mondays_and_when_it_is_near(
    quiet: Transition, successor: User, today: date, due_on: date | None, reaches: bool
) -> None:
    promise(quiet, due_on)

    kinds = [one.kind for one in waiting(successor, today).own]

    assert kinds == ([Kind.DECISION] if reaches else [])


@pytest.mark.parametrize("stance", [Stance.TAKES_OVER, Stance.DECLINES])
def test_who_took_a_promise_over_is_told_of_it_instead_of_the_owner(
    quiet: Transition, owner: User, successor: User, stance: Stance
) -> None:
    made = promise(quiet, date(2026, 11, 27))
    assert [one.kind for one in waiting(owner).own] == [Kind.PROMISE]

    decide(quiet, made, stance)

    taken = stance == Stance.TAKES_OVER
    expected = Kind.PROMISE if taken else Kind.CLIENT
    assert [one.kind for one in waiting(successor).own] == [expected]
    assert [one.kind for one in waiting(owner).own] == ([] if taken else [Kind.PROMISE])


@pytest.mark.parametrize(("until", "reaches"), [(TUESDAY, True), (MONDAY, False)])
def test_who_sees_the_account_no_more_is_told_nothing_of_its_dossier(
    quiet: Transition,
    owner: User,
    successor: User,
    morning: datetime,
    until: date,
    reaches: bool,
) -> None:
    """Who handed over stays on the team of a running transition, when their last day has passed."""
    ask(quiet, date(2026, 11, 25))
    asked = ask(quiet, date(2026, 11, 25), "And who pays?")
    Question.objects.filter(pk=asked.pk).update(asked_by=owner)
    asked.refresh_from_db()
    answer(asked, successor, morning)
    quiet.account.owner = successor
    quiet.account.save()
    Transition.objects.update(ownership_moved_at=morning, ownership_moved_on=MONDAY)
    Access.objects.update_or_create(
        account=quiet.account, person=owner, defaults={"until_on": until}
    )

    found = waiting(owner)

    assert (len(found.own), len(found.answers)) == ((1, 1) if reaches else (0, 0))


def test_a_promise_that_changed_since_is_decided_on_anew(
    quiet: Transition, successor: User
) -> None:
    decide(quiet, promise(quiet, date(2026, 11, 27)), Stance.TAKES_OVER)

    Commitment.objects.update(version=2)

    assert [one.kind for one in waiting(successor).own] == [Kind.DECISION]


def test_a_declined_promise_reaches_both_until_the_client_was_told(
    quiet: Transition, successor: User, lead: User, morning: datetime
) -> None:
    made = promise(quiet, None)
    decision = decide(quiet, made, Stance.DECLINES)

    write_due(morning)

    assert subjects() == {
        "Priya": "1 due soon",
        "Helena": "1 promise is declined, and the client does not know",
    }
    said = "Priya has not told Brightwater Foods that “A second driver app” is declined"
    assert said in mail_to(lead).body_text
    assert "Tell Brightwater Foods that “A second driver app” is declined." in (
        mail_to(successor).body_text
    )
    decision.client_told_on, decision.client_told_by = TUESDAY, successor
    decision.client_told_how = "Call"
    decision.save()
    assert (waiting(successor).is_empty, waiting(lead).is_empty) == (True, True)


@pytest.mark.parametrize(
    ("due_on", "reaches"),
    [(date(2026, 12, 1), True), (date(2026, 12, 2), False), (None, False)],
)
def test_an_owner_is_reminded_of_promises_without_a_handover(
    quiet: Transition, owner: User, due_on: date | None, reaches: bool
) -> None:
    Transition.objects.update(state=State.COMPLETED, completed_at=quiet.created_at)
    made = promise(quiet, due_on)

    found = waiting(owner).own

    paths = [f"/accounts/{made.account_id}/profile/#commitments"] if reaches else []
    assert [one.path for one in found] == paths
    Commitment.objects.update(state="kept", settled_on=TUESDAY)
    assert waiting(owner).is_empty


def test_after_ownership_moved_a_promise_is_told_to_the_new_owner_once(
    quiet: Transition, owner: User, successor: User, morning: datetime
) -> None:
    promise(quiet, date(2026, 11, 27))
    quiet.account.owner = successor
    quiet.account.save()
    Transition.objects.update(ownership_moved_at=morning, ownership_moved_on=TUESDAY)

    assert [one.kind for one in waiting(successor).own] == [Kind.PROMISE]
    assert waiting(owner).is_empty


@pytest.mark.usefixtures("calendar")
@pytest.mark.parametrize("many", [1, 3])
def test_questions_and_promises_cost_no_query_more(
    lead: User, morning: datetime, many: int
) -> None:
    for number in range(many):
        found = make_transition(manager=lead)
        ask(found, date(2026, 11, 20))
        answer(ask(found, date(2026, 11, 20), "And who pays?"), lead, morning)
        decide(found, promise(found, None), Stance.DECLINES)
        promise(found, date(2026, 11, 20 + number))

    with CaptureQueriesContext(connection) as queries:
        written = write_due(morning)

    sql = [query["sql"].lstrip("(") for query in queries]
    assert written == 1 + 2 * many
    assert sum(one.startswith("SELECT") for one in sql) == 5
    assert sum("INSERT INTO" in one for one in sql) == (
        1 if connection.vendor == "postgresql" else 2
    )
    assert Digest.objects.count() == 1 + 2 * many


def test_who_wants_no_digest_gets_none(quiet: Transition, owner: User, morning: datetime) -> None:
    ask(quiet, date(2026, 11, 20))
    User.objects.filter(pk=owner.pk).update(digest_rhythm=Rhythm.OFF)

    write_due(morning)

    assert subjects() == {"Helena": "Tomas has not answered 1 question"}


def test_what_is_due_this_week_stands_with_the_items_of_the_week(
    quiet: Transition, owner: User, morning: datetime
) -> None:
    """Tuesday: Friday is no more than two working days away for nobody, but within the week."""
    ask(quiet, date(2026, 11, 27))
    ask(quiet, date(2026, 11, 30), "And who pays?")

    write_due(morning)

    mail = mail_to(owner)
    assert mail.subject == "1 due this week"
    week, further = mail.body_text.split("With more time (1)")
    assert "Later this week (1)" in week
    assert ("Who signs?" in week, "And who pays?" in further) == (True, True)

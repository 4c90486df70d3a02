"""Questions in digests: they rise, go to the manager, and answers come back once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import Rhythm, Role
from accounts.people.models import User
from tests.factories.transitions import make_transition
from tests.support.digests import mail_to, subjects
from tests.support.waiting import TUESDAY, answer, ask, decide, promise, waiting
from transitions.dossier.choices import Stance
from transitions.dossier.models import Question
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.reminders.models import Digest
from transitions.reminders.operations import preview, write_due
from transitions.reminders.rules.waiting import Kind, Urgency, Waits, urgency


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

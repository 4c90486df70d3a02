from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.people.choices import Rhythm
from accounts.people.models import User
from checklists.runs.models import Item
from tests.factories.people import AbsenceFactory
from tests.factories.transitions import NOW
from tests.support.digests import mail_to, subjects
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.reminders.models import Digest
from transitions.reminders.operations import write_due


def change(person: User, **fields: Any) -> None:
    User.objects.filter(pk=person.pk).update(**fields)


def test_the_day_and_hour_are_those_of_the_person(
    transition: Transition, morning: datetime
) -> None:
    change(transition.incoming, time_zone="Asia/Tokyo")
    change(transition.outgoing, time_zone="America/New_York")

    monday_evening = write_due(datetime(2026, 11, 23, 22, 29, tzinfo=UTC))
    in_tokyo = write_due(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    in_vienna = write_due(morning)
    in_new_york = write_due(datetime(2026, 11, 24, 12, 30, tzinfo=UTC))

    assert (monday_evening, in_tokyo, in_vienna, in_new_york) == (1, 1, 1, 1)
    assert set(Digest.objects.values_list("person__full_name", "on")) == {
        ("Tomas Eriksen", date(2026, 11, 23)),
        ("Priya Raman", date(2026, 11, 24)),
        ("Helena Brandt", date(2026, 11, 24)),
        ("Tomas Eriksen", date(2026, 11, 24)),
    }


def test_a_person_decides_on_the_time(transition: Transition, morning: datetime) -> None:
    change(transition.incoming, digest_at=time(16, 15))

    at_half_past_seven = write_due(morning)
    at_quarter_past_four = write_due(morning.replace(hour=15, minute=15))

    assert (at_half_past_seven, at_quarter_past_four) == (2, 1)
    assert "Good afternoon Priya." in mail_to(transition.incoming).body_text


def test_a_site_that_was_down_writes_the_same_day_but_not_the_next(
    transition: Transition, morning: datetime
) -> None:
    User.objects.update(digest_rhythm=Rhythm.DAILY)
    evening = write_due(morning.replace(hour=17))

    Digest.objects.all().delete()
    night = write_due(morning.replace(hour=23, minute=30))

    assert (evening, night) == (3, 0)


@pytest.mark.parametrize(
    ("rhythm", "day", "written"),
    [
        (Rhythm.WEEKDAYS, 24, 3),
        (Rhythm.WEEKDAYS, 28, 0),
        (Rhythm.DAILY, 28, 3),
        (Rhythm.WEEKLY, 24, 0),
        (Rhythm.WEEKLY, 30, 3),
        (Rhythm.OFF, 24, 0),
    ],
)
def test_the_rhythm_decides_on_the_day(
    transition: Transition, morning: datetime, rhythm: Rhythm, day: int, written: int
) -> None:
    User.objects.update(digest_rhythm=rhythm)

    assert write_due(morning.replace(day=day)) == written


@pytest.mark.parametrize(("day", "names"), [(27, {"Tomas", "Helena"}), (29, {"Priya"})])
def test_working_days_are_those_of_the_persons_country(
    transition: Transition, morning: datetime, day: int, names: set[str]
) -> None:
    change(transition.incoming, country="IL")

    write_due(morning.replace(day=day))

    assert set(subjects()) == names
    assert Digest.objects.count() == len(names)


def test_nobody_who_is_away_gets_a_digest(transition: Transition, morning: datetime) -> None:
    AbsenceFactory.create(
        person=transition.incoming, starts_on=date(2026, 11, 20), ends_on=date(2026, 11, 24)
    )

    today, tomorrow = write_due(morning), write_due(morning + timedelta(days=1))

    assert (today, tomorrow) == (2, 3)


def test_a_public_holiday_of_the_persons_country_has_no_digest(
    transition: Transition, morning: datetime
) -> None:
    change(transition.outgoing, country="DE")
    immaculate_conception = morning.replace(month=12, day=8)

    written = write_due(immaculate_conception)

    assert list(subjects()) == ["Tomas"]
    assert written == 1


def test_a_country_that_nobody_knows_costs_nobody_their_digest(
    transition: Transition, morning: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    change(transition.incoming, country="XX")

    written = write_due(morning)

    assert written == 3
    assert "Days are counted without public holidays: The public holidays of “XX”" in caplog.text


def test_who_wants_it_daily_gets_it_on_holidays_too(
    transition: Transition, morning: datetime
) -> None:
    User.objects.update(digest_rhythm=Rhythm.DAILY)

    assert write_due(morning.replace(month=12, day=8)) == 3


def test_people_who_can_no_longer_sign_in_get_none(
    transition: Transition, morning: datetime
) -> None:
    change(transition.incoming, is_active=False)

    write_due(morning)

    assert set(subjects()) == {"Helena", "Tomas"}


def test_a_transition_on_hold_reminds_nobody(
    transition: Transition, lead: User, morning: datetime
) -> None:
    lifecycle.hold(transition.pk, by=lead, now=NOW, reason="The client asked for a pause.")

    written = write_due(morning)

    assert written == 0


def test_items_that_a_person_no_longer_sees_are_left_out(
    transition: Transition, stranger: User, morning: datetime
) -> None:
    Item.objects.filter(checklist=transition.checklist).update(assignee=stranger)

    write_due(morning)

    assert "Jonas" not in subjects()

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client

from accounts.audit.models import FieldChange
from accounts.people.choices import Rhythm
from accounts.people.models import User
from transitions.reminders.rules.stopping import link_for


@pytest.fixture
def browser() -> Client:
    """Somebody who is not signed in, whose forms are checked as in earnest."""
    return Client(enforce_csrf_checks=True)


def rhythm_of(person: User) -> str:
    person.refresh_from_db()
    return person.digest_rhythm


def test_opening_the_link_asks_and_changes_nothing(browser: Client, owner: User) -> None:
    answer = browser.get(link_for(owner.pk))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>Stop the digest?</h1>" in page
    assert "Tomas, you will get no more mails about what is due." in page
    assert rhythm_of(owner) == Rhythm.WEEKDAYS


def test_the_button_stops_the_digest_without_signing_in(browser: Client, owner: User) -> None:
    answer = browser.post(link_for(owner.pk))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<h1>No more digests</h1>" in page
    assert 'href="/profile/"' in page
    assert rhythm_of(owner) == Rhythm.OFF


def test_a_mail_program_stops_it_with_one_click(browser: Client, owner: User) -> None:
    answer = browser.post(link_for(owner.pk), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert rhythm_of(owner) == Rhythm.OFF


def test_stopping_twice_is_stopping(browser: Client, owner: User) -> None:
    browser.post(link_for(owner.pk))

    again = browser.get(link_for(owner.pk))

    assert "<h1>No more digests</h1>" in again.content.decode()
    assert rhythm_of(owner) == Rhythm.OFF


def test_a_link_stops_one_person_only(browser: Client, owner: User, successor: User) -> None:
    browser.post(link_for(owner.pk))

    assert rhythm_of(successor) == Rhythm.WEEKDAYS


@pytest.mark.parametrize("forgery", ["nonsense", "wrong signature", "another purpose"])
def test_a_link_that_is_none_of_ours_says_so(browser: Client, owner: User, forgery: str) -> None:
    token = {
        "nonsense": "nonsense",
        "wrong signature": "MQ:1xVDQS:wrong",
        "another purpose": signing.dumps(owner.pk, salt="something else"),
    }[forgery]

    for answer in (browser.get(f"/unsubscribe/{token}/"), browser.post(f"/unsubscribe/{token}/")):
        assert answer.status_code == 404
        assert "<h1>This link does not work</h1>" in answer.content.decode()
    assert rhythm_of(owner) == Rhythm.WEEKDAYS


def test_a_link_is_good_for_400_days(browser: Client, owner: User) -> None:
    with time_machine.travel(datetime(2026, 11, 24, tzinfo=UTC), tick=False) as clock:
        link = link_for(owner.pk)
        clock.shift(timedelta(days=399))
        in_time = browser.get(link)
        clock.shift(timedelta(days=2))
        too_late = browser.get(link)

    assert (in_time.status_code, too_late.status_code) == (200, 404)


def test_the_link_of_somebody_who_is_gone_says_so(browser: Client, owner: User) -> None:
    answer = browser.get(link_for(owner.pk + 1000))

    assert "<h1>This link does not work</h1>" in answer.content.decode()


def test_the_change_is_kept_as_that_of_the_person(browser: Client, owner: User) -> None:
    browser.post(link_for(owner.pk))

    assert FieldChange.objects.get(what="person.digest_rhythm").by == owner

"""A board is kept for the next look, and whatever changes is on that look."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.choices import Locale, Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.people import TeamFactory
from tests.factories.transitions import NOW, make_person, make_transition
from tests.support.dashboards import Story, look
from transitions.portfolio.models import Change
from transitions.portfolio.operations import kept
from transitions.portfolio.queries.running import seen_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def queries_of(client: Client, path: str = "/dashboard/") -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.LEADER, Role.ADMINISTRATOR])
def test_the_next_look_asks_for_changes_alone(role: Role, story: Story, sign_in: SignIn) -> None:
    person = story.lead if role == Role.MANAGER else make_person("Ada Berg", role)
    client = sign_in(person)
    shell = queries_of(client, "/templates/") - 3

    first, next_one = queries_of(client), queries_of(client)
    make_transition(manager=story.lead)
    make_transition(manager=story.lead)
    again, last = queries_of(client), queries_of(client)

    assert (first, next_one) == (again, last)
    assert next_one == shell + 1
    assert first <= next_one + 20


def test_what_is_kept_for_one_is_not_shown_to_another(
    story: Story, reader: User, sign_in: SignIn
) -> None:
    stranger = make_person("Marc Delacroix", Role.MANAGER)
    TeamFactory.create(name="West", lead=stranger)
    own = make_transition(manager=stranger)
    Account.objects.filter(pk=story.account.pk).update(is_confidential=True)

    theirs, others, readers = (look(sign_in(one)) for one in (story.lead, stranger, reader))

    assert "Kestrel" in theirs
    assert "Kestrel" not in others + readers
    assert own.account.name in others


def test_administrators_share_a_board_but_not_their_dates(story: Story, sign_in: SignIn) -> None:
    first, second, german, far = (make_person("Ada Berg", Role.ADMINISTRATOR) for _ in range(4))
    User.objects.filter(pk=german.pk).update(locale=Locale.DE_AT)
    User.objects.filter(pk=far.pk).update(time_zone="Pacific/Auckland")
    clients = [sign_in(one) for one in (first, second, german, far)]

    boards = [look(client) for client in clients]

    assert boards[0] == boards[1]
    assert "Dienstag, 24. November" in boards[2]
    assert "21:12</time>" in boards[3]
    assert queries_of(clients[0]) == queries_of(clients[1])


def test_a_kept_board_holds_nothing_of_a_session(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)

    page, again = client.get("/dashboard/").text, client.get("/dashboard/").text

    tokens = [re.findall(r'csrfmiddlewaretoken" value="(\w+)"', one) for one in (page, again)]
    assert "csrf" not in look(client)
    assert tokens[0] != tokens[1]


def test_a_new_day_is_another_board(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    look(client)

    clock.shift(timedelta(days=1))

    assert "Wednesday 25 November" in look(client)


def test_a_board_made_over_midnight_has_the_heading_of_the_day_for_which_it_is_kept(
    story: Story,
    sign_in: SignIn,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slowly(user: User) -> object:
        clock.shift(timedelta(days=1))
        return seen_by(user)

    client = sign_in(story.lead)
    monkeypatch.setattr("transitions.portfolio.views.dashboard.seen_by", slowly)

    assert "Tuesday 24 November" in look(client)


def test_trends_are_never_older_than_some_minutes(
    story: Story, sign_in: SignIn, clock: time_machine.Traveller
) -> None:
    client = sign_in(story.lead)
    first = queries_of(client)
    kept_one = queries_of(client)

    clock.shift(kept.CURRENT_FOR + timedelta(seconds=1))

    assert queries_of(client) == first > kept_one


def test_other_answers_are_another_board(story: Story, sign_in: SignIn) -> None:
    client = sign_in(story.lead)
    look(client)

    assert "All active transitions" in look(client, "?show=all")
    assert "nonsense=1" in look(client, "?nonsense=1")
    assert kept.name(client.get("/dashboard/?nonsense=1").wsgi_request.GET, story.lead, NOW) == ""


def test_signing_in_is_no_change(story: Story) -> None:
    before = kept.stamp()

    story.lead.last_login = timezone.now()
    story.lead.save(update_fields=["last_login"])

    assert kept.stamp() == before


def test_a_change_that_commits_after_a_later_one_is_noticed() -> None:
    Change.objects.all().delete()
    numbers = range(1, kept.LOOKED_BACK + 100)
    Change.objects.bulk_create(Change(pk=number) for number in numbers if number != 900)
    before = kept.stamp()

    Change.objects.create(pk=900)

    assert kept.stamp() != before


def test_without_a_cache_the_page_is_made_and_nobody_waits_twice(
    story: Story, sign_in: SignIn, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, asked = sign_in(story.lead), []

    class Away:
        def get(self, *values: object) -> object:
            asked.append(values)
            raise ConnectionError("gone")

    monkeypatch.setattr(kept, "caches", {"boards": Away()})
    monkeypatch.setattr(kept, "_silent_until", 0.0)

    assert look(client) == look(client)
    assert len(asked) == 1
    assert caches["boards"].get("anything") is None

"""Items are ticked in My work as on the page of their transition."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import item_of
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
Htmx = dict[str, str]


@pytest.fixture
def htmx() -> Htmx:
    return {"HX-Request": "true", "HX-Current-URL": "http://testserver/my-work/"}


def test_one_tap_ticks_with_undo(
    running: Transition, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    agenda = item_of(running, "Agree the agenda")
    client = sign_in(successor)

    response = client.post(reverse("work_tick", args=[agenda.pk]), headers=htmx)

    shown = " ".join(response.content.decode().split())
    assert re.findall(r'id="work-(\d+)"', shown) == [str(agenda.pk)]
    assert f'action="/my-work/{agenda.pk}/untick/"' in shown
    assert f'<input type="hidden" name="moved" value="{agenda.pk}">' in shown
    client.post(reverse("work_untick", args=[agenda.pk]), headers=htmx)
    agenda.refresh_from_db()
    assert agenda.is_open


def test_a_tick_costs_the_same_whatever_it_frees(
    running: Transition, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    agenda, meeting = item_of(running, "Agree the agenda"), item_of(running, "Meet the client")
    client, counts = sign_in(successor), []

    for more in (0, 5):
        for number in range(more):
            other = Item.objects.get(pk=meeting.pk)
            other.pk, other.position, other.title = None, 50 + number, f"Waits {number}"
            other.save()
            other.waits_for.add(agenda)
        with CaptureQueriesContext(connection) as queries:
            client.post(reverse("work_tick", args=[agenda.pk]), headers=htmx)
        with CaptureQueriesContext(connection) as following:
            response = client.get("/my-work/moved/", {"moved": agenda.pk}, headers=htmx)
        counts.append((len(queries), len(following)))
        client.post(reverse("work_untick", args=[agenda.pk]), headers=htmx)

    assert "Waits 4" in response.content.decode()
    assert counts[0] == counts[1] == (11, 11)


def test_a_tick_without_a_script_keeps_the_filter(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    agenda = item_of(running, "Agree the agenda")

    response = sign_in(successor).post(
        reverse("work_tick", args=[agenda.pk]), {"back": "?stage=introduce"}
    )

    assert response.headers["Location"] == "/my-work/?stage=introduce"
    assert not item_of(running, "Agree the agenda").is_open


def test_an_item_without_its_proof_says_what_is_missing_and_where(
    running: Transition, owner: User, sign_in: SignIn, htmx: Htmx
) -> None:
    summary = item_of(running, "Write the summary")

    response = sign_in(owner).post(reverse("work_tick", args=[summary.pk]), headers=htmx)

    assert response.status_code == 409
    assert "A note proves this item." in response.content.decode()
    assert f"?item={summary.pk}#item-{summary.pk}" in response.content.decode()


def test_an_administrator_who_is_not_on_the_team_gets_a_row_that_leads_to_its_transition(
    running: Transition, administrator: User, sign_in: SignIn, htmx: Htmx
) -> None:
    address = reverse("work_tick", args=[item_of(running, "Agree the agenda").pk])

    shown = sign_in(administrator).post(address, headers=htmx).content.decode()

    assert f'href="{running.get_absolute_url()}' in shown
    assert "Brightwater Foods" in shown


def test_work_of_others_cannot_be_ticked(
    running: Transition, stranger: User, reader: User, sign_in: SignIn
) -> None:
    address = reverse("work_tick", args=[item_of(running, "Agree the agenda").pk])

    assert sign_in(stranger).post(address).status_code == 404
    assert sign_in(reader).post(address).status_code == 403
    assert item_of(running, "Agree the agenda").is_open


def test_a_tick_without_a_script_can_be_undone(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    agenda, client = item_of(running, "Agree the agenda"), sign_in(successor)

    shown = client.post(
        reverse("work_tick", args=[agenda.pk]), {"back": "?stage=introduce"}, follow=True
    )
    undone = client.post(f"/my-work/{agenda.pk}/untick/?stage=introduce")

    address = f'action="/my-work/{agenda.pk}/untick/?stage=introduce"'
    assert address in " ".join(shown.content.decode().split())
    assert undone.headers["Location"] == "/my-work/?stage=introduce"
    assert item_of(running, "Agree the agenda").is_open

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.support.addresses import at
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
Htmx = dict[str, str]


def test_a_tick_without_a_script_leads_back_to_the_item(
    agenda: Item, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)

    response = client.post(at(agenda, "tick"), {"back": "?show=mine"})

    agenda.refresh_from_db()
    page = agenda.checklist.transition.get_absolute_url()
    assert agenda.closed_by == successor
    assert response.headers["Location"] == f"{page}?show=mine&item={agenda.pk}#item-{agenda.pk}"
    assert "Ticked “Agree the agenda”" in client.get(page).content.decode()


def test_a_tick_answers_htmx_with_its_row_alone_and_owes_the_rest(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    response = sign_in(successor).post(at(agenda, "tick"), headers=htmx)

    shown = " ".join(response.content.decode().split())
    assert f'id="item-{agenda.pk}" hx-swap-oob="true"' in shown
    assert re.findall(r'id="item-(\d+)"', shown) == [str(agenda.pk)]
    assert f'hx-post="/transitions/{running.pk}/items/{agenda.pk}/untick/"' in shown
    assert "Just ticked by you, 09:12" in shown
    assert f'action="/transitions/{running.pk}/items/{agenda.pk}/untick/"' in shown
    owed = f'<input type="hidden" name="moved" value="{agenda.pk}">'
    assert f'<div hx-swap-oob="beforeend:#follow"> {owed}' in shown


def test_the_row_of_a_tick_is_the_row_of_the_page(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    client = sign_in(successor)

    def row(html: str) -> str:
        return " ".join(html.replace('hx-swap-oob="true"', "").partition("</li>")[0].split())

    for action in ("tick", "untick"):
        answer = client.post(at(agenda, action), headers=htmx).content.decode()

        page = client.get(running.get_absolute_url()).content.decode()
        place = page.rindex("<li", 0, page.index(f'id="item-{agenda.pk}"'))
        assert row(answer[answer.index("<li") :]) == row(page[place:])


def test_what_ticks_changed_elsewhere_follows_in_one_answer(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    meeting, client = item_of(running, "Meet the client"), sign_in(successor)
    client.post(at(agenda, "tick"), headers=htmx)

    asked = f"?moved={agenda.pk}&moved=x&moved=0"
    response = client.get(f"{running.get_absolute_url()}moved/{asked}", headers=htmx)

    shown = " ".join(response.content.decode().split())
    assert re.findall(r'id="item-(\d+)"', shown) == [str(meeting.pk)]
    assert f"/items/{meeting.pk}/tick/" in shown
    assert "1 of 8" in shown
    assert re.findall(r'id="head-([^"]+)"', shown) == ["phase-3"]
    assert 'id="nav-work" title="2 open items" hx-swap-oob="true">2<' in shown
    assert 'hx-swap-oob="innerHTML:#follow"' in shown
    assert 'id="toasts"' not in shown
    assert 'id="alerts"' not in shown


def test_opened_as_a_page_what_follows_leads_to_the_transition(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    response = sign_in(successor).get(f"{running.get_absolute_url()}moved/")

    assert response.headers["Location"] == running.get_absolute_url()


def test_an_unfolded_item_stays_unfolded_and_owes_nothing(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    response = sign_in(successor).post(at(agenda, "tick"), {"open": "1"}, headers=htmx)

    shown = response.content.decode()
    assert 'class="detail"' in shown
    assert "1 of 8" in shown
    assert 'name="moved"' not in shown


def test_a_tick_asks_the_database_ten_times_and_once_more_where_it_moves_others(
    long: Transition, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    addresses = {
        title: at(item_of(long, title), "tick")
        for title in ("Extra 1", "List the contacts", "Agree the agenda")
    }
    client, counts = sign_in(successor), {}

    for title, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            client.post(address, headers=htmx)
        counts[title] = len(queries)

    first_in_line_and_one_that_others_wait_for = 11
    assert counts == {
        "Extra 1": 10,
        "List the contacts": first_in_line_and_one_that_others_wait_for,
        "Agree the agenda": first_in_line_and_one_that_others_wait_for,
    }


def test_a_tick_can_be_taken_back(
    agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    client = sign_in(successor)
    client.post(at(agenda, "tick"), headers=htmx)

    response = client.post(at(agenda, "untick"), headers=htmx)

    agenda.refresh_from_db()
    assert agenda.is_open
    assert "Opened again “Agree the agenda”" in response.content.decode()


def test_the_second_person_reads_who_was_faster(
    running: Transition, agenda: Item, owner: User, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    items.tick(running.pk, agenda.pk, Who(owner, NOW))

    response = sign_in(successor).post(at(agenda, "tick"), headers=htmx)

    agenda.refresh_from_db()
    assert "Tomas ticked this at 09:12." in response.content.decode()
    assert "data-undo" not in response.content.decode()
    assert agenda.closed_by == owner


@pytest.mark.parametrize("is_htmx", [True, False])
def test_a_tick_without_its_proof_unfolds_the_item_and_asks_for_it(
    running: Transition, owner: User, sign_in: SignIn, htmx: Htmx, is_htmx: bool
) -> None:
    summary = item_of(running, "Write the summary")

    response = sign_in(owner).post(at(summary, "tick"), headers=htmx if is_htmx else {})

    shown = response.content.decode()
    assert response.status_code == 409
    assert "A note proves this item. Write the note, then tick it." in shown
    assert f'id="item-{summary.pk}-body_error"' in shown
    assert "autofocus" in shown
    assert item_of(running, "Write the summary").is_open


def test_what_a_meeting_proves_says_so_and_asks_when_it_was_held(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    Item.objects.filter(pk=agenda.pk).update(proof=Proof.MEETING)
    client = sign_in(successor)

    page = client.get(f"{running.get_absolute_url()}?item={agenda.pk}").content.decode()
    response = client.post(at(agenda, "tick"), headers=htmx)

    refusal = "A meeting proves this item. Write when it was held, then tick it."
    assert "A meeting proves this item: write when it was held." in page
    assert "A meeting proves it" in page
    assert (response.status_code, refusal in response.content.decode()) == (409, True)
    assert f'id="item-{agenda.pk}-body_error"' in response.content.decode()


def test_a_blocked_item_is_not_ticked_and_says_why(
    running: Transition, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    meeting = item_of(running, "Meet the client")

    response = sign_in(successor).post(at(meeting, "tick"), headers=htmx)

    assert response.status_code == 409
    assert "It waits for “3.1 Agree the agenda”." in response.content.decode()
    assert item_of(running, "Meet the client").is_open


def test_a_stale_page_does_not_tick_a_transition_on_hold(
    running: Transition, agenda: Item, lead: User, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    response = sign_in(successor).post(at(agenda, "tick"), headers=htmx)

    assert response.status_code == 409
    assert "This transition is on hold. Its items stay as they are." in response.content.decode()


def test_what_has_vanished_is_told_as_a_sentence(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    response = sign_in(successor).post(f"{running.get_absolute_url()}items/0/tick/", headers=htmx)

    assert response.status_code == 404
    assert "This is not here any more." in response.content.decode()
    assert 'id="alerts"' in response.content.decode()


ANSWERS = {
    "tick": {},
    "untick": {},
    "note": {"body": "Done"},
    "file": {},
    "skip": {"reason": "No"},
    "reassign": {},
    "move": {"due_on": "2026-12-01"},
}


@pytest.mark.parametrize("action", ANSWERS)
def test_strangers_find_nothing_and_readers_may_not_write(
    agenda: Item, stranger: User, reader: User, sign_in: SignIn, htmx: Htmx, action: str
) -> None:
    strange = sign_in(stranger).post(at(agenda, action), ANSWERS[action])
    strange_part = sign_in(stranger).post(at(agenda, action), ANSWERS[action], headers=htmx)
    read = sign_in(reader).post(at(agenda, action), ANSWERS[action])
    read_part = sign_in(reader).post(at(agenda, action), ANSWERS[action], headers=htmx)

    before = (agenda.state, agenda.due_on, agenda.note_count, agenda.assignee_id)
    agenda.refresh_from_db()
    assert (strange.status_code, strange_part.status_code) == (404, 404)
    assert (read.status_code, read_part.status_code) == (403, 403)
    assert "You can read this transition" in read_part.content.decode()
    assert (agenda.state, agenda.due_on, agenda.note_count, agenda.assignee_id) == before

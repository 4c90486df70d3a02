from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.runs.models import Attachment, Item, Note
from tests.factories.transitions import NOW, item_of
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
Htmx = dict[str, str]


@pytest.fixture
def agenda(running: Transition) -> Item:
    return item_of(running, "Agree the agenda")


def at(item: Item, action: str) -> str:
    return f"/transitions/{item.checklist.transition.pk}/items/{item.pk}/{action}/"


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


def test_a_note_shows_at_once(agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx) -> None:
    response = sign_in(successor).post(
        at(agenda, "note"), {"body": "Room <b>booked</b>", "open": "1"}, headers=htmx
    )

    shown = response.content.decode()
    assert Note.objects.get().body == "Room <b>booked</b>"
    assert "Room &lt;b&gt;booked&lt;/b&gt;" in shown
    assert "Noted on “Agree the agenda”" in shown


@pytest.mark.parametrize(
    ("action", "typed", "sentence"),
    [
        ("note", {"body": "  "}, "The note is empty. Write what the others should know."),
        ("skip", {"reason": ""}, "Say why this item does not apply."),
        ("move", {"due_on": "2026-12-05"}, "Sat 5 Dec is no working day (Saturday)."),
        ("move", {"due_on": "never"}, "This is no date. Write it as 2026-11-24."),
        ("reassign", {"person": "0"}, "Select a valid choice."),
        ("file", {}, "Choose a file."),
    ],
)
def test_a_mistake_is_a_sentence_beside_the_field(
    agenda: Item,
    successor: User,
    sign_in: SignIn,
    action: str,
    typed: dict[str, str],
    sentence: str,
) -> None:
    client = sign_in(successor)

    answers = [
        client.post(at(agenda, action), typed),
        client.post(at(agenda, action), typed, headers={"HX-Request": "true"}),
    ]

    kept = [value for value in typed.values() if value.strip() and action != "reassign"]
    for answer in answers:
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert all(value in answer.content.decode() for value in kept)


def test_a_file_of_the_wrong_kind_is_refused_beside_its_field(
    agenda: Item, successor: User, sign_in: SignIn
) -> None:
    upload = SimpleUploadedFile("page.html", b"<script>alert(1)</script>")

    response = sign_in(successor).post(at(agenda, "file"), {"upload": upload})

    assert response.status_code == 422
    assert "“page.html” is of a kind that is not kept here." in response.content.decode()
    assert not Attachment.objects.exists()


def test_a_file_comes_back_as_a_download_that_never_runs(
    running: Transition, agenda: Item, successor: User, owner: User, sign_in: SignIn
) -> None:
    upload = SimpleUploadedFile("plan.txt", b"<script>alert(1)</script>", "text/html")
    sign_in(successor).post(at(agenda, "file"), {"upload": upload})
    kept = Attachment.objects.get()

    response = sign_in(owner).get(f"{running.get_absolute_url()}files/{kept.pk}/")

    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]
    assert response.headers["Content-Type"] == "text/plain"
    assert response.headers["Content-Disposition"] == 'attachment; filename="plan.txt"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_file_is_not_served_to_strangers_or_under_another_transition(
    running: Transition, agenda: Item, successor: User, stranger: User, sign_in: SignIn
) -> None:
    sign_in(successor).post(
        at(agenda, "file"), {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
    )
    kept = Attachment.objects.get()

    assert sign_in(stranger).get(f"{running.get_absolute_url()}files/{kept.pk}/").status_code == 404


def test_moving_reassigning_and_setting_aside_work_from_their_forms(
    agenda: Item, lead: User, successor: User, sign_in: SignIn, htmx: Htmx
) -> None:
    client = sign_in(successor)

    client.post(at(agenda, "move"), {"due_on": "2026-11-25"}, headers=htmx)
    client.post(at(agenda, "reassign"), {"person": lead.pk}, headers=htmx)
    response = client.post(at(agenda, "skip"), {"reason": "They have one"}, headers=htmx)

    agenda.refresh_from_db()
    assert agenda.due_on == date(2026, 11, 25)
    assert agenda.assignee == lead
    assert (agenda.is_skipped, agenda.skip_reason) == (True, "They have one")
    assert "data-undo" in response.content.decode()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_day_that_does_not_fit_asks_once_more_and_for_another_day_anew(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn, headers: Htmx
) -> None:
    client, address = sign_in(successor), at(agenda, "move")

    asked = client.post(address, {"due_on": "2026-12-01"}, headers=headers)
    other = client.post(address, {"due_on": "2026-12-02", "anyway": "2026-12-01"}, headers=headers)
    moved = client.post(address, {"due_on": "2026-12-02", "anyway": "2026-12-02"}, headers=headers)

    shown = asked.content.decode()
    agenda.refresh_from_db()
    assert (asked.status_code, other.status_code) == (422, 422)
    assert "“Meet the client” waits for it and is due on Wed 25 Nov." in shown
    assert ">Move it all the same</button>" in shown
    assert 'name="anyway" value="2026-12-01"' in shown
    assert 'name="due_on" value="2026-12-01"' in shown
    assert moved.status_code == (200 if headers else 302)
    assert agenda.due_on == date(2026, 12, 2)
    assert running.log.filter(activity__startswith="Moved to").count() == 1


def test_an_item_can_be_added(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn
) -> None:
    typed = {
        "phase": agenda.phase_id,
        "title": "Visit the plant",
        "assignee": successor.pk,
        "due_on": "2026-12-01",
        "is_required": "on",
    }
    client, address = sign_in(successor), f"{running.get_absolute_url()}items/new/"

    bad = client.post(address, typed | {"due_on": "2026-12-08"})
    client.post(address, typed)

    added = item_of(running, "Visit the plant")
    assert bad.status_code == 422
    assert "Tue 8 Dec is no working day" in bad.content.decode()
    assert "Visit the plant" in bad.content.decode()
    assert (added.number, added.assignee, added.is_gate) == ("3.3", successor, True)


def test_who_can_no_longer_do_an_item_is_marked_on_the_page_and_after_a_change(
    running: Transition, agenda: Item, successor: User, lead: User, sign_in: SignIn, htmx: Htmx
) -> None:
    client, mark = sign_in(lead), f'<span class="gone" title="{successor} is deactivated">'
    client.post(at(agenda, "tick"), headers=htmx)
    before = client.get(running.get_absolute_url()).text
    User.objects.filter(pk=successor.pk).update(is_active=False)

    answer = client.post(at(agenda, "untick"), headers=htmx).text
    after = client.get(running.get_absolute_url()).text

    assert mark not in before
    assert mark in answer
    assert mark in after.split(f'id="item-{agenda.pk}"')[1].split("</li>")[0]

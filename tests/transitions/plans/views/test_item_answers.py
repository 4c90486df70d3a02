"""The forms of an item: notes, files, days, people, and new items."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import User
from checklists.runs.models import Attachment, Item, Note
from tests.conftest import SignIn
from tests.factories.transitions import item_of
from tests.support.addresses import at
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
Htmx = dict[str, str]


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

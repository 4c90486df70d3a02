from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import User
from checklists.runs.models import Attachment, Item
from tests.conftest import SignIn
from tests.factories.transitions import make_person, make_transition
from tests.support.addresses import at
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db
Htmx = dict[str, str]
PART = {"HX-Request": "true"}


def test_a_file_of_another_transition_is_not_found_under_ones_own(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn
) -> None:
    own = make_transition(incoming=make_person("Jonas Weiler"))
    jonas = own.incoming
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    sign_in(successor).post(at(agenda, "file"), {"upload": upload})
    kept = Attachment.objects.get()

    response = sign_in(jonas).get(f"{own.get_absolute_url()}files/{kept.pk}/")

    assert response.status_code == 404
    assert sign_in(jonas).get(own.get_absolute_url()).status_code == 200


def test_the_same_opened_form_sent_twice_makes_one_note_file_and_item(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)
    forms = client.get(f"{running.get_absolute_url()}?item={agenda.pk}").context["unfolded"].forms
    keys = {name: str(forms[name]["request_key"].value()) for name in ("note", "file")}
    new = client.get(f"{running.get_absolute_url()}items/new/").context["form"]
    item = {
        "request_key": str(new["request_key"].value()),
        "phase": agenda.phase_id,
        "title": "Call",
        "assignee": successor.pk,
        "due_on": "2026-12-01",
    }

    for _ in range(2):
        client.post(at(agenda, "note"), {"body": "Same", "request_key": keys["note"]})
        upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7")
        client.post(at(agenda, "file"), {"upload": upload, "request_key": keys["file"]})
        last = client.post(f"{running.get_absolute_url()}items/new/", item)

    assert (agenda.notes.count(), agenda.attachments.count()) == (1, 1)
    assert Item.objects.filter(title="Call").count() == 1
    assert last.status_code == 302


@pytest.mark.parametrize("is_htmx", [True, False])
def test_a_note_form_sent_again_with_another_note_keeps_what_was_typed(
    agenda: Item, successor: User, sign_in: SignIn, htmx: Htmx, *, is_htmx: bool
) -> None:
    client, headers = sign_in(successor), htmx if is_htmx else {}
    typed = {"body": "First", "request_key": str(uuid4()), "open": "1"}
    client.post(at(agenda, "note"), typed, headers=headers)

    refused = client.post(at(agenda, "note"), {**typed, "body": "Second"}, headers=headers)

    shown = refused.content.decode()
    form = refused.context["unfolded"].forms["note"]
    assert refused.status_code == 422
    assert "“First” was added from this form already. Send it again to add this as well." in shown
    assert "Second" in shown
    assert form["request_key"].value() in shown
    client.post(at(agenda, "note"), {"body": "Second", "request_key": form["request_key"].value()})
    assert [note.body for note in agenda.notes.all()] == ["First", "Second"]


def test_a_file_form_sent_again_with_another_file_says_so(
    agenda: Item, successor: User, sign_in: SignIn
) -> None:
    client, key = sign_in(successor), str(uuid4())
    answers = [
        client.post(
            at(agenda, "file"),
            {"upload": SimpleUploadedFile("a.txt", content), "request_key": key},
        )
        for content in (b"Plan", b"Flat")
    ]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "“a.txt” was added from this form already." in answers[1].content.decode()
    assert agenda.attachments.count() == 1


@pytest.mark.parametrize("path", ["items/new", "log/new"])
def test_a_page_sent_again_with_other_answers_can_be_sent_once_more(
    running: Transition, agenda: Item, lead: User, sign_in: SignIn, path: str
) -> None:
    client, address = sign_in(lead), f"{running.get_absolute_url()}{path}/"
    typed = {
        "request_key": str(uuid4()),
        "due_on": "2026-12-01",
        "happened_on": "2026-11-23",
        "phase": agenda.phase_id,
        "title": "Call",
        "assignee": lead.pk,
        "activity": "Call",
        "responsible": lead.pk,
    }
    other = {**typed, "title": "Visit", "activity": "Visit"}
    client.post(address, typed)

    refused = client.post(address, other)
    key = refused.context["form"]["request_key"].value()
    again = client.post(address, {**other, "request_key": key})

    assert (refused.status_code, again.status_code) == (422, 302)
    assert "was added from this form already" in refused.content.decode()
    assert 'value="Visit"' in refused.content.decode()
    assert f'value="{key}"' in refused.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2101-01-03", "9999-12-31"])
@pytest.mark.parametrize("path", ["move", "items/new", "log/new"])
def test_a_day_of_another_century_is_refused_beside_its_field(
    running: Transition, agenda: Item, lead: User, sign_in: SignIn, day: str, path: str
) -> None:
    address = at(agenda, path) if path == "move" else f"{running.get_absolute_url()}{path}/"
    typed = {
        "due_on": day,
        "happened_on": day,
        "phase": agenda.phase_id,
        "title": "Call",
        "assignee": lead.pk,
        "activity": "Call",
        "responsible": lead.pk,
    }

    response = sign_in(lead).post(address, typed)

    shown = response.content.decode()
    assert response.status_code == 422
    assert "Choose a day between 2 November 2025 and" in shown or "has not come yet" in shown


def test_an_item_says_where_its_day_comes_from(
    running: Transition, agenda: Item, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)
    client.post(at(agenda, "move"), {"due_on": "2026-11-25"})

    shown = client.get(f"{running.get_absolute_url()}?item={agenda.pk}").content.decode()

    assert (
        "By the template: working day 17 of 35, fitted to the length of this transition." in shown
    )
    assert "Moved by hand, planned for Tue 24 Nov." in shown


def test_an_address_that_is_none_does_no_harm(
    agenda: Item, successor: User, sign_in: SignIn
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://[bad"}

    response = sign_in(successor).post(at(agenda, "tick"), headers=headers)

    assert "Ticked “Agree the agenda”" in response.content.decode()


@pytest.mark.parametrize(
    ("body", "is_said"),
    [("Ask @Priya Raman", True), ("Mail priya@norvane.example", False), ("At @ 5 pm", False)],
)
def test_a_note_that_names_somebody_says_that_nobody_is_told(
    running: Transition, agenda: Item, owner: User, sign_in: SignIn, body: str, is_said: bool
) -> None:
    client = sign_in(owner)

    answers = [
        client.post(at(agenda, action), {"body": body, "request_key": str(uuid4())}, headers=PART)
        for action in ("note", "tick")
    ]

    told = "A note tells nobody: a comment tells whom it names."
    assert [told in answer.text for answer in answers] == [is_said, is_said]
    assert [note.body for note in agenda.notes.all()] == [body, body]

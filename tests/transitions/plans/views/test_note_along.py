"""A note that somebody is writing while they tick its item, or change it otherwise, is not lost."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.runs.models import Item, Note
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.support.addresses import at
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle
from transitions.plans.operations.items import Who

pytestmark = pytest.mark.django_db
Headers = dict[str, str]
BOTH = pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["page", "htmx"])


@pytest.fixture
def summary(running: Transition) -> Item:
    return item_of(running, "Write the summary")


def typed(body: str) -> dict[str, str]:
    return {"body": body, "request_key": str(uuid4()), "open": "1"}


def noted(item: Item) -> list[str]:
    return list(Note.objects.filter(item=item).values_list("body", flat=True))


@BOTH
@pytest.mark.parametrize(
    "proof", [Proof.NOTHING, Proof.NOTE, Proof.MEETING, Proof.DOSSIER, Proof.SURVEY]
)
def test_a_tick_writes_the_note_that_stands_in_the_form_and_then_ticks(
    running: Transition, summary: Item, owner: User, sign_in: SignIn, headers: Headers, proof: str
) -> None:
    Item.objects.filter(pk=summary.pk).update(proof=proof)
    client = sign_in(owner)

    answer = client.post(at(summary, "tick"), typed("They are <happy>"), headers=headers)

    shown = answer.text if headers else client.get(answer.headers["Location"]).text
    summary.refresh_from_db()
    assert (summary.is_done, summary.note_count, noted(summary)) == (True, 1, ["They are <happy>"])
    assert "Ticked “Write the summary”. Your note is added." in shown
    assert "They are &lt;happy&gt;</span>" in " ".join(shown.split())
    entries = running.log.order_by("pk").values_list("activity", flat=True)
    assert list(entries)[-2:] == ["Noted on “Write the summary”", "Ticked “Write the summary”"]


@BOTH
def test_a_tick_sent_twice_with_its_note_writes_it_once(
    running: Transition, summary: Item, owner: User, sign_in: SignIn, headers: Headers
) -> None:
    client, sent = sign_in(owner), typed("Done with Emil")

    for _ in range(2):
        client.post(at(summary, "tick"), sent, headers=headers)

    assert noted(summary) == ["Done with Emil"]
    assert running.log.filter(activity__startswith="Ticked").count() == 1


@BOTH
def test_who_is_slower_keeps_their_note_and_so_does_who_opens_an_item_again(
    running: Transition,
    summary: Item,
    owner: User,
    successor: User,
    sign_in: SignIn,
    headers: Headers,
) -> None:
    Item.objects.filter(pk=summary.pk).update(proof=Proof.NOTHING)
    items.tick(running.pk, summary.pk, Who(owner, NOW))
    client = sign_in(successor)

    client.post(at(summary, "tick"), typed("Mine"), headers=headers)
    client.post(at(summary, "untick"), typed("Not yet"), headers=headers)

    summary.refresh_from_db()
    assert (summary.is_open, noted(summary)) == (True, ["Mine", "Not yet"])


@BOTH
@pytest.mark.parametrize("why", ["file", "waits", "hold"])
def test_a_refused_tick_writes_no_note_and_leaves_it_where_it_was_typed(
    running: Transition, lead: User, owner: User, sign_in: SignIn, headers: Headers, why: str
) -> None:
    item = item_of(running, "Meet the client" if why == "waits" else "Write the summary")
    if why == "file":
        Item.objects.filter(pk=item.pk).update(proof=Proof.FILE)
    if why == "hold":
        lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    answer = sign_in(owner).post(at(item, "tick"), typed("Almost there"), headers=headers)

    shown = " ".join(answer.text.split())
    assert answer.status_code == 409
    assert "Almost there</textarea>" in shown
    assert ("so that you can copy it" in shown) == (why == "hold")
    assert (item_of(running, item.title).is_open, noted(item)) == (True, [])


@BOTH
def test_a_note_that_is_too_long_is_refused_with_the_tick_beside_its_field(
    running: Transition,
    summary: Item,
    owner: User,
    reader: User,
    sign_in: SignIn,
    headers: Headers,
) -> None:
    long = typed("x" * 4001)

    answer = sign_in(owner).post(at(summary, "tick"), long, headers=headers)
    read = sign_in(reader).post(at(summary, "tick"), long, headers=headers)

    assert (answer.status_code, read.status_code) == (409, 403)
    assert "At most 4000 characters; these are 4001." in answer.text
    assert f'id="item-{summary.pk}-body_error"' in answer.text
    assert f"{'x' * 4001}</textarea>" in answer.text
    assert item_of(running, "Write the summary").is_open


@BOTH
def test_a_tick_whose_form_has_written_another_note_can_be_sent_again(
    summary: Item, owner: User, sign_in: SignIn, headers: Headers
) -> None:
    client, sent = sign_in(owner), typed("First")
    client.post(at(summary, "note"), sent, headers=headers)

    refused = client.post(at(summary, "tick"), {**sent, "body": "Second"}, headers=headers)
    form = refused.context["unfolded"].forms["note"]
    again = {"body": "Second", "request_key": form["request_key"].value()}
    client.post(at(summary, "tick"), again, headers=headers)

    summary.refresh_from_db()
    assert refused.status_code == 409
    assert "“First” was added from this form already." in refused.text
    assert (summary.is_done, noted(summary)) == (True, ["First", "Second"])


@pytest.mark.parametrize("due_on", ["2026-11-25", "never"])
def test_a_note_being_written_stays_when_something_else_is_done_with_its_item(
    running: Transition, successor: User, sign_in: SignIn, htmx: Headers, due_on: str
) -> None:
    client, agenda = sign_in(successor), item_of(running, "Agree the agenda")
    upload = SimpleUploadedFile("a.pdf", b"%PDF-1.7" if due_on != "never" else b"")

    moved = client.post(at(agenda, "move"), {**typed("Half a"), "due_on": due_on}, headers=htmx)
    filed = client.post(at(agenda, "file"), {**typed("Half a"), "upload": upload}, headers=htmx)

    assert "Half a</textarea>" in moved.text
    assert "Half a</textarea>" in filed.text
    assert noted(agenda) == []

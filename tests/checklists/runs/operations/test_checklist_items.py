from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.runs.models import Item
from checklists.runs.operations import evidence, items
from checklists.runs.operations.evidence import Sent
from checklists.runs.operations.guards import SentBefore
from checklists.runs.operations.items import CannotChange
from tests.factories.transitions import NOW, checklist_of, item_of, make_person
from transitions.plans.models import Transition

pytestmark = pytest.mark.django_db


def test_the_totals_follow_each_tick(transition: Transition, priya: User) -> None:
    before = checklist_of(transition)

    items.close(items.lock(item_of(transition, "List the contacts").pk), by=priya, now=NOW)

    after = checklist_of(transition)
    assert (before.total, before.closed, before.required_open) == (8, 0, 7)
    assert (after.total, after.closed, after.required_open) == (8, 1, 6)
    assert after.gate_open == before.gate_open - 1
    assert after.stages[0]["closed"] == 1
    assert str(after.next_item) == "1.2 Brief the team"


def test_an_optional_item_holds_nothing_back(transition: Transition, priya: User) -> None:
    before = checklist_of(transition)

    items.close(items.lock(item_of(transition, "Brief the team").pk), by=priya, now=NOW)

    after = checklist_of(transition)
    assert (after.required_open, after.gate_open) == (before.required_open, before.gate_open)


def test_a_closed_item_stays_with_whom_closed_it_first(transition: Transition, priya: User) -> None:
    item = item_of(transition, "Agree the agenda")
    items.close(items.lock(item.pk), by=transition.outgoing, now=NOW)

    again = items.close(items.lock(item.pk), by=priya, now=NOW + timedelta(minutes=1))

    item.refresh_from_db()
    assert again.happened is False
    assert (item.closed_by, item.closed_at) == (transition.outgoing, NOW)


def test_an_item_waits_for_what_it_depends_on(transition: Transition, priya: User) -> None:
    meeting = item_of(transition, "Meet the client")

    with pytest.raises(CannotChange, match=r"It waits for “3\.1 Agree the agenda”"):
        items.close(items.lock(meeting.pk), by=priya, now=NOW)

    items.close(items.lock(item_of(transition, "Agree the agenda").pk), by=priya, now=NOW)
    meeting.refresh_from_db()
    assert meeting.blockers == 0
    assert items.close(items.lock(meeting.pk), by=priya, now=NOW).happened


def test_opening_an_item_again_locks_what_waits_for_it(transition: Transition, priya: User) -> None:
    agenda = item_of(transition, "Agree the agenda")
    items.close(items.lock(agenda.pk), by=priya, now=NOW)

    items.reopen(items.lock(agenda.pk))

    assert item_of(transition, "Meet the client").blockers == 1
    assert checklist_of(transition).closed == 0


def test_setting_aside_frees_what_waits_and_keeps_the_reason(
    transition: Transition, priya: User
) -> None:
    agenda = item_of(transition, "Agree the agenda")

    items.skip(items.lock(agenda.pk), "  They have their own  ", by=priya, now=NOW)

    agenda.refresh_from_db()
    assert (agenda.is_skipped, agenda.skip_reason) == (True, "They have their own")
    assert item_of(transition, "Meet the client").is_blocked is False


def test_setting_aside_needs_a_reason(transition: Transition, priya: User) -> None:
    with pytest.raises(CannotChange, match="Say why"):
        items.skip(items.lock(item_of(transition, "Agree the agenda").pk), "  ", by=priya, now=NOW)


def test_what_is_done_is_not_set_aside(transition: Transition, priya: User) -> None:
    agenda = item_of(transition, "Agree the agenda")
    items.close(items.lock(agenda.pk), by=priya, now=NOW)

    with pytest.raises(CannotChange, match="done already"):
        items.skip(items.lock(agenda.pk), "Why not", by=priya, now=NOW)


def test_a_note_proves_an_item(transition: Transition, priya: User) -> None:
    summary = item_of(transition, "Write the summary")

    with pytest.raises(CannotChange, match="Write the note, then tick it"):
        items.close(items.lock(summary.pk), by=priya, now=NOW)

    evidence.add_note(summary.pk, "It is in the dossier", Sent(priya, NOW))
    assert items.close(items.lock(summary.pk), by=priya, now=NOW).happened


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        (Proof.MEETING, "A meeting proves this item. Write when it was held, then tick it."),
        (
            Proof.DOSSIER,
            "A note on where it is written down proves this item. "
            "Write where that is, then tick it.",
        ),
        (Proof.SURVEY, "A survey proves this item. Write what it said, then tick it."),
    ],
)
def test_what_is_kept_elsewhere_is_proven_by_a_note_about_it(
    transition: Transition, priya: User, proof: Proof, sentence: str
) -> None:
    agenda = item_of(transition, "Agree the agenda")
    Item.objects.filter(pk=agenda.pk).update(proof=proof)

    with pytest.raises(CannotChange, match=sentence):
        items.close(items.lock(agenda.pk), by=priya, now=NOW)

    evidence.add_note(agenda.pk, "On Monday, in Linz", Sent(priya, NOW))
    assert items.close(items.lock(agenda.pk), by=priya, now=NOW).happened


def test_the_same_opened_form_acts_once(transition: Transition, priya: User) -> None:
    contract, sent = item_of(transition, "File the contract"), Sent(priya, NOW, uuid4())
    new = items.NewItem(contract.phase_id, "Call", "", priya, date(2026, 12, 1), True, True)

    for _ in range(2):
        evidence.add_note(contract.pk, "Same", sent)
        evidence.attach(contract.pk, SimpleUploadedFile("a.pdf", b"%PDF-1.7"), sent)
        items.add(transition.checklist_id or 0, new)

    contract.refresh_from_db()
    assert (contract.note_count, contract.file_count) == (1, 1)
    assert Item.objects.filter(title="Call").count() == 1


def test_the_key_of_another_form_is_refused(transition: Transition, priya: User) -> None:
    sent = Sent(priya, NOW, uuid4())
    evidence.add_note(item_of(transition, "File the contract").pk, "First", sent)

    with pytest.raises(CannotChange, match="sent already"):
        evidence.add_note(item_of(transition, "Agree the agenda").pk, "Second", sent)


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Visit"},
        {"guidance": "By train"},
        {"due_on": date(2026, 12, 2)},
        {"is_required": False},
    ],
)
def test_a_form_sent_again_with_other_answers_adds_no_item_in_silence(
    transition: Transition, priya: User, other: dict[str, Any]
) -> None:
    phase = item_of(transition, "File the contract").phase_id
    new = items.NewItem(phase, "Call", "", priya, date(2026, 12, 1), True, True)
    items.add(transition.checklist_id or 0, new)

    with pytest.raises(SentBefore, match=r"“2\.3 Call” was added from this form already"):
        items.add(transition.checklist_id or 0, replace(new, **other))


def test_a_form_sent_again_with_another_note_says_so(transition: Transition, priya: User) -> None:
    contract, sent = item_of(transition, "File the contract"), Sent(priya, NOW, uuid4())
    evidence.add_note(contract.pk, "First", sent)

    with pytest.raises(SentBefore, match="“First” was added from this form already"):
        evidence.add_note(contract.pk, "Second", sent)


@pytest.mark.parametrize(("name", "content"), [("b.txt", b"Plan"), ("a.txt", b"Flat")])
def test_another_file_is_told_from_the_one_that_is_kept(
    transition: Transition, priya: User, name: str, content: bytes
) -> None:
    contract, sent = item_of(transition, "File the contract"), Sent(priya, NOW, uuid4())
    kept, _ = evidence.attach(contract.pk, SimpleUploadedFile("a.txt", b"Plan"), sent)
    evidence.refuse_other(kept, SimpleUploadedFile("a.txt", b"Plan"))

    with pytest.raises(SentBefore, match=r"“a\.txt” was added from this form already"):
        evidence.refuse_other(kept, SimpleUploadedFile(name, content))


def test_a_closed_item_is_not_given_to_somebody(transition: Transition, priya: User) -> None:
    agenda = item_of(transition, "Agree the agenda")
    items.close(items.lock(agenda.pk), by=priya, now=NOW)

    with pytest.raises(CannotChange, match="closed"):
        items.reassign(items.lock(agenda.pk), transition.manager)


def test_reassigning_ends_a_shared_item(transition: Transition) -> None:
    meeting = item_of(transition, "Meet the client")

    items.reassign(items.lock(meeting.pk), transition.manager)

    meeting.refresh_from_db()
    assert (meeting.assignee, meeting.helper) == (transition.manager, None)


def test_an_added_item_counts(transition: Transition, priya: User) -> None:
    phase = item_of(transition, "Agree the agenda").phase
    new = items.NewItem(phase.pk, "Call the plant", "", priya, date(2026, 12, 1), True, True)

    added = items.add(transition.checklist_id or 0, new).item

    assert (added.number, added.position) == ("3.3", 3)
    assert checklist_of(transition).total == 9


def test_a_successor_takes_over_what_a_role_has_to_do(transition: Transition) -> None:
    jonas = make_person("Jonas Weiler")

    moved = items.hand_over(transition.checklist_id or 0, "incoming", transition.incoming, jonas)

    assert moved == 3
    assert item_of(transition, "Meet the client").helper == jonas
    assert not Item.objects.of(transition.incoming).open().exists()

"""What is deleted from a draft, or a whole draft, comes back."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.library.choices import Gate, GateCondition, Stage
from checklists.library.models import Template
from checklists.library.operations import arranging, drafts, items, keeping, phases, publishing
from checklists.library.operations.gates import set_gates
from checklists.library.operations.holding import (
    AddedBefore,
    CannotEdit,
    Who,
    hold_versions,
)
from checklists.library.queries import values
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.editor import latest_change
from checklists.library.queries.stored import stored_gates, stored_plan
from checklists.library.queries.versions import past
from checklists.library.rules.order import Move, stamp
from checklists.library.rules.plan import GatePlan
from checklists.library.rules.stamps import stamp as stamp_of
from tests.checklists.library.conftest import ITEM, Find
from tests.checklists.library.test_drafts import HEAD, history, titles
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_a_deleted_item_comes_back_where_it_stood(draft: Template, item: Find, helena: Who) -> None:
    before = stored_plan(draft)

    removed = items.remove(draft.pk, item("meet-client").pk, helena)
    assert item("first-call").waits_for.count() == 0
    back = keeping.put_back(draft.pk, removed.pk, helena)
    again = keeping.put_back(draft.pk, removed.pk, helena)

    pk = item("meet-client").pk
    assert back == keeping.PutBack("Put back “Meet client”.", "item", pk)
    assert again == keeping.PutBack("It stands there already.", "item", pk)
    assert stored_plan(draft) == before
    assert history(draft)[:2] == ["Put back “Meet client”", "Deleted 3.1 “Meet client”"]


def test_a_deleted_phase_comes_back_with_its_items(draft: Template, helena: Who) -> None:
    before = stored_plan(draft)
    second = phases.add(draft.pk, {"name": "Extra", "stage": Stage.CLOSE, "summary": ""}, helena)
    phases.remove(draft.pk, second.pk, helena)

    removed = phases.remove(draft.pk, draft.phases.get(number=3).pk, helena)
    assert titles(draft)[2] == "3.1 First call"
    keeping.put_back(draft.pk, removed.pk, helena)

    assert stored_plan(draft) == before
    draft.refresh_from_db()
    assert draft.item_count == 5


def test_an_item_whose_phase_is_gone_waits_for_it(draft: Template, item: Find, helena: Who) -> None:
    meet = item("meet-client")
    removed = items.remove(draft.pk, meet.pk, helena)
    phases.remove(draft.pk, meet.phase_id, helena)

    with pytest.raises(CannotEdit, match="Put that back first"):
        keeping.put_back(draft.pk, removed.pk, helena)


def test_the_history_puts_back_what_can_be_and_says_why_the_rest_cannot(
    draft: Template, item: Find, helena: Who, editor: Client
) -> None:
    meet, first = item("meet-client"), item("list-contacts")
    of_item = items.remove(draft.pk, meet.pk, helena)
    of_phase = phases.remove(draft.pk, meet.phase_id, helena)
    of_first = items.remove(draft.pk, first.pk, helena)
    keeping.put_back(draft.pk, of_first.pk, helena)
    address = reverse("template_put_back", args=[draft.pk, of_phase.pk])

    page = editor.get(draft.get_absolute_url()).text
    assert re.findall(r'action="(/templates/\d+/changes/\d+/undo/)"', page) == [address]
    assert page.count("The phase of this item was deleted, too. Put that back first.") == 1
    assert page.count("· put back") == 1
    answer = editor.post(address)

    assert answer.headers["Location"].endswith(f"/edit/#phase-{meet.phase_id}")
    after = editor.get(draft.get_absolute_url()).text
    again = reverse("template_put_back", args=[draft.pk, of_item.pk])
    assert re.findall(r'action="(/templates/\d+/changes/\d+/undo/)"', after) == [again]


def test_what_was_deleted_before_a_version_was_published_stays_deleted_and_that_is_said(
    draft: Template, item: Find, helena: Who, editor: Client, owner: User, sign_in: SignIn
) -> None:
    phases.remove(draft.pk, item("meet-client").phase_id, helena)
    publishing.publish(draft.pk, seen=latest_change(draft), who=helena)
    said = (
        "Version 2 is published, so what was deleted from it stays deleted. "
        "Add it again in the next version."
    )

    page = editor.get(draft.get_absolute_url()).text

    assert page.count(said) == 1
    assert "/undo/" not in page
    assert said not in sign_in(owner).get(draft.get_absolute_url()).text


def test_the_history_costs_the_same_whatever_was_deleted(
    draft: Template, item: Find, helena: Who, django_assert_num_queries: Any
) -> None:
    items.remove(draft.pk, item("meet-client").pk, helena)
    with django_assert_num_queries(3):
        past(draft, helena.by)

    phases.remove(draft.pk, item("list-contacts").phase_id, helena)
    items.remove(draft.pk, item("look-back").pk, helena)

    with django_assert_num_queries(3):
        past(draft, helena.by)


def test_a_deleted_draft_can_be_brought_back_for_thirty_days(
    draft: Template, published: Template, helena: Who
) -> None:
    drafts.delete(draft.pk, helena)
    assert list(Template.objects.visible_to(helena.by)) == [published]
    drafts.bring_back(draft.pk, helena)
    assert Template.objects.get(pk=draft.pk).is_open_draft

    drafts.delete(draft.pk, helena)
    later = replace(helena, now=helena.now + timedelta(days=31))
    drafts.delete(drafts.create(HEAD, helena).pk, later)

    assert not Template.objects.filter(pk=draft.pk).exists()


def test_a_draft_does_not_come_back_beside_another(draft: Template, helena: Who) -> None:
    drafts.delete(draft.pk, helena)
    other, _ = drafts.next_version(Template.objects.get(key="transfer", version=1).pk, helena)

    with pytest.raises(CannotEdit, match="Another draft of Transfer was begun meanwhile"):
        drafts.bring_back(draft.pk, helena)
    assert other.version == 3


def test_moving_costs_the_same_whatever_the_length(draft: Template, helena: Who) -> None:
    counts = []
    for _ in range(2):
        move = Move(True, draft.phases.latest("number").pk, place=0)
        seen = stamp(arrangement(draft))
        with CaptureQueriesContext(connection) as captured:
            arranging.move(draft.pk, move, seen=seen, who=helena)
        counts.append(len(captured))
        phase = draft.phases.get(number=1)
        for number in range(3):
            items.add(draft.pk, phase.pk, {**ITEM, "title": f"More {number}"}, helena)

    assert counts[0] == counts[1]


def test_a_template_that_was_deleted_is_not_begun_again_unnoticed(helena: Who) -> None:
    who = replace(helena, request_key=uuid4())
    drafts.delete(drafts.create(HEAD, who).pk, helena)

    with pytest.raises(AddedBefore, match="“Quick Übergabe” was added from this form already"):
        drafts.create(HEAD, who)


def test_what_gates_asked_of_a_deleted_phase_comes_back_with_it(
    draft: Template, helena: Who
) -> None:
    asked = (
        GatePlan(Gate.COMPLETION, GateCondition.PHASE_CLOSED, 4),
        GatePlan(Gate.OWNERSHIP, GateCondition.PHASE_CLOSED, 2),
    )
    set_gates(draft.pk, asked, seen=[], who=helena)

    removed = phases.remove(draft.pk, draft.phases.get(number=2).pk, helena)
    said = keeping.put_back(draft.pk, removed.pk, helena).said

    assert removed.said == (
        "Deleted phase 2 “Transfer” with 1 item; “Ownership may move” asked for it"
    )
    assert said == "Put back “Transfer”; “Ownership may move” asked for it again."
    assert stored_gates(Template.objects.get(pk=draft.pk)) == asked


def test_an_item_that_was_deleted_before_its_phase_comes_back_after_it(
    draft: Template, item: Find, helena: Who
) -> None:
    before, meet = stored_plan(draft), item("meet-client")
    first = items.remove(draft.pk, meet.pk, helena)
    second = phases.remove(draft.pk, meet.phase_id, helena)

    keeping.put_back(draft.pk, second.pk, helena)
    keeping.put_back(draft.pk, first.pk, helena)

    assert stored_plan(draft) == before
    assert item("meet-client") == meet


def test_undo_closes_no_circle_and_says_what_it_left_out(
    draft: Template, item: Find, helena: Who
) -> None:
    phase = item("list-contacts").phase_id
    a = items.add(draft.pk, phase, {**ITEM, "title": "A"}, helena)
    b = items.add(draft.pk, phase, {**ITEM, "title": "B", "waits_for": ["a"]}, helena)
    items.add(draft.pk, phase, {**ITEM, "title": "C", "waits_for": ["b"]}, helena)
    removed = items.remove(draft.pk, b.pk, helena)
    seen = stamp_of(values.of_item(item("a")))
    items.change(draft.pk, a.pk, {"waits_for": ["c"]}, seen=seen, who=helena)

    said = keeping.put_back(draft.pk, removed.pk, helena).said

    assert said == "Put back “B”; not waiting again, as that would be a circle: “C” for “B”."
    waits = {key: values.of_item(item(key))["waits_for"] for key in ("a", "b", "c")}
    assert waits == {"a": ["c"], "b": ["a"], "c": []}


def test_who_begins_a_version_holds_no_single_one_before_it_locks_all(
    draft: Template, published: Template, helena: Who, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[object] = []
    monkeypatch.setattr(drafts, "hold", locked.append)

    assert drafts.next_version(published.pk, helena) == (draft, False)
    assert locked == []
    with transaction.atomic():
        assert hold_versions(draft.key) == [draft, published]


def test_the_editor_leads_to_what_was_deleted_and_that_stands_unfolded(
    draft: Template, item: Find, helena: Who, sign_in: SignIn
) -> None:
    client = sign_in(helena.by)
    page = draft.get_absolute_url()
    before = client.get(page).text
    removed = items.remove(draft.pk, item("meet-client").pk, helena)

    editor, after = client.get(reverse("template_edit", args=[draft.pk])).text, client.get(page)

    assert f'href="{page}#past"' in editor
    assert '<details class="tpl-past" open>' in after.text
    assert '<details class="tpl-past" open>' not in before
    assert reverse("template_put_back", args=[draft.pk, removed.pk]) in after.text

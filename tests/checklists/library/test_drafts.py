"""Drafts begin, are edited by several people, and are deleted and brought back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from checklists.library.choices import Gate, GateCondition, Origin, Stage, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import arranging, drafts, items, keeping, phases
from checklists.library.operations.arranging import OrderChanged
from checklists.library.operations.gates import set_gates
from checklists.library.operations.holding import (
    AddedBefore,
    CannotEdit,
    ChangedMeanwhile,
    Who,
    hold_versions,
)
from checklists.library.operations.items import WaitsInCircle
from checklists.library.operations.loading import load_shipped
from checklists.library.queries import values
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.stored import stored_gates, stored_plan
from checklists.library.rules.order import Move, stamp
from checklists.library.rules.plan import GatePlan
from checklists.library.rules.stamps import stamp as stamp_of
from tests.checklists.library.conftest import ITEM

pytestmark = pytest.mark.django_db
Find = Callable[[str], TemplateItem]
HEAD = {"name": "Quick Übergabe", "summary": "For small ones.", "days": 10, "ownership_day": 5}


def titles(template: Template) -> list[str]:
    found = TemplateItem.objects.filter(phase__template=template).select_related("phase")
    return [f"{item.number} {item.title}" for item in found]


def history(template: Template) -> list[str]:
    return [change.said for change in template.changes.all()]


def test_a_template_begins_from_nothing_under_a_key_of_its_own(helena: Who) -> None:
    first = drafts.create(HEAD, helena)
    second = drafts.create(HEAD, helena)

    assert (first.key, second.key) == ("quick-ubergabe", "quick-ubergabe-2")
    assert (first.version, first.state, first.origin) == (1, TemplateState.DRAFT, Origin.OWN)
    assert history(first) == ["Began the template “Quick Übergabe”"]


def test_the_same_form_sent_twice_begins_one_template(helena: Who) -> None:
    who = replace(helena, request_key=uuid4())
    first = drafts.create(HEAD, who)

    assert drafts.create(HEAD, who) == first
    with pytest.raises(AddedBefore):
        drafts.create({**HEAD, "name": "Another"}, who)
    assert Template.objects.count() == 1


def test_the_next_version_says_the_same_and_is_open_once(published: Template, helena: Who) -> None:
    draft, is_new = drafts.next_version(published.pk, helena)
    again, is_new_again = drafts.next_version(published.pk, helena)

    assert (draft.version, is_new, again, is_new_again) == (2, True, draft, False)
    assert stored_plan(draft) == stored_plan(published)
    assert draft.item_count == 5
    with pytest.raises(IntegrityError), transaction.atomic():
        Template.objects.filter(pk=published.pk).update(state=TemplateState.DRAFT)


def test_a_copy_is_a_template_of_its_own(published: Template, helena: Who) -> None:
    copy = drafts.clone(published.pk, {"name": "Ours"}, helena)

    assert (copy.key, copy.version, copy.name) == ("ours", 1, "Ours")
    assert stored_plan(copy).phases == stored_plan(published).phases
    assert history(copy) == ["Copied version 1 of Transfer"]


def test_an_edited_shipped_template_is_left_alone_by_the_next_load(helena: Who) -> None:
    load_shipped()
    shipped = Template.objects.get(key="key-account")
    draft, _ = drafts.next_version(shipped.pk, helena)
    drafts.change(draft.pk, {"days": 50}, seen=stamp_of(values.of_template(draft)), who=helena)

    outcomes = {one.outcome for one in load_shipped()}

    assert {outcome.value for outcome in outcomes} == {"unchanged"}
    shipped.refresh_from_db()
    draft.refresh_from_db()
    assert (shipped.state, draft.state, draft.origin, draft.days) == (
        TemplateState.PUBLISHED,
        TemplateState.DRAFT,
        Origin.OWN,
        50,
    )


def test_what_is_published_is_not_edited(published: Template, helena: Who) -> None:
    phase = published.phases.earliest("number")

    for act in (
        lambda: drafts.change(published.pk, {"days": 9}, seen="", who=helena),
        lambda: items.add(published.pk, phase.pk, ITEM, helena),
        lambda: phases.remove(published.pk, phase.pk, helena),
        lambda: arranging.move(published.pk, Move(True, phase.pk, 1), seen="", who=helena),
        lambda: drafts.delete(published.pk, helena),
    ):
        with pytest.raises(CannotEdit, match="was published meanwhile"):
            act()
    assert not published.changes.exists()


def test_nobody_overwrites_what_they_have_not_seen(
    draft: Template, item: Find, helena: Who
) -> None:
    call = item("first-call")
    before = values.of_item(call)
    seen = stamp_of(before)
    items.change(draft.pk, call.pk, {**before, "offset": 7}, seen=seen, who=helena)

    with pytest.raises(ChangedMeanwhile) as conflict:
        items.change(draft.pk, call.pk, {**before, "title": "Ring"}, seen=seen, who=helena)

    assert conflict.value.values == {**before, "offset": 7}
    assert history(draft)[0] == "Changed 4.1 “First call”: its day"


def test_items_that_would_wait_in_a_circle_are_named(
    draft: Template, item: Find, helena: Who
) -> None:
    meet = item("meet-client")
    before = values.of_item(meet)

    with pytest.raises(WaitsInCircle) as circle:
        items.change(
            draft.pk,
            meet.pk,
            {**before, "waits_for": ["first-call"]},
            seen=stamp_of(before),
            who=helena,
        )

    assert str(circle.value) == (
        "3.1 Meet client waits for 4.1 First call, which waits for 3.1 Meet client. "
        "None of them could begin."
    )
    assert values.of_item(item("meet-client")) == before


def test_a_new_item_stands_last_under_a_key_of_its_title(draft: Template, helena: Who) -> None:
    phase = draft.phases.get(number=3)
    who = replace(helena, request_key=uuid4())
    new = {**ITEM, "waits_for": ["meet-client"]}

    added = items.add(draft.pk, phase.pk, new, who)
    again = items.add(draft.pk, phase.pk, new, who)

    assert (added, added.key, added.number) == (again, "call-the-client", "3.2")
    assert values.of_item(added) == new
    draft.refresh_from_db()
    assert (draft.item_count, draft.edited_by, draft.edited_at) == (6, helena.by, helena.now)


def test_a_move_renumbers_all_and_is_refused_on_an_order_of_before(
    draft: Template, item: Find, helena: Who
) -> None:
    seen = stamp(arrangement(draft))
    move = Move(False, item("meet-client").pk, phase=draft.phases.get(number=1).pk, place=0)

    said = arranging.move(draft.pk, move, seen=seen, who=helena)

    assert said == "Moved “Meet client” to 1.1, in Prepare."
    assert titles(draft)[:3] == ["1.1 Meet client", "1.2 List contacts", "2.1 Write summary"]
    with pytest.raises(OrderChanged):
        arranging.move(draft.pk, move, seen=seen, who=helena)


def test_a_deleted_item_comes_back_where_it_stood(draft: Template, item: Find, helena: Who) -> None:
    before = stored_plan(draft)

    removed = items.remove(draft.pk, item("meet-client").pk, helena)
    assert item("first-call").waits_for.count() == 0
    keeping.put_back(draft.pk, removed.pk, helena)
    keeping.put_back(draft.pk, removed.pk, helena)

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
    said = keeping.put_back(draft.pk, removed.pk, helena)

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

    said = keeping.put_back(draft.pk, removed.pk, helena)

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

"""Drafts begin, are edited by several people, and are deleted and brought back."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import arranging, drafts, items, phases
from checklists.library.operations.arranging import OrderChanged
from checklists.library.operations.holding import (
    AddedBefore,
    CannotEdit,
    ChangedMeanwhile,
    Who,
)
from checklists.library.operations.items import WaitsInCircle
from checklists.library.operations.loading import load_shipped
from checklists.library.queries import values
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.stored import stored_plan
from checklists.library.rules.order import Move, stamp
from checklists.library.rules.stamps import stamp as stamp_of
from tests.checklists.library.conftest import ITEM, Find

pytestmark = pytest.mark.django_db
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

"""The page on which a draft is edited, with htmx and without."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from checklists.library.models import Template, TemplateItem
from checklists.library.operations import items, publishing
from checklists.library.operations.holding import Who
from checklists.library.queries import values
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.editor import latest_change
from checklists.library.rules.order import Move, moved, stamp
from checklists.library.rules.stamps import stamp as stamp_of
from tests.checklists.library.conftest import ITEM, Find

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
HEAD = {"name": "Quick", "summary": "For small ones.", "days": 10, "ownership_day": 5}


def said(page: Any) -> str:
    """The words of a page, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def form_of(item: TemplateItem, **typed: Any) -> dict[str, Any]:
    """What a form sends that was opened on an item as it is now."""
    before = values.of_item(item)
    sent = {**before, "seen": stamp_of(before), **typed}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def form_values(**typed: Any) -> dict[str, Any]:
    return {name: one for name, one in {**ITEM, **typed}.items() if one not in (None, False)}


def write(
    client: Client, address: str, /, *ids: int, htmx: bool = False, **sent: Any
) -> HttpResponse:
    """Send a form to an address by its name."""
    answer: Any = client.post(reverse(address, args=ids), sent, headers=HTMX if htmx else {})
    return answer  # type: ignore[no-any-return]


def test_a_template_begins_in_three_steps(editor: Client) -> None:
    begun = editor.post("/templates/new/", HEAD, follow=True)
    draft = Template.objects.get(key="quick")
    assert "It has no items yet." in said(begun)
    assert draft.ownership_day == 4

    write(editor, "template_phase_new", draft.pk, name="Prepare", stage="prepare")
    phase = draft.phases.get()
    first = editor.get(reverse("template_item_new", args=[draft.pk, phase.pk]))
    assert 'name="offset" value="0"' in first.text
    write(editor, "template_item_new", draft.pk, phase.pk, **form_values(offset=2))

    page = editor.get(reverse("template_edit", args=[draft.pk]))
    assert "1.1 Call the client" in said(page)
    assert "Day 3" in said(page)
    assert "Ready to be published" in said(page)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_mistake_comes_back_with_the_form_and_nothing_is_lost(
    draft: Template, item: Find, editor: Client, htmx: bool
) -> None:
    meet = item("meet-client")
    typed = form_of(meet, title="", guidance="Typed at length", only_when="revenue")

    answer = write(editor, "template_item", draft.pk, meet.pk, htmx=htmx, **typed)

    assert answer.status_code == 422
    assert "Fill this in." in said(answer)
    assert "Say above which amount." in said(answer)
    assert "Typed at length" in answer.text
    assert answer.headers.get("HX-Retarget") == (f"#panel-item-{meet.pk}" if htmx else None)
    assert not draft.changes.filter(said__startswith="Changed").exists()


def test_an_amount_beside_another_condition_is_refused_not_kept(
    draft: Template, item: Find, editor: Client
) -> None:
    meet = item("meet-client")
    typed = form_of(meet, only_when="confidential", revenue_above=500_000)

    answer = write(editor, "template_item", draft.pk, meet.pk, **typed)

    assert answer.status_code == 422
    assert "Choose “Only when annual revenue is above an amount”, or empty this." in said(answer)
    assert 'value="500000"' in answer.text
    assert item("meet-client").revenue_above is None


@pytest.mark.parametrize(("field", "value"), [("days", "0"), ("ownership_day", "36"), ("name", "")])
def test_a_head_that_cannot_be_is_refused_below_its_field(
    draft: Template, editor: Client, field: str, value: str
) -> None:
    before = values.of_template(draft)
    typed = {**before, "ownership_day": 26, "seen": stamp_of(before), field: value}

    answer = write(editor, "template_edit", draft.pk, **typed)

    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    draft.refresh_from_db()
    assert values.of_template(draft) == before


def test_a_saved_item_answers_htmx_with_the_parts_that_changed(
    draft: Template, item: Find, editor: Client
) -> None:
    meet = item("meet-client")

    answer = write(
        editor, "template_item", draft.pk, meet.pk, htmx=True, **form_of(meet, title="Meet them")
    )

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "“Meet them” is saved." in answer.text
    assert f'id="panel-item-{meet.pk}"></div>' in answer.text  # it closes; the others stay open
    assert answer.text.count("hx-preserve") == 15
    assert item("meet-client").title == "Meet them"


def test_two_who_edit_one_item_see_both_versions(
    draft: Template, item: Find, editor: Client, helena: Who
) -> None:
    meet = item("meet-client")
    typed = form_of(meet, title="Mine")
    before = values.of_item(meet)
    theirs = {**before, "title": "Theirs", "waits_for": ["list-contacts"]}
    items.change(draft.pk, meet.pk, theirs, seen=stamp_of(before), who=helena)

    conflict = write(editor, "template_item", draft.pk, meet.pk, **typed)

    assert conflict.status_code == 409
    assert "Title Theirs Mine" in said(conflict)
    assert "Waits for 1.1 List contacts Empty" in said(conflict)
    [seen] = re.findall(r'name="seen" value="(\w+)"', conflict.text)
    assert (
        write(editor, "template_item", draft.pk, meet.pk, **{**typed, "seen": seen}).status_code
        == 302
    )
    assert item("meet-client").title == "Mine"


def test_what_was_typed_about_a_deleted_item_can_be_added_again(
    draft: Template, item: Find, editor: Client, helena: Who
) -> None:
    meet = item("meet-client")
    typed = form_of(meet, guidance="Typed at length")
    items.remove(draft.pk, meet.pk, helena)

    answer = write(editor, "template_item", draft.pk, meet.pk, **typed)

    assert answer.status_code == 409
    assert "Somebody deleted this item meanwhile." in said(answer)
    assert "Typed at length" in answer.text
    assert reverse("template_item_new", args=[draft.pk, meet.phase_id]) in answer.text


def test_what_was_typed_stays_when_the_draft_was_published_meanwhile(
    draft: Template, item: Find, editor: Client, helena: Who
) -> None:
    meet = item("meet-client")
    typed = form_of(meet, guidance="Typed at length")
    publishing.publish(draft.pk, seen=latest_change(draft), who=helena)

    answer = write(editor, "template_item", draft.pk, meet.pk, **typed)

    assert answer.status_code == 422
    assert "Version 2 was published meanwhile." in said(answer)
    assert "Typed at length" in answer.text
    assert editor.get(reverse("template_edit", args=[draft.pk])).status_code == 302


@pytest.mark.parametrize("htmx", [False, True])
def test_a_move_on_an_order_of_before_is_refused_with_the_fresh_page(
    draft: Template, item: Find, editor: Client, helena: Who, htmx: bool
) -> None:
    order, meet = stamp(arrangement(draft)), item("meet-client").pk
    items.remove(draft.pk, item("look-back").pk, helena)

    answer: Any = editor.post(
        reverse("template_arrange", args=[draft.pk]),
        {"order": order, "move": f"item-{meet}:up"},
        headers=HTMX if htmx else {},
        follow=not htmx,
    )

    assert answer.status_code == (409 if htmx else 200)
    assert "Somebody changed the order meanwhile, so nothing was moved." in said(answer)
    assert stamp(arrangement(draft)) in answer.text
    assert item("meet-client").number == "3.1"


@pytest.mark.parametrize("move", ["", "item-1:sideways", "phase-x:up", "item-99999:up"])
def test_a_move_that_makes_no_sense_moves_nothing(
    draft: Template, editor: Client, move: str
) -> None:
    before = arrangement(draft)

    answer = write(editor, "template_arrange", draft.pk, htmx=True, order=stamp(before), move=move)

    assert answer.status_code == 409
    assert arrangement(draft) == before


def test_what_stands_at_an_end_can_go_no_further(
    draft: Template, item: Find, editor: Client
) -> None:
    first, last = item("list-contacts"), item("look-back")
    page = editor.get(reverse("template_edit", args=[draft.pk])).text

    disabled = re.findall(r'id="((?:up|down)-\w+-\d+)"[^>]* disabled', page)

    assert disabled == [
        f"up-phase-{first.phase_id}",
        f"up-item-{first.pk}",
        f"down-phase-{last.phase_id}",
        f"down-item-{last.pk}",
    ]
    order = arrangement(draft)
    ends = [(True, first.phase_id, -1), (False, first.pk, -1), (True, last.phase_id, 1)]
    for is_phase, pk, step in [*ends, (False, last.pk, 1)]:
        assert moved(order, Move(is_phase, pk, step)) == order


def test_without_a_script_an_item_moves_to_another_phase(
    draft: Template, item: Find, editor: Client
) -> None:
    meet, last = item("meet-client"), draft.phases.get(number=5)
    page = editor.get(reverse("template_item_move", args=[draft.pk, meet.pk]))
    [order] = re.findall(r'name="order" value="(\w+)"', page.text)

    write(editor, "template_item_move", draft.pk, meet.pk, order=order, phase=last.pk)
    lost = write(editor, "template_item_move", draft.pk, meet.pk, order=order, phase=0)

    assert item("meet-client").number == "5.2"
    assert lost.status_code == 422


def test_a_length_and_a_day_that_are_both_wrong_are_both_named(editor: Client) -> None:
    wrong: Any = editor.post("/templates/new/", {**HEAD, "days": 0, "ownership_day": 99})
    empty: Any = editor.post("/templates/new/", {**HEAD, "days": "", "ownership_day": 99})

    assert set(wrong.context["form"].errors) == {"days", "ownership_day"}
    assert "It lies within the length. Put that right first." in said(wrong)
    assert set(empty.context["form"].errors) == {"days"}

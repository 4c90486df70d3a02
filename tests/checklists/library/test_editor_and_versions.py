"""What a draft becomes: undone, told why not, published, and seen by whom."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.library.choices import Anchor, Gate, GateCondition, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import gates, items
from checklists.library.operations.holding import Who
from checklists.library.operations.publishing import CannotPublish
from checklists.library.queries.editor import editor as edited
from checklists.library.queries.editor import latest_change
from checklists.library.rules.plan import GatePlan
from checklists.library.rules.soundness import Problem
from checklists.library.views.lifecycle import not_published
from tests.checklists.library.conftest import ITEM, Find
from tests.checklists.library.test_editor_pages import HTMX, said, write
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_deleted_can_be_undone(
    draft: Template, item: Find, editor: Client, htmx: bool
) -> None:
    meet = item("meet-client").pk

    gone: Any = editor.post(
        reverse("template_item_delete", args=[draft.pk, meet]),
        headers=HTMX if htmx else {},
        follow=not htmx,
    )
    [undo] = set(re.findall(r'action="([^"]+/undo/)"', gone.text))
    editor.post(undo, headers=HTMX if htmx else {})

    assert item("meet-client").number == "3.1"


def test_a_draft_that_cannot_be_planned_says_why_and_links_to_each_item(
    draft: Template, item: Find, editor: Client
) -> None:
    late = item("list-contacts")
    TemplateItem.objects.filter(pk=late.pk).update(offset=99)

    answer = write(editor, "template_publish", draft.pk, seen=latest_change(draft))

    assert answer.status_code == 422
    assert "It was not published yet" in said(answer)
    sentence = "1.1 List contacts falls on day 100, after day 35, the last one."
    assert f'<a href="#item-{late.pk}">{sentence}</a>' in answer.text
    assert f'id="item-{late.pk}"' in answer.text


def test_publishing_and_bringing_back_go_through_the_page_of_the_template(
    draft: Template, published: Template, editor: Client
) -> None:
    write(editor, "template_publish", draft.pk, seen=latest_change(draft))
    former = editor.get(published.get_absolute_url())
    assert "This version is retired." in said(former)
    assert "Bring back: publish version 1" in said(former)

    write(editor, "template_bring_back", published.pk)
    page = said(editor.get(published.get_absolute_url()))

    assert "Version 2 Retired Published by Helena Brandt" in page
    assert "Brought back version 1, in place of version 2" in page


def test_a_longer_template_shows_at_once_where_items_would_land(
    draft: Template, item: Find, editor: Client
) -> None:
    last = item("look-back").pk
    TemplateItem.objects.filter(pk=last).update(anchor=Anchor.END, offset=0)
    url = reverse("template_days", args=[draft.pk])

    landed = editor.get(f"{url}?days=12&ownership_day=6", headers=HTMX)
    unsaid = editor.get(f"{url}?days=x&ownership_day=6", headers=HTMX)

    assert re.search(rf'id="day-{last}" hx-swap-oob="true">Day 12<', landed.text)
    assert "1 item would fall outside the length." in said(landed)
    assert "Write the length, and a day within it." in said(unsaid)
    draft.refresh_from_db()
    assert draft.days == 35


def test_the_page_costs_the_same_with_one_item_and_with_twenty(
    draft: Template, editor: Client, helena: Who
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(reverse("template_edit", args=[draft.pk])).status_code == 200
        return len(captured)

    few = count()
    phase = draft.phases.get(number=5)
    for number in range(15):
        new = {**ITEM, "title": f"More {number}", "waits_for": ["look-back"]}
        items.add(draft.pk, phase.pk, new, helena)

    assert count() == few


def test_only_the_very_first_and_the_very_last_item_have_nowhere_to_go(
    draft: Template, helena: Who
) -> None:
    for number in (1, 5):
        items.add(draft.pk, draft.phases.get(number=number).pk, ITEM, helena)

    rows = [row for phase in edited(draft).phases for row in phase.items]

    assert [row.number for row in rows if row.is_first] == ["1.1"]
    assert [row.number for row in rows if row.is_last] == ["5.2"]


def test_drafts_are_there_for_those_who_edit_alone(
    draft: Template, owner: User, editor: Client, sign_in: SignIn
) -> None:
    reader = sign_in(owner)

    assert reader.get(draft.get_absolute_url()).status_code == 404
    assert "1 template" in said(reader.get("/templates/"))
    assert "2 templates" in said(editor.get("/templates/"))
    assert "Edited by Helena Brandt" in said(editor.get("/templates/?state=draft&origin=own"))
    assert "1 template" in said(editor.get("/templates/?state=draft"))
    last_first, first_first = (
        editor.get(f"/templates/?sort={sort}").text for sort in ("-edited", "edited")
    )
    assert last_first.index("Version 1<") < last_first.index("Version 2<")
    assert first_first.index("Version 2<") < first_first.index("Version 1<")


def test_guidance_is_shown_as_it_is_meant(draft: Template, item: Find, editor: Client) -> None:
    TemplateItem.objects.filter(pk=item("meet-client").pk).update(guidance="Ask **her**")

    assert "Ask <strong>her</strong>" in editor.get(draft.get_absolute_url()).text


def test_to_edit_what_is_published_leads_to_the_one_open_draft(
    draft: Template, published: Template, editor: Client
) -> None:
    answer: Any = editor.post(reverse("template_next", args=[published.pk]), follow=True)

    assert answer.redirect_chain == [(reverse("template_edit", args=[draft.pk]), 302)]
    assert "Version 2 is open already. You go on with it." in said(answer)
    assert Template.objects.filter(state=TemplateState.DRAFT).count() == 1


def test_what_a_gate_can_never_get_is_told_with_the_way_to_the_gates(
    draft: Template, editor: Client
) -> None:
    gates.write(draft, [GatePlan(Gate.OWNERSHIP, GateCondition.JOINT_MEETING)])

    page = editor.get(reverse("template_edit", args=[draft.pk]))
    refused = write(editor, "template_publish", draft.pk, seen=latest_change(draft))

    address = reverse("template_gates", args=[draft.pk])
    assert "Not ready to be published" in said(page)
    assert "Gates: 1 condition" in said(page)
    assert f'<a href="{address}">“Ownership may move” asks for' in page.text
    assert refused.status_code == 422
    assert "that is always taken is proved by a meeting." in said(refused)


def test_a_refusal_is_told_also_where_it_was_mended_in_the_meantime(
    draft: Template, lead: User, rf: RequestFactory
) -> None:
    request = rf.post("/")
    request.user = lead
    answer = not_published(request, draft, CannotPublish([Problem("It has no items yet.")]))

    assert answer.status_code == 422
    assert "It was not published yet It has no items yet. That was mended" in said(answer)

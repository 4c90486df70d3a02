"""A draft that cannot be scheduled says which item and why, on every page that shows it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.library.queries.editor import latest_change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "calendar")]


def item(draft: Template, key: str) -> TemplateItem:
    return TemplateItem.objects.get(phase__template=draft, key=key)


def circle(draft: Template) -> str:
    item(draft, "meet-client").waits_for.add(item(draft, "first-call"))
    return (
        "3.1 Meet client waits for 4.1 First call, which waits for 3.1 Meet client. "
        "None of them could begin."
    )


def after_the_last_day(draft: Template) -> str:
    TemplateItem.objects.filter(pk=item(draft, "look-back").pk).update(offset=3)
    return "5.1 Look back falls on day 38, after day 35, the last one."


def before_the_first_day(draft: Template) -> str:
    TemplateItem.objects.filter(pk=item(draft, "list-contacts").pk).update(offset=-1)
    return "1.1 List contacts falls on day 0, before the first day."


def waits_for_a_later_day(draft: Template) -> str:
    item(draft, "list-contacts").waits_for.add(item(draft, "look-back"))
    return "1.1 List contacts waits for 5.1 Look back, which is due later."


def no_items(draft: Template) -> str:
    TemplatePhase.objects.filter(template=draft).delete()
    return "It has no items yet."


@pytest.mark.parametrize(
    "spoil", [circle, after_the_last_day, before_the_first_day, waits_for_a_later_day, no_items]
)
def test_editor_preview_dates_and_publishing_name_the_item_and_the_reason(
    draft: Template, editor: Client, spoil: Any
) -> None:
    reason = spoil(draft)
    addresses = [reverse(name, args=[draft.pk]) for name in ("template_edit", "template")]
    dates = reverse("template_dates", args=[draft.pk])
    seen = latest_change(draft)

    pages: list[Any] = [editor.get(address) for address in [*addresses, dates]]
    refused: Any = editor.post(reverse("template_publish", args=[draft.pk]), {"seen": seen})

    assert [reason in said(page) for page in pages] == [True, True, True]
    assert "It was not published yet" in said(refused)
    assert reason in said(refused)
    draft.refresh_from_db()
    assert draft.is_open_draft


def test_what_is_ready_says_nothing_of_the_kind(draft: Template, editor: Client) -> None:
    names = ("template_edit", "template", "template_dates")

    pages = [editor.get(reverse(name, args=[draft.pk])) for name in names]

    assert ["Not ready to be published" in said(page) for page in pages] == [False, False, False]


def said(page: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())

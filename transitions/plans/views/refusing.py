"""Saying no to a tick: the row unfolds, with what is missing and with what was typed."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from checklists.runs.models import Item
from checklists.runs.operations.guards import SentBefore
from checklists.runs.rules.proof import counter_of, proved_by
from config.lib.htmx import wants_part
from transitions.plans.forms.items import FORMS, ItemForm
from transitions.plans.models import Transition
from transitions.plans.operations.items import CannotChange
from transitions.plans.views.items import PARTS, typed_beside, view_of
from transitions.plans.views.transition import PAGE, Asked, context


class WrongNote(CannotChange):
    """What is wrong with the note that was sent along with a tick, in words."""


def refused(
    request: HttpRequest, found: Transition, item_id: int, refusal: CannotChange
) -> HttpResponse:
    """A tick that was refused: the item unfolds, the sentence stands by what is missing.

    A note that was sent along is not written, and stands where it was typed.
    """
    one = get_object_or_404(Item, pk=item_id, checklist=found.checklist_id)
    why, typed = str(refusal), typed_beside(request)
    form = form_at_fault(found, one, refusal, typed)
    asked = Asked(view_of(request), one.pk, form, typed=typed, keep=[one.pk])
    shown = {**context(request, found, asked), "refusal": why}
    if not wants_part(request):
        return render(request, PAGE, shown, status=409)
    rows = [shown["page"].all_rows[one.pk]]
    alarm = "" if form else f"“{one.title}”: {why}"
    return render(request, PARTS, {**shown, "rows": rows, "alarm": alarm}, status=409)


def form_at_fault(
    found: Transition, one: Item, refusal: CannotChange, typed: Mapping[str, str]
) -> ItemForm | None:
    """The form of an item that has to be filled in, or corrected, before it can be ticked."""
    counter = counter_of(one.proof)
    lacks = counter and not getattr(one, counter) and found.is_active and not one.blockers
    action = "note" if isinstance(refusal, WrongNote | SentBefore) else ""
    action = action or (proved_by(one.proof) if lacks else "")
    if not action:
        return None
    form = FORMS[action](found, one, {**typed, "request_key": str(uuid4())}, {})
    form.full_clean()
    form.errors.clear()
    form.add_error(form.field, str(refusal))
    form.fields[form.field].widget.attrs["autofocus"] = True
    return form

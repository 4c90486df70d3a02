"""Ticking on the page of a transition: a small answer at once, the rest of the page after it."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.runs.models import Item
from checklists.runs.operations.items import Change
from config.lib import words
from config.lib.forms import in_words
from config.lib.htmx import wants_part
from transitions.plans.forms.items import NoteAlong
from transitions.plans.models import Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import CannotChange, Ticking, Who
from transitions.plans.queries import navigation, ticked
from transitions.plans.queries.faces import Sides
from transitions.plans.rules import untold
from transitions.plans.views.answers import load, seen, told, who, writable
from transitions.plans.views.items import PARTS, Outcome, answer, back, view_of
from transitions.plans.views.refusing import WrongNote, refused
from transitions.plans.views.transition import Asked, context

MOST = 200
"""How many changed items a page asks about at once; it has not more to tick."""


@require_http_methods(["GET", "POST"])
@told
def tick(request: HttpRequest, transition_id: int, item_id: int) -> HttpResponse:
    return change(request, transition_id, item_id, items.tick)


@require_http_methods(["GET", "POST"])
@told
def untick(request: HttpRequest, transition_id: int, item_id: int) -> HttpResponse:
    return change(request, transition_id, item_id, items.untick)


def change(
    request: HttpRequest, transition_id: int, item_id: int, operation: Ticking
) -> HttpResponse:
    """Tick or untick an item and show its row; what else it changes is asked for afterwards."""
    if request.method == "GET":  # a page whose form was sent, opened again
        return back(request, load(request, transition_id), item_id)
    try:
        changed = done(request, transition_id, item_id, with_note(request, operation))
    except CannotChange as refusal:
        return refused(request, writable(request, transition_id), item_id, refusal)
    return shown(request, changed, outcome_of(request, changed, is_tick=operation is items.tick))


def outcome_of(request: HttpRequest, changed: Change, *, is_tick: bool) -> Outcome:
    """What is said of a tick, and where it is undone."""
    said = sentence(changed, person(request).pk, is_tick=is_tick)
    note = request.POST.get("body", "")
    if note.strip():
        said = f"{said.rstrip('.')}. Your note is added{untold(note) or '.'}"
    if not is_tick or not changed.happened:
        return Outcome(said)
    undo = reverse("item_untick", args=[transition_of(changed).pk, changed.item.pk])
    return Outcome(said, undo)


def shown(request: HttpRequest, changed: Change, outcome: Outcome) -> HttpResponse:
    """The page again, all that an unfolded item shows, or just the row of a folded one."""
    found, item_id = transition_of(changed), changed.item.pk
    if not wants_part(request):
        messages.success(request, outcome.said, extra_tags=outcome.undo)
        return back(request, found, item_id)
    if "open" in request.POST:
        return answer(request, found.pk, item_id, outcome)
    parts = {
        "rows": [ticked.row_of(changed.item, found, seen(request))],
        "page": {"view": view_of(request)},
        "header": {"may_work": True},
        "open_item": 0,
        "owes": item_id,
        "said": outcome.said,
        "undo_url": outcome.undo,
    }
    return render(request, PARTS, parts)


def with_note(request: HttpRequest, operation: Ticking) -> Ticking:
    """The same operation; it writes what stands in the note form of the item first.

    Raises:
        WrongNote: what stands there is too long for a note.
    """
    if not request.POST.get("body"):  # as with almost every tick
        return operation
    form = NoteAlong(request.POST)
    if not form.is_valid():
        raise WrongNote(in_words(form.errors["body"][0]))
    body, key = form.cleaned_data["body"], form.cleaned_data["request_key"]
    if not body:
        return operation

    def written(transition_id: int | None, item_id: int, who: Who) -> Change:
        return items.with_note(operation, transition_id, item_id, body, replace(who, key=key))

    return written


def done(
    request: HttpRequest, transition_id: int | None, item_id: int, operation: Ticking
) -> Change:
    """Do it; strangers get 404 from it, and readers 403."""
    try:
        return operation(transition_id, item_id, who(request))
    except Item.DoesNotExist as error:
        raise Http404 from error


def transition_of(change: Change) -> Transition:
    """The transition of an item, as the operation has left it."""
    found: Transition = change.item.checklist.transition
    return found


def sentence(change: Change, viewer: int, *, is_tick: bool) -> str:
    """What came of a tick, also when somebody else was faster."""
    one, found = change.item, transition_of(change)
    if change.happened:
        return f"{'Ticked' if is_tick else 'Opened again'} “{one.title}”"
    if one.is_open or one.closed_by is None or one.closed_at is None:
        return f"“{one.title}” is open."
    sides = Sides(found.outgoing_id, found.incoming_id, viewer)
    name = sides.short(one.closed_by_id, one.closed_by.full_name)
    verb = "ticked this" if one.is_done else "set this aside"
    closed_at, today = timezone.localtime(one.closed_at), timezone.localdate()
    closed_on = closed_at.date()
    on = "" if closed_on == today else f" on {words.day(closed_on, today=today)}"
    return f"{name} {verb}{on} at {closed_at:%H:%M}."


@require_safe
@told
def moved(request: HttpRequest, transition_id: int) -> HttpResponse:
    """All that ticks have changed beside their own rows: totals, headings, what waits for them."""
    found = load(request, transition_id)
    if not wants_part(request) or found.checklist is None:
        return redirect(found)
    ids = moved_ids(request)
    shown = context(request, found, Asked(view_of(request), keep=ids))
    page = shown["page"]
    present = {row.pk for group in page.groups for row in (*group.rows, *group.finished)}
    waiting = {pk for one in ids for pk in page.dependents.get(one, ())}
    groups = {group.key: group for one in ids if (group := page.group_of(one))}
    shown |= {
        "rows": [page.all_rows[pk] for pk in sorted(waiting & present)],
        "changed_groups": list(groups.values()),
        "is_changed": True,
        "follows": True,
        "mine": navigation.mine(person(request), timezone.localdate()),
    }
    return render(request, PARTS, shown)


def moved_ids(request: HttpRequest) -> list[int]:
    """The items about which a page asks what else they changed; anything else is left out."""
    asked = request.GET.getlist("moved")[:MOST]
    return [int(text) for text in asked if text.isascii() and text.isdigit() and len(text) < 12]

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from checklists.runs.models import Attachment, Item
from checklists.runs.operations.guards import SentBefore
from config.lib.forms import posted
from config.lib.htmx import current_query, wants_part
from config.lib.kept_files import download
from config.lib.kept_files.kinds import WrongFile
from transitions.plans.forms.items import FORMS, NewItemForm
from transitions.plans.forms.keys import renew
from transitions.plans.models import Transition
from transitions.plans.operations.items import CannotChange, WrongPerson
from transitions.plans.queries import navigation
from transitions.plans.queries.checklist_page import View
from transitions.plans.queries.header import header
from transitions.plans.views.answers import load, told, who, writable
from transitions.plans.views.transition import PAGE, Asked, context

PARTS = "transitions/plans/checklist_parts.html"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change to an item: what is said, the address that undoes it where it can be
    undone, and what somebody had typed beside it, which stays.
    """

    said: str
    undo: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


@require_safe
@told
def item(request: HttpRequest, transition_id: int, item_id: int) -> HttpResponse:
    """One row, unfolded or folded again; for the browser the page on which it stands."""
    found = load(request, transition_id)
    get_object_or_404(Item, pk=item_id, checklist=found.checklist_id)
    if not wants_part(request):
        return back(request, found, item_id)
    opened = None if "fold" in request.GET else item_id
    shown = context(request, found, Asked(view_of(request), opened, keep=[item_id]))
    rows = [shown["page"].all_rows[item_id]]
    return render(request, PARTS, {**shown, "rows": rows})


@require_http_methods(["GET", "POST"])
@told
def act(request: HttpRequest, transition_id: int, item_id: int, action: str) -> HttpResponse:
    """Note, file, not applicable, another person, another day: one form each."""
    if request.method == "GET":
        return back(request, load(request, transition_id), item_id, asks=action)
    found = writable(request, transition_id)
    one = get_object_or_404(Item, pk=item_id, checklist=found.checklist_id)
    form = FORMS[action](found, one, request.POST, request.FILES)
    typed = {} if action == "note" else typed_beside(request)
    if form.is_valid():
        try:
            said = form.act(who(request))
        except Item.DoesNotExist as error:  # gone, or out of sight, since it was loaded
            raise Http404 from error
        except (CannotChange, WrongFile) as refusal:
            form.add_error(form.field, str(refusal))
            if isinstance(refusal, SentBefore):
                renew(form)
        else:
            undo = reverse("item_untick", args=[found.pk, item_id]) if form.can_undo else ""
            return answer(request, found.pk, item_id, Outcome(said, undo, typed))
    asked = Asked(view_of(request), item_id, form, typed=typed, keep=[item_id])
    shown = context(request, found, asked)
    if not wants_part(request):
        return render(request, PAGE, shown, status=422)
    rows = [shown["page"].all_rows[item_id]]
    return render(request, PARTS, {**shown, "rows": rows}, status=422)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, transition_id: int) -> HttpResponse:
    """A page to add an item that the template does not have."""
    found = writable(request, transition_id)
    if found.checklist is None:
        raise PermissionDenied("Start the transition first. Then items can be added.")
    form = NewItemForm(found, posted(request), initial={"phase": request.GET.get("phase")})
    if request.method == "POST" and form.is_valid():
        try:
            added = form.act(who(request))
        except SentBefore as before:
            form.add_error(None, str(before))
            renew(form)
        except CannotChange as refusal:
            field = "assignee" if isinstance(refusal, WrongPerson) else "due_on"
            form.add_error(field if found.is_active else None, str(refusal))
        else:
            messages.success(request, f"Added “{added.title}”")
            return back(request, found, added.pk)
    shown = {
        "header": header(found, person(request), timezone.localdate()),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "transitions/plans/item_new.html", shown, status=status)


@require_safe
def file(request: HttpRequest, transition_id: int, file_id: int) -> FileResponse:
    """A file as a download. It never runs in the browser: another kind, sandboxed, not guessed."""
    found = load(request, transition_id)
    kept = get_object_or_404(Attachment, pk=file_id, item__checklist=found.checklist_id)
    return download(kept.file, name=kept.name, media_type=kept.content_type)


def typed_beside(request: HttpRequest) -> dict[str, str]:
    """The note somebody was writing when they did something else with its item."""
    return {"body": request.POST.get("body", "")}


def answer(
    request: HttpRequest, transition_id: int, item_id: int, outcome: Outcome
) -> HttpResponse:
    """What follows a change: the rows and totals that it touched, or the page again."""
    found = load(request, transition_id)
    if not wants_part(request):
        messages.success(request, outcome.said, extra_tags=outcome.undo)
        return back(request, found, item_id)
    opened = item_id if "open" in request.POST else None
    asked = Asked(view_of(request), opened, typed=outcome.typed, keep=[item_id])
    shown = context(request, found, asked)
    page = shown["page"]
    present = {row.pk for group in page.groups for row in (*group.rows, *group.finished)}
    touched = [item_id, *(pk for pk in page.dependents.get(item_id, ()) if pk in present)]
    group = page.group_of(item_id)
    shown |= {
        "rows": [page.all_rows[pk] for pk in touched],
        "changed_groups": [group] if group else [],
        "said": outcome.said,
        "undo_url": outcome.undo,
        "is_changed": True,
        "mine": navigation.mine(person(request), timezone.localdate()),
    }
    return render(request, PARTS, shown)


def view_of(request: HttpRequest) -> View:
    """The filter and grouping of the page from which a request came."""
    if "back" in request.POST:
        return View.of(QueryDict(request.POST["back"].lstrip("?")).dict())
    return View.of(current_query(request).dict())


def back(
    request: HttpRequest, found: Transition, item_id: int, *, asks: str = ""
) -> HttpResponseRedirect:
    """To the page of the transition, with this item unfolded and in sight."""
    more = {"item": str(item_id), **({"asks": asks} if asks else {})}
    place = "" if asks else f"#item-{item_id}"  # the place would take the focus from the question
    return redirect(f"{found.get_absolute_url()}{view_of(request).query(**more)}{place}")

"""The page of a person, and the form that changes them."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import permissions
from accounts.people.forms.person import PersonForm
from accounts.people.forms.profile import AbsenceForm
from accounts.people.operations import absences as away
from accounts.people.operations import people
from accounts.people.operations.access import NobodyLeft
from accounts.people.operations.people import AddressTaken, Edit, PersonChanged
from accounts.people.operations.security import Seen
from accounts.people.queries import person as known
from accounts.people.views.absences import is_entered
from accounts.people.views.guards import absence_of, editable_person, person, visible_person
from config.lib.forms import posted
from config.lib.mail.operations import DELIVERY
from config.lib.queue import nudge

PAGE = "accounts/people/person.html"


@require_safe
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    return page(request, person_id, AbsenceForm())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, person_id: int) -> HttpResponse:
    shown, user = editable_person(request, person_id), person(request)
    today = timezone.localdate()
    form = PersonForm(posted(request), instance=copy(shown), user=user, today=today)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        try:
            edited = Edit(form.answers, version=form.cleaned_data["seen"])
            people.change(person_id, edited, by=user, now=timezone.now(), seen=Seen.of(request))
        except PersonChanged as conflict:
            form.compare(conflict.person)
            status = 409
        except NobodyLeft as nobody:
            form.add_error("role", str(nobody))
        except AddressTaken as taken:
            form.add_error("email", str(taken))
        else:
            if "email" in form.changed_data:
                nudge(DELIVERY)
            messages.success(request, "Changes saved.")
            return redirect("person", person_id)
    context = {"form": form, "person": shown, "conflict": status == 409}
    return render(request, "accounts/people/person_form.html", context, status=status)


@require_POST
def absence_add(request: HttpRequest, person_id: int) -> HttpResponse:
    shown, form = editable_person(request, person_id), AbsenceForm(request.POST)
    if is_entered(request, form, shown):
        return redirect("person", person_id)
    return page(request, person_id, form, status=422)


@require_POST
def absence_remove(request: HttpRequest, person_id: int, absence_id: int) -> HttpResponse:
    away.remove(absence_of(editable_person(request, person_id), absence_id))
    messages.success(request, "Absence removed.")
    return redirect("person", person_id)


def page(
    request: HttpRequest, person_id: int, absence_form: AbsenceForm, *, status: int = 200
) -> HttpResponse:
    shown, user = visible_person(request, person_id), person(request)
    context = {
        "page": known.page(shown, now=timezone.now(), today=timezone.localdate()),
        "absence_form": absence_form,
        "is_self": shown == user,
        "may_edit": permissions.may_edit(user, shown),
        "sees_load": permissions.sees_load_of(user, shown),
        "sees_why": permissions.sees_why_away(user, shown),
        "sees_changes": permissions.sees_changes_of(user, shown),
        "may_deactivate": permissions.looks_after_site(user) and shown != user,
    }
    return render(request, PAGE, context, status=status)

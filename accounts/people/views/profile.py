"""A person's own page: how they are shown and told, and when they are away."""

from copy import copy

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people.forms.profile import AbsenceForm, ProfileForm
from accounts.people.operations import absences as away
from accounts.people.operations import profile as own
from accounts.people.queries import absences
from accounts.people.views.absences import is_entered
from accounts.people.views.guards import own_absence, person, remember_theme
from config.lib.forms import posted


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = person(request)
    form = ProfileForm(posted(request), instance=copy(user))
    if request.method != "POST":
        return page(request, form=form)
    if not form.is_valid():
        return page(request, form=form, status=422)
    own.change(user, form.cleaned_data)
    messages.success(request, "Profile saved.")
    return remember_theme(redirect("profile"), user.theme)


@require_POST
def absence_new(request: HttpRequest) -> HttpResponse:
    form = AbsenceForm(request.POST)
    if is_entered(request, form, person(request)):
        return redirect("profile")
    return page(request, absence_form=form, status=422)


@require_POST
def absence_remove(request: HttpRequest, absence_id: int) -> HttpResponse:
    away.remove(own_absence(request, absence_id))
    messages.success(request, "Absence removed.")
    return redirect("profile")


def page(
    request: HttpRequest,
    *,
    form: ProfileForm | None = None,
    absence_form: AbsenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user = person(request)
    context = {
        "form": form or ProfileForm(instance=copy(user)),
        "absence_form": absence_form or AbsenceForm(),
        "absences": absences.of(user),
        "today": timezone.localdate(),
    }
    return render(request, "accounts/people/profile.html", context, status=status)

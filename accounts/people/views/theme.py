"""Light or dark, with or without an account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.people.choices import Theme
from accounts.people.operations import profile
from accounts.people.views.guards import person, remember_theme, safe_address


@require_POST
@login_not_required
def theme(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("theme", "")
    if chosen not in Theme.values:
        return HttpResponseBadRequest("Choose light, dark or auto.", content_type="text/plain")
    if request.user.is_authenticated:
        profile.choose_theme(person(request), Theme(chosen))
    answer = redirect(safe_address(request, request.POST.get("next", "")))
    return remember_theme(answer, chosen)

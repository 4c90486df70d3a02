"""The first visit of an empty site: who looks after it, and where the company works."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.people.choices import SecurityEventKind
from accounts.people.forms.first_visit import FirstVisitForm
from accounts.people.operations import security
from accounts.people.operations.first_visit import AlreadySetUp, create_administrator
from accounts.people.operations.public_holidays import LOADING
from accounts.people.operations.security import Seen
from accounts.people.queries import people
from config.lib.forms import posted
from config.lib.queue import nudge

PAGE = "accounts/people/first_visit.html"


@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def first_visit(request: HttpRequest) -> HttpResponse:
    if people.exist():
        return too_late(request)
    form = FirstVisitForm(posted(request))
    if request.method != "POST":
        return render(request, PAGE, {"form": form})
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    try:
        administrator = create_administrator(form.first_administrator())
    except AlreadySetUp:
        return too_late(request)
    nudge(LOADING)
    login(request, administrator)
    seen, now = Seen.of(request), timezone.now()
    security.record(SecurityEventKind.JOINED, person=administrator, seen=seen, now=now)
    messages.success(request, "The site is yours. Next, invite the people who look after accounts.")
    return redirect("home")


def too_late(request: HttpRequest) -> HttpResponse:
    """The site has people already; whoever comes now signs in like everybody else."""
    if not request.user.is_authenticated:
        messages.info(request, "This site is set up already. Sign in.")
    return redirect("home" if request.user.is_authenticated else "account_login")

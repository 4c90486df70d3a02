"""Teams: who leads them, who is in them; administrators make and change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import permissions
from accounts.people.forms.team import TeamForm
from accounts.people.models import Team, UserQuerySet
from accounts.people.operations import teams
from accounts.people.operations.teams import NameTaken, NotEmpty, TeamChanged
from accounts.people.queries import register
from accounts.people.queries import teams as known
from accounts.people.queries.register import PersonRow
from accounts.people.views.guards import needs_administrator, person
from config.lib import export
from config.lib.forms import posted
from config.lib.lists import Listing, Reads, sheet_of

COLUMNS: Reads = (
    ("Team", lambda team: team.name),
    ("Lead", lambda team: team.lead.full_name if team.lead else ""),
    ("People", lambda team: team.size),
)
FILE = Listing("teams", "Teams", COLUMNS, "Team")
Rows = Callable[[UserQuerySet, date], Sequence[PersonRow]]
EDIT = "accounts/people/team_form.html"


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    user = person(request)
    may_change = permissions.looks_after_site(user)
    context = {"teams": known.register(user), "may_change": may_change}
    return render(request, "accounts/people/teams.html", context)


@require_safe
def teams_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    user, now = person(request), timezone.now()
    wanted = sheet_of(FILE, known.register(user), None, by=user.full_name, now=now)
    return export.answer(request, kind, wanted, timezone.localdate())


def page(request: HttpRequest, team_id: int, loaded: Rows | None = None) -> HttpResponse:
    """The page of a team; `loaded` makes its rows for those who see what others carry."""
    user, today = person(request), timezone.localdate()
    team = get_object_or_404(known.register(user), pk=team_id)
    rows = loaded if permissions.sees_loads(user) else None
    context = {
        "team": team,
        "people": (rows or register.rows)(known.people_of(team, user), today),
        "today": today,
        "may_change": permissions.looks_after_site(user),
        "sees_loads": rows is not None,
        "counts_more": permissions.loads_count_more(user),
    }
    return render(request, "accounts/people/team.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    needs_administrator(request)
    form = TeamForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = teams.create(form.cleaned_data["name"], form.cleaned_data["lead"])
        except NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, f"{made.name} is there. Now move people into it.")
            return redirect(made)
    status = 422 if request.method == "POST" else 200
    return render(request, EDIT, {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, team_id: int) -> HttpResponse:
    user = needs_administrator(request)
    team = get_object_or_404(known.register(user), pk=team_id)
    form = TeamForm(posted(request), team=team)
    status = 200 if request.method != "POST" else 422
    if request.method == "POST" and form.is_valid():
        answers = form.cleaned_data
        try:
            teams.change(team_id, answers["name"], answers["lead"], seen=answers["seen"])
        except TeamChanged as conflict:
            form.renew(conflict.team)
            status = 409
        except NameTaken as taken:
            form.add_error("name", str(taken))
        else:
            messages.success(request, "Changes saved.")
            return redirect("team", team_id)
    context = {"form": form, "team": team, "saved": form.saved}
    return render(request, EDIT, context, status=status)


@require_POST
def delete(request: HttpRequest, team_id: int) -> HttpResponse:
    needs_administrator(request)
    team = get_object_or_404(Team, pk=team_id)
    try:
        teams.delete(team_id)
    except NotEmpty as somebody:
        messages.error(request, str(somebody))
        return redirect(team)
    messages.success(request, f"{team.name} deleted.")
    return redirect("teams")

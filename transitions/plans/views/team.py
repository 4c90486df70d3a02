from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people.views.guards import person
from config.lib.site_time import site_day
from transitions.plans.choices import TeamRole
from transitions.plans.forms.team import JoinForm, MemberForm
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations import team as team_operations
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.header import header
from transitions.plans.queries.moved import reads_on
from transitions.plans.queries.team_page import members, open_items_of
from transitions.plans.views.actions import manageable
from transitions.plans.views.answers import load, who

FORM = "transitions/plans/team_form.html"
ROLES = {
    TeamRole.OUTGOING: "the outgoing KAM",
    TeamRole.INCOMING: "the incoming KAM",
    TeamRole.MANAGER: "the sales manager",
    TeamRole.HR: "the person for HR",
    TeamRole.BACKUP: "the backup",
}
"""What somebody is, in the middle of a sentence."""


@require_safe
def team(request: HttpRequest, transition_id: int) -> HttpResponse:
    found, today = load(request, transition_id), timezone.localdate()
    above = header(found, person(request), today)
    shown = {
        "header": above,
        "here_tab": "Team",
        "members": members(above, person(request), today),
        "may_change": above.may_manage and not found.is_over,
        "reads_on": reads_on(found, site_day(timezone.now())),
        "may_end": above.may_manage and found.has_moved,
    }
    return render(request, "transitions/plans/team.html", shown)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, transition_id: int) -> HttpResponse:
    found = manageable(request, transition_id)
    form = JoinForm(found, request.POST if request.method == "POST" else None)
    words = {
        "title": "Add somebody to the team",
        "text": "They see this transition and its account. Items of their role become theirs.",
        "submit": "Add to the team",
    }
    return _answer(request, found, form, words)


@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, transition_id: int, member_id: int) -> HttpResponse:
    found = manageable(request, transition_id)
    row = get_object_or_404(TeamMember, pk=member_id, transition=found)
    form = MemberForm(row, request.POST if request.method == "POST" else None)
    count = open_items_of(found, row.person)
    words = {
        "title": f"{row.role_label}: {row.person}",
        "text": f"{row.person.first_name} has {count} open item{'' if count == 1 else 's'} here. "
        "Another person in this role takes them over."
        if count
        else f"{row.person.first_name} has no open items here.",
        "submit": "Save",
    }
    return _answer(request, found, form, words)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, transition_id: int, member_id: int) -> HttpResponse:
    found = manageable(request, transition_id)
    row = get_object_or_404(
        TeamMember.objects.select_related("person"), pk=member_id, transition=found
    )
    refusal = ""
    if request.method == "POST":
        try:
            team_operations.remove(row.pk, by=person(request), now=timezone.now())
        except Refused as error:
            refusal = str(error)
        else:
            messages.success(request, f"{row.person} left the team.")
            return redirect("transition_team", found.pk)
    shown = {
        "header": header(found, person(request), timezone.localdate()),
        "here_tab": "Team",
        "member": row,
        "count": open_items_of(found, row.person),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "transitions/plans/team_leave.html", shown, status=status)


def _answer(
    request: HttpRequest, found: Transition, form: JoinForm | MemberForm, words: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.act(who(request))
        except Refused as refusal:
            form.add_error("person", str(refusal))
            form.renew()
        else:
            messages.success(request, f"{saved.person} is {in_words(saved)} now.")
            return redirect("transition_team", found.pk)
    above = header(found, person(request), timezone.localdate())
    shown = {"header": above, "here_tab": "Team", "form": form, **words}
    return render(request, FORM, shown, status=422 if form.errors else 200)


def in_words(member: TeamMember) -> str:
    """What somebody is on a team; a role that has a name of its own keeps it."""
    named = f"on the team as {member.role_label}"
    return named if member.role_name else ROLES.get(TeamRole(member.role), named)

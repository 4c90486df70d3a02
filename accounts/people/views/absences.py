"""Entering an absence, on a person's own page and on that of somebody they plan for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest

from accounts.people.choices import AbsenceKind
from accounts.people.forms.profile import AbsenceForm
from accounts.people.models import User
from accounts.people.operations import absences


def is_entered(request: HttpRequest, form: AbsenceForm, away: User) -> bool:
    """Enter the days that a form names; where it does not, the form says why."""
    if not form.is_valid():
        return False
    answers = form.cleaned_data
    kind, first, last = AbsenceKind(answers["kind"]), answers["starts_on"], answers["ends_on"]
    try:
        absences.add(away, kind, first=first, last=last)
    except absences.AwayAlready as already:
        form.add_error("starts_on", str(already))
        return False
    messages.success(request, "Absence added.")
    return True

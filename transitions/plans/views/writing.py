"""Keeping what somebody wrote, unless that was changed or is refused meanwhile."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from transitions.plans.forms import overriding
from transitions.plans.forms.written import WrittenForm
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.views.answers import load, who


@dataclass(frozen=True, slots=True)
class Attempt:
    """Whether a form was kept; otherwise with which status it is shown again."""

    status: int = 200
    is_kept: bool = False
    is_stale: bool = False


def refuse(form: BaseForm, why: str) -> None:
    """Say only why this cannot be done now; what was typed stays, whatever else is wrong."""
    form.errors.clear()
    form.add_error(None, why)


def attempt(request: HttpRequest, form: WrittenForm, why: str) -> Attempt:
    """Keep what was sent and say so, or note in the form what is wrong or was changed meanwhile.

    `why` says why nothing can be kept now, if so.
    """
    if why:
        refuse(form, why)
        return Attempt(409)
    if request.method != "POST":
        return Attempt()
    if not form.is_valid():
        return Attempt(422)
    try:
        messages.success(request, form.act(who(request)))
    except Stale as refusal:
        form.renew(load(request, form.found.pk))
        form.add_error(None, str(refusal))
        return Attempt(409, is_stale=True)
    except Refused as refusal:
        overriding.refuse(form, refusal, getattr(form, "panel", None))
        return Attempt(422)
    return Attempt(is_kept=True)

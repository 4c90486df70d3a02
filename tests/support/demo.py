"""The demo company, as `make run` builds it, and what is asked of it."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db.models import DateTimeField
from django.utils import timezone

from transitions.plans.choices import Health
from transitions.plans.models import Transition
from transitions.plans.queries import standing

ROOMS = ("plans", "runs", "reports", "reminders", "clients", "people", "library")


def build() -> str:
    """Build it, and give what the command says."""
    call_command("load_templates", verbosity=0)
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def healths(today: date) -> set[Health]:
    """Every health in which an active transition stands."""
    return {standing.verdict(one, today).health for one in Transition.objects.active()}


def moments_ahead() -> list[str]:
    """The fields of the site that hold a moment in the future."""
    moments = [
        field
        for room in ROOMS
        for model in apps.get_app_config(room).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, DateTimeField)
    ]
    return [str(field) for field in moments if _lies_ahead(field)]


def _lies_ahead(field: DateTimeField[Any, Any]) -> bool:
    return field.model._default_manager.filter(**{f"{field.name}__gt": timezone.now()}).exists()

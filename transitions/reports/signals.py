"""What reports do when the rest of the house says that something has happened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save, pre_save

from accounts.clients.choices import Level
from accounts.people.models import User
from accounts.profile.models import ConfidentialSection
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import has_level
from config.lib.queue import nudge
from transitions.dossier.models import Question
from transitions.plans.operations.reviewing import review_changed
from transitions.portfolio.operations import demo_built
from transitions.reports import operations
from transitions.reports.operations import demo, recalling

LEVELLED: tuple[type[Model], ...] = (
    *(kind.model for kind in PROFILE.kinds.values() if has_level(kind.model)),
    Question,
)
"""The kinds of rows of the document that can be confidential each by itself."""


def connect() -> None:
    """Listen; called once, when the site starts."""
    review_changed.connect(make_anew, dispatch_uid="reports follow reviews")
    demo_built.connect(fill_demo, dispatch_uid="the demo company has research lists")
    post_save.connect(section_closed, ConfidentialSection, dispatch_uid="transfers follow levels")
    for model in LEVELLED:
        uid = f"transfers follow {model._meta.label}"
        pre_save.connect(row_changing, sender=model, dispatch_uid=uid)


def make_anew(transition_id: int, by: User, now: datetime, **more: Any) -> None:
    """Want the final report of a completed transition again, so that it says what is said now."""
    operations.want(transition_id, by=by, now=now)
    nudge(operations.MAKING)


def fill_demo(now: datetime, **more: Any) -> None:
    """Let the demo company tick off some of its research lists."""
    demo.build(now=now)


def section_closed(instance: ConfidentialSection, raw: bool, **more: Any) -> None:
    if not raw and instance.book == PROFILE.name:
        recalling.recall(instance.account_id)


def row_changing(sender: type[Model], instance: Any, raw: bool, **more: Any) -> None:
    """Before it is written, because only the database knows that it was open until now."""
    if raw or instance._state.adding or instance.level != Level.CONFIDENTIAL:
        return
    if sender._default_manager.filter(pk=instance.pk, level=Level.OPEN).exists():
        about = instance.transition if isinstance(instance, Question) else instance
        recalling.recall(about.account_id)

"""What the plan listens to."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from accounts.profile.models import ConfidentialSection
from accounts.strategy.models import PlanVersion
from accounts.strategy.operations import papers
from accounts.strategy.queries.papers import stands_in_plan
from config.lib import append_only


def connect() -> None:
    """Listen; called once, when the site starts."""
    append_only.keep(PlanVersion, since=("strategy", "0001_initial"))
    post_save.connect(section_closed, ConfidentialSection, dispatch_uid="papers follow levels")


def section_closed(instance: ConfidentialSection, raw: bool, **more: Any) -> None:
    if not raw and stands_in_plan(instance.book, instance.section):
        papers.close_all(instance.account_id)

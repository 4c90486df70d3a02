"""Reports that a worker has made."""

from __future__ import annotations

from django.core.files.base import ContentFile

from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports.choices import ReportState
from transitions.reports.models import Report


def ready(transition: Transition, version: int = 1, print_: str = "x") -> Report:
    return Report.objects.create(
        transition=transition,
        version=version,
        fingerprint=print_,
        state=ReportState.READY,
        file=ContentFile(b"%PDF-1.7", name=f"v{version}.pdf"),
        pages=7,
        size=73 * 1024,
        requested_by=transition.manager,
        requested_at=MADE_AT,
        finished_at=MADE_AT,
    )

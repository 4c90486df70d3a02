"""Somebody wants a report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.people.models import User
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused, lock
from transitions.reports.choices import ReportState
from transitions.reports.models import Report, ReportQuerySet
from transitions.reports.queries.record import fingerprint, record_now


@transaction.atomic
def want(transition_id: int, *, by: User | None, now: datetime) -> Report:
    """Ask for the report of a transition; the worker makes it.

    The same record gives the report that exists already, and costs nothing. The transition is
    locked, so two clicks ask for one. A report that no worker has begun is brought up to date.

    Args:
        transition_id: the transition.
        by: who wants it; None for a command.
        now: when.

    Raises:
        Refused: the transition was never started, so it has no record.
        Transition.DoesNotExist: it has vanished.
    """
    transition = lock(transition_id)
    if transition.checklist_id is None:
        raise Refused("Start the transition first. Until then it has no record.")
    told = fingerprint(record_now(transition_id, now))
    existing = _alive(transition).filter(fingerprint=told).first()
    if existing:
        return _with_its_file(existing, now)
    waiting = _alive(transition).filter(state=ReportState.WANTED).first()
    if waiting:
        waiting.fingerprint = told
        waiting.save(update_fields=["fingerprint"])
        return waiting
    return Report.objects.create(
        transition=transition,
        version=(transition.reports.aggregate(last=Max("version"))["last"] or 0) + 1,
        fingerprint=told,
        requested_by=by,
        requested_at=now,
    )


def _alive(transition: Transition) -> ReportQuerySet:
    return Report.objects.filter(transition=transition).exclude(state=ReportState.FAILED)


def _with_its_file(report: Report, now: datetime) -> Report:
    """A finished report whose file has vanished from the disk is made again."""
    name = report.file.name or ""
    if report.state == ReportState.READY and not report.file.storage.exists(name):
        report.state, report.attempts, report.requested_at = ReportState.WANTED, 0, now
        report.save(update_fields=["state", "attempts", "requested_at"])
    return report

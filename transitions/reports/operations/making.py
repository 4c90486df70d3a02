"""The worker makes the reports that are wanted."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from config.lib import places
from config.lib.pdf import Pdf
from transitions.plans.choices import LogKind
from transitions.plans.operations import log
from transitions.reports.choices import ReportState
from transitions.reports.models import Report
from transitions.reports.operations.document import typeset
from transitions.reports.queries.record import fingerprint, record_now

MAKING = "transitions.reports.tasks.make_wanted"
"""What the queue calls the sweep over reports that are wanted."""
ROUND = timedelta(minutes=1)
"""How long one round takes up reports; the next sweep has the rest, and others their turn."""
LEASE = timedelta(minutes=5)
"""How long a worker may take; after that another one takes the report up."""
ATTEMPTS = 3

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


def make_due(*, clock: Clock) -> int:
    """For a minute, make reports that wait or whose worker has not come back; returns how many."""
    until = clock() + ROUND
    due = list(Report.objects.due(clock()).order_by("requested_at").values_list("pk", flat=True))
    made = [make(report_id, clock=clock) for report_id in due if clock() < until]
    return sum(report is not None and report.state == ReportState.READY for report in made)


def make(report_id: int, *, clock: Clock) -> Report | None:
    """Typeset a report and keep it; None when it is not due, or another worker has it.

    The claim is one conditional update with a lease that begins with this report, however long
    the ones before it took. What goes wrong is tried again, and after `ATTEMPTS` times the report
    has failed, with a sentence.
    """
    now = clock()
    lease = now + LEASE
    claim = Report.objects.due(now).filter(pk=report_id)
    if not claim.update(state=ReportState.RUNNING, claimed_until=lease, attempts=F("attempts") + 1):
        return None
    report = Report.objects.select_related("transition", "requested_by").get(pk=report_id)
    if report.attempts > ATTEMPTS:
        return _fail(report, "The worker stopped each time it was being made.")
    try:
        return _print(report, clock)
    except Exception as error:
        logger.exception("Report %s could not be made", report)
        if report.attempts >= ATTEMPTS:
            return _fail(report, f"It was tried {ATTEMPTS} times. The last problem: {_say(error)}")
        return _release(report, _say(error))


def _print(report: Report, clock: Clock) -> Report:
    now = clock()
    record = record_now(report.transition_id, now)
    told = fingerprint(record)
    if told != report.fingerprint:
        twin = _twin_of(report, told)
        if twin:
            return _fail(report, f"The record has changed. Version {twin.version} tells it.")
        Report.objects.filter(pk=report.pk).update(fingerprint=told)
    asks = report.requested_by
    with places.written_for(asks.locale if asks else places.BRITISH):
        document = typeset(record, version=report.version, created=now)
    return _keep(report, document, clock())


def _twin_of(report: Report, told: str) -> Report | None:
    """Another report that tells the record as it is now."""
    others = Report.objects.filter(transition=report.transition_id, fingerprint=told)
    return others.exclude(pk=report.pk).exclude(state=ReportState.FAILED).first()


def _keep(report: Report, document: Pdf, now: datetime) -> Report:
    """Store the file, and count it as ready if this worker still holds the claim."""
    report.file.save(f"v{report.version}.pdf", ContentFile(document.content), save=False)
    with transaction.atomic():
        held = Report.objects.filter(
            pk=report.pk, state=ReportState.RUNNING, claimed_until=report.claimed_until
        ).update(
            state=ReportState.READY,
            file=report.file.name,
            pages=document.pages,
            size=document.size,
            finished_at=now,
            claimed_until=None,
            error="",
        )
        if held:
            activity = f"Made version {report.version} of the report, {document.pages} pages"
            log.write(report.transition, LogKind.REPORT, activity, by=report.requested_by, at=now)
    if not held:
        report.file.storage.delete(report.file.name or "")
    return Report.objects.get(pk=report.pk)


def _fail(report: Report, sentence: str) -> Report:
    return _leave(report, ReportState.FAILED, sentence)


def _release(report: Report, sentence: str) -> Report:
    return _leave(report, ReportState.WANTED, sentence)


def _leave(report: Report, state: ReportState, sentence: str) -> Report:
    Report.objects.filter(
        pk=report.pk, state=ReportState.RUNNING, claimed_until=report.claimed_until
    ).update(state=state, error=sentence, claimed_until=None)
    return Report.objects.get(pk=report.pk)


def _say(error: Exception) -> str:
    """An error in a line, without the inner workings."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]

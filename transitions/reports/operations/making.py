"""The worker makes the reports that are wanted."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from config.lib import papers, places
from config.lib.papers import LEASE, Clock
from transitions.plans.choices import LogKind
from transitions.plans.operations import log
from transitions.reports.choices import ReportState
from transitions.reports.models import Report
from transitions.reports.operations.document import typeset
from transitions.reports.queries.record import fingerprint, record_now

__all__ = ["LEASE", "MAKING", "make", "make_due"]

MAKING = "transitions.reports.tasks.make_wanted"
"""What the queue calls the sweep over reports that are wanted."""
ROUND = timedelta(minutes=1)
"""How long one round takes up reports; the next sweep has the rest, and others their turn."""


def make_due(*, clock: Clock) -> int:
    """For a minute, make reports that wait or whose worker has not come back; returns how many."""
    return papers.make_due(_reports(), partial(_print, clock=clock), clock=clock, within=ROUND)


def make(report_id: int, *, clock: Clock) -> Report | None:
    """Typeset a report and keep it; None when it is not due, or another worker has it."""
    return papers.make(_reports(), report_id, partial(_print, clock=clock), clock=clock)


def _reports() -> papers.PaperQuerySet[Report]:
    return Report.objects.select_related("transition", "requested_by")


def _print(report: Report, *, clock: Clock) -> Report:
    now = clock()
    record = record_now(report.transition_id, now)
    told = fingerprint(record)
    if told != report.fingerprint:
        twin = _twin_of(report, told)
        if twin:
            return papers.fail(report, f"The record has changed. Version {twin.version} tells it.")
        Report.objects.filter(pk=report.pk).update(fingerprint=told)
    asks = report.requested_by
    with places.written_for(asks.locale if asks else places.BRITISH):
        document = typeset(record, version=report.version, created=now)
    made = f"Made version {report.version} of the report, {document.pages} pages"
    at, name = clock(), f"v{report.version}.pdf"
    note = partial(log.write, report.transition, LogKind.REPORT, made, by=asks, at=at)
    return papers.keep(report, document, name=name, now=at, and_then=note)


def _twin_of(report: Report, told: str) -> Report | None:
    """Another report that tells the record as it is now."""
    others = Report.objects.filter(transition=report.transition_id, fingerprint=told)
    return others.exclude(pk=report.pk).exclude(state=ReportState.FAILED).first()

"""What the page of a transition's report shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import User
from config.lib.papers import has_failed, is_pending, seen, waits_long
from transitions.plans.models import GateOverride, Transition
from transitions.plans.permissions import may_manage
from transitions.plans.queries.gate import overrides
from transitions.reports.choices import ReportState
from transitions.reports.models import Report
from transitions.reports.permissions import may_make
from transitions.reports.queries.record import fingerprint, record_now
from transitions.reports.queries.record.sections import Section, left_out, sections

__all__ = ["ReportPage", "newest", "report_page", "seen", "waits_long"]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The newest report, its older versions, and what a new one would tell.

    `unchanged` is the version that tells the record as it is; then a new one is not needed.
    """

    transition: Transition
    newest: Report | None
    versions: tuple[Report, ...]
    contents: tuple[Section, ...]
    left_out: tuple[str, ...]
    unchanged: Report | None
    may_make: bool
    may_edit: bool
    waits_long: bool
    overrides: tuple[GateOverride, ...] = ()

    @property
    def is_being_made(self) -> bool:
        return self.newest is not None and is_pending(self.newest)

    @property
    def has_failed(self) -> bool:
        return self.newest is not None and has_failed(self.newest)

    @property
    def seen(self) -> str:
        """What the reader sees now; a page that asks again with it learns only what is new."""
        return seen(self.newest, waits_long=self.waits_long)


def newest(transition: Transition) -> Report | None:
    return transition.reports.select_related("requested_by").order_by("-version").first()


def report_page(transition: Transition, user: User, now: datetime) -> ReportPage:
    """The report page of a transition."""
    versions = tuple(transition.reports.select_related("requested_by").order_by("-version"))
    latest = versions[0] if versions else None
    contents: list[Section] = []
    silent: list[str] = []
    unchanged = None
    if transition.checklist_id is not None:
        record = record_now(transition.pk, now)
        contents, silent = sections(record), left_out(record)
        told = fingerprint(record)
        ready = [version for version in versions if version.state == ReportState.READY]
        unchanged = next((version for version in ready if version.fingerprint == told), None)
    return ReportPage(
        transition=transition,
        newest=latest,
        versions=tuple(v for v in versions if v.state == ReportState.READY),
        contents=tuple(contents),
        left_out=tuple(silent),
        unchanged=unchanged,
        may_make=may_make(user, transition),
        may_edit=may_manage(user, transition),
        waits_long=waits_long(latest, now),
        overrides=overrides(transition),
    )

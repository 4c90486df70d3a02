"""What the template of the report is given: sections with their numbers, and words for values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any, TypeVar

from config.lib import charts, words
from transitions.plans.choices import State
from transitions.reports.operations.document import summary, tables, timeline
from transitions.reports.queries.record import Record
from transitions.reports.queries.record.sections import sections
from transitions.reports.queries.record.shapes import Facts
from transitions.reports.queries.record.story import moment

T = TypeVar("T")

LONG_NAME, LONGEST_NAME = 36, 90
"""Characters from which the account's name on the cover is set smaller."""


def context_of(record: Record, version: int, created: datetime) -> dict[str, Any]:
    """All values of the template."""
    facts, parts = record.facts, sections(record)
    return {
        "record": record,
        "facts": facts,
        "created": moment(created),
        "sections": parts,
        "contents": in_rows(parts, ceil(len(parts) / 2)),
        "size": size_of(facts.account),
        "period": period(facts),
        "is_cancelled": facts.state == State.CANCELLED,
        "baton": _baton(record),
        "cover_rows": in_rows(_cover(record, version, created), 2),
        "contact_ways": _ways(facts),
        "verdict": summary.verdict(record),
        "figure_rows": summary.figure_rows(record),
        "timeline": timeline.drawing(record) if record.stages else "",
        "stage_rows": timeline.stage_rows(record),
        "ownership": timeline.ownership_row(record),
        "phases": tables.phases(record),
        "has_years": tables.has_years(record),
        "keys": list(tables.keys(record)),
        "overrides": list(tables.overrides(record)),
        "entries": tables.entries(record, of_health=False),
        "changes_of_health": list(tables.entries(record, of_health=True)),
        "log_total": words.count(record.log.total, "entry", "entries"),
        "sign_off": _sign_off(record),
        "sign_rows": in_rows(record.sign_offs, 2),
    }


def in_rows(cells: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cells in rows of a size; the last row may be shorter."""
    return [cells[start : start + size] for start in range(0, len(cells), size)]


def size_of(account: str) -> str:
    """How small the name of an account is set on a cover."""
    if len(account) > LONGEST_NAME:
        return "longest"
    return "long" if len(account) > LONG_NAME else ""


def _cover(record: Record, version: int, created: datetime) -> list[tuple[str, str]]:
    facts = record.facts
    made = moment(created)
    status = facts.status
    if facts.state not in {State.COMPLETED, State.CANCELLED}:
        status += f", as of {words.short_full_day(record.as_of)}"
    elif facts.state == State.COMPLETED and record.figures.still_open:
        status += f", {words.count(record.figures.still_open, 'item')} still open"
    return [
        ("Period", period(facts)),
        ("Status", status),
        ("Reason", facts.reason),
        ("Template", facts.template),
        ("Revenue", _revenue(facts)),
        ("Manager", facts.manager.name),
        ("Key contact", facts.key_contact.name if facts.key_contact else "–"),
        ("Prepared by", facts.prepared_by.name),
        ("Report", f"{facts.reference}, version {version}"),
        ("Created", f"{words.long_day(made.date())}, {made:%H:%M}"),
    ]


def period(facts: Facts) -> str:
    """From the first day to the one it was completed on, beside what was planned; else the plan."""
    planned = words.days(facts.starts_on, facts.ends_on, year=True)
    ended_on = facts.completed_on
    if ended_on is None or ended_on == facts.ends_on:
        return planned
    if ended_on < facts.starts_on:
        return f"{words.short_full_day(ended_on)}, planned {planned}"
    real = words.days(facts.starts_on, ended_on, year=True)
    return f"{real}, planned until {words.short_full_day(facts.ends_on)}"


def _revenue(facts: Facts) -> str:
    if facts.amount is None:
        return "–"
    return f"{words.money(facts.amount, facts.currency)} a year"


def _baton(record: Record) -> str:
    facts = record.facts
    mark = facts.moved_on or facts.owns_on
    until = max(facts.ends_on, mark)
    segments = [
        charts.Segment(stage.planned_from, stage.closed / stage.total if stage.total else 0)
        for stage in record.stages
    ] or [charts.Segment(facts.starts_on, 0)]
    verb = "moved" if facts.moved_on else "moves"
    title = (
        f"From {facts.outgoing.name} to {facts.incoming.name}: "
        f"ownership {verb} on {words.long_day(mark)}"
    )
    return charts.baton(segments, (facts.starts_on, until), mark, title)


def _ways(facts: Facts) -> str:
    contact = facts.key_contact
    return ", ".join(way for way in (contact.phone, contact.email) if way) if contact else ""


def _sign_off(record: Record) -> str:
    facts = record.facts
    moved = f"Ownership moved on {record.ownership_moved}. " if record.ownership_moved else ""
    if facts.state == State.COMPLETED:
        return f"{moved}With these signatures the transition is closed."
    return f"{moved}The transition is not completed yet; whoever signs, signs this state of it."

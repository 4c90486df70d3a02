"""Plan against actual: the drawing, and the same in a table."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from config.lib import words
from config.lib.charts import gantt
from transitions.reports.queries.record import Record
from transitions.reports.queries.record.shapes import Stage


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A stage, or the day ownership moves: planned, actual, and what that means."""

    name: str
    planned: str
    actual: str
    closed: int
    total: int
    tone: str
    verdict: str


def drawing(record: Record) -> SafeString:
    """Planned and actual bars on one scale, with the marks of ownership and the days late."""
    facts, late = record.facts, _late_end(record)
    rows = [
        gantt.Row(_planned(record), facts.owns_on, "Planned"),
        gantt.Row(_actual(record), facts.moved_on, "Actual"),
    ]
    days = [day for row in rows for bar in row.bars for day in (bar.first, bar.last)]
    days += [row.mark for row in rows if row.mark] + ([late.actual] if late else [])
    moved = words.short_day(facts.moved_on) if facts.moved_on else "not yet"
    legend = f"Ownership moves: planned {words.short_day(facts.owns_on)}, actual {moved}"
    chart = gantt.Chart(
        rows,
        gantt.Frame.around(days),
        title=f"Planned and actual days of the stages. {legend}.",
        description="The table below it says the same in words.",
        legend=legend,
        late=late,
    )
    return gantt.draw(chart, gantt.PAPER)


def _planned(record: Record) -> list[gantt.Bar]:
    return [
        gantt.Bar(stage.name, stage.planned_from, stage.planned_until) for stage in record.stages
    ]


def _actual(record: Record) -> list[gantt.Bar]:
    return [
        gantt.Bar(
            stage.name,
            stage.actual_from,
            stage.actual_until,
            gantt.Kind.DONE if stage.is_closed else gantt.Kind.NOW,
        )
        for stage in record.stages
        if stage.actual_from and stage.actual_until
    ]


def _late_end(record: Record) -> gantt.Late | None:
    facts, days = record.facts, record.figures.days_late
    if not days or not facts.completed_on:
        return None
    text = f"{words.count(days, 'working day')} late"
    return gantt.Late(facts.ends_on, facts.completed_on, text)


def stage_rows(record: Record) -> list[PlanRow]:
    """One row per stage."""
    return [
        PlanRow(
            name=stage.name,
            planned=words.days(stage.planned_from, stage.planned_until),
            actual=words.days(stage.actual_from, stage.actual_until)
            if stage.actual_from and stage.actual_until
            else "–",
            closed=stage.closed,
            total=stage.total,
            tone=tone,
            verdict=verdict,
        )
        for stage in record.stages
        for tone, verdict in [_stage_verdict(stage)]
    ]


def ownership_row(record: Record) -> PlanRow:
    """The last row: the day ownership moves."""
    facts, late = record.facts, record.figures.move_days_late
    tone, verdict = ("late", _late(late)) if late else ("done", "On time")
    if not facts.moved_on:
        tone, verdict = "open", "Not moved yet"
    planned, actual = words.short_day(facts.owns_on), words.short_day(facts.moved_on)
    return PlanRow("Ownership moves", planned, actual, 0, 0, tone, verdict)


def _stage_verdict(stage: Stage) -> tuple[str, str]:
    if not stage.is_closed:
        return "open", f"{stage.total - stage.closed} open"
    return ("late", _late(stage.days_late)) if stage.days_late else ("done", "On time")


def _late(days: int) -> str:
    return f"{words.count(days, 'working day')} late"

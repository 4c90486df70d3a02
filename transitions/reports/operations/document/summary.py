"""The summary of a report: one verdict in words, and the key figures with their meaning."""

from __future__ import annotations

from dataclasses import dataclass

from config.lib import words
from transitions.plans.choices import State
from transitions.reports.queries.record import Record


@dataclass(frozen=True, slots=True)
class Verdict:
    tone: str
    bold: str
    rest: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, and what it is to be compared with."""

    label: str
    value: str
    unit: str
    meaning: str


def verdict(record: Record) -> Verdict:
    """How it went, in three sentences."""
    facts, said = record.facts, _ownership(record)
    if facts.state == State.COMPLETED:
        ended = words.long_day(facts.completed_on)
        when = f"{_late(record.figures.days_late)} late" if record.figures.days_late else "on time"
        return Verdict("good", said, f"The transition ended on {ended}, {when}. {_items(record)}")
    if facts.state == State.CANCELLED:
        return Verdict("warn", "The transition was cancelled.", facts.state_reason)
    if facts.state == State.ON_HOLD:
        rest = f"{facts.state_reason} {_items(record)}".strip()
        return Verdict("warn", "The transition is on hold.", rest)
    ends = words.long_day(facts.ends_on)
    rest = f"The transition is still running; its last day is {ends}. {_items(record)}"
    return Verdict("good" if facts.moved_on else "", said, rest)


def figure_rows(record: Record) -> list[list[Figure]]:
    """Key figures in rows of three, or of two where there are four."""
    figures = [_closed(record), _on_time(record), _duration(record), _ownership_figure(record)]
    if record.figures.score:
        meaning = f"{words.count(record.figures.scored, 'objective')} scored"
        figures.append(Figure("Objectives", record.figures.score, "of 5", meaning))
    if record.facts.amount is not None:
        revenue = words.short_money(record.facts.amount, record.facts.currency)
        figures.append(Figure("Revenue", revenue, "a year", "what the account brings in"))
    if len(figures) % 3 == 2:
        members = len(record.team)
        figures.append(Figure("Team", str(members), "people", "on this transition"))
    size = 2 if len(figures) == 4 else 3
    return [figures[start : start + size] for start in range(0, len(figures), size)]


def _ownership(record: Record) -> str:
    facts = record.facts
    if facts.moved_on:
        return f"The account moved to {facts.incoming.name} on {words.long_day(facts.moved_on)}."
    verb = "was to move" if facts.owns_on < record.as_of else "moves"
    return f"The account {verb} to {facts.incoming.name} on {words.long_day(facts.owns_on)}."


def _items(record: Record) -> str:
    """“8 of 8 items are closed: 7 done, 1 set aside with a reason.”"""
    figures = record.figures
    if not figures.items:
        return ""
    verb = "is" if figures.closed == 1 else "are"
    closed = f"{figures.closed} of {words.count(figures.items, 'item')} {verb} closed"
    if not figures.closed:
        return f"{closed}."
    return f"{closed}: {_parts(record)}."


def _parts(record: Record) -> str:
    """What the items that are closed, and those that are not, have come to."""
    figures = record.figures
    parts = [f"{figures.done} done"]
    if figures.skipped:
        parts.append(f"{figures.skipped} set aside with a reason")
    if figures.still_open:
        parts.append(f"{figures.still_open} still open")
    return ", ".join(parts)


def _closed(record: Record) -> Figure:
    figures = record.figures
    meaning = _parts(record) if figures.items else "No checklist"
    return Figure("Items closed", str(figures.closed), f"of {figures.items}", meaning)


def _on_time(record: Record) -> Figure:
    figures = record.figures
    if not figures.done:
        return Figure("On time", "–", "", "Nothing is done yet")
    meaning = f"{figures.on_time} of {figures.done} done by the day they were due"
    return Figure("On time", f"{figures.on_time_percent}%", "", meaning)


def _duration(record: Record) -> Figure:
    figures = record.figures
    if figures.actual_days is None:
        return Figure("Duration", str(figures.planned_days), "working days", "planned")
    return Figure(
        "Duration", str(figures.actual_days), "working days", f"{figures.planned_days} planned"
    )


def _ownership_figure(record: Record) -> Figure:
    facts = record.facts
    planned = words.short_day(facts.owns_on)
    if not facts.moved_on:
        return Figure("Ownership", planned, "", "planned, not moved yet")
    late = record.figures.move_days_late
    meaning = f"planned {planned}, {_late(late)} late" if late else f"planned {planned}"
    return Figure("Ownership moved", words.short_day(facts.moved_on), "", meaning)


def _late(days: int) -> str:
    return words.count(days, "working day")

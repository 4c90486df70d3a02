"""The checklist of a record: phases with their items, and stages as planned and as they went."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from checklists.library.choices import Stage as StageName
from checklists.runs.choices import ItemState
from checklists.runs.models import Attachment, Note
from checklists.runs.models import Item as RunningItem
from config.lib.site_time import site_day
from config.lib.workdays import WorkCalendar
from transitions.plans.models import Transition
from transitions.plans.rules import StageTotals, planned_days
from transitions.reports.queries.record.shapes import Item, Phase, Result, Stage

LONGEST_NOTE = 140

Spans = dict[str, tuple[date, date]]


def phases(transition: Transition, *, until: date) -> tuple[tuple[Phase, ...], Spans]:
    """The phases with their items, and for each stage the days of its first and last closing.

    Three queries. Open items that were due before `until` are overdue.
    """
    if transition.checklist is None:
        return (), {}
    rows = _rows(transition.checklist.pk)
    files = _files(transition.checklist.pk)
    spans: Spans = {}
    grouped: dict[int, list[Item]] = {}
    for row in rows:
        closed_on = site_day(row.closed_at)
        item = _item(row, transition, closed_on, until, tuple(files.get(row.pk, ())))
        grouped.setdefault(row.phase_id, []).append(item)
        if closed_on:
            first, last = spans.get(row.phase.stage, (closed_on, closed_on))
            spans[row.phase.stage] = (min(first, closed_on), max(last, closed_on))
    running = transition.checklist.phases.all()
    return tuple(
        Phase(
            number=phase.number,
            name=phase.name,
            closed=phase.closed,
            total=phase.total,
            starts_on=phase.starts_on,
            ends_on=phase.ends_on,
            items=tuple(grouped.get(phase.pk, ())),
        )
        for phase in running
    ), spans


def stages(transition: Transition, spans: Spans, calendar: WorkCalendar) -> tuple[Stage, ...]:
    """The stages a checklist keeps, with what really happened beside them."""
    kept = transition.checklist.stages if transition.checklist else []
    return tuple(_stage(row, spans, calendar) for row in kept)


def _stage(row: StageTotals, spans: Spans, calendar: WorkCalendar) -> Stage:
    first, last = spans.get(row["stage"], (None, None))
    planned_from, planned_until = planned_days(row)
    closed, total = row["closed"], row["total"]
    late = 0
    if last and closed == total and last > planned_until:
        late = calendar.count(planned_until + timedelta(days=1), last)
    return Stage(
        name=StageName(row["stage"]).label,
        planned_from=planned_from,
        planned_until=planned_until,
        total=total,
        closed=closed,
        actual_from=first,
        actual_until=last,
        days_late=late,
    )


def _rows(checklist_id: int) -> Iterable[RunningItem]:
    latest = Note.objects.filter(item=OuterRef("pk")).order_by("-created_at", "-pk")
    return (
        RunningItem.objects.filter(checklist_id=checklist_id)
        .select_related("phase", "assignee", "helper", "closed_by")
        .annotate(last_note=Subquery(latest.values("body")[:1]))
        .defer("guidance")
    )


def _files(checklist_id: int) -> dict[int, list[str]]:
    """The names of the files on each item, the oldest first; one query."""
    named: dict[int, list[str]] = {}
    files = Attachment.objects.filter(item__checklist_id=checklist_id)
    for item_id, name in files.values_list("item_id", "name"):
        named.setdefault(item_id, []).append(name)
    return named


def _item(
    row: RunningItem,
    transition: Transition,
    closed_on: date | None,
    until: date,
    files: tuple[str, ...],
) -> Item:
    note = row.skip_reason if row.is_skipped else (getattr(row, "last_note", None) or "")
    return Item(
        number=row.number,
        title=row.title,
        note=shorten(note),
        files=files,
        who=_who(row, transition),
        closed_by=_closer(row),
        due_on=row.due_on,
        done_on=closed_on if row.is_done else None,
        result=_result(row, closed_on, until),
    )


def _result(row: RunningItem, closed_on: date | None, until: date) -> Result:
    if row.state == ItemState.SKIPPED:
        return Result.SKIPPED
    if closed_on:
        return Result.DONE if closed_on <= row.due_on else Result.LATE
    return Result.OVERDUE if row.due_on < until else Result.OPEN


def _who(row: RunningItem, transition: Transition) -> str:
    people = {person.pk: person for person in (row.assignee, row.helper) if person}
    if set(people) == {transition.outgoing_id, transition.incoming_id}:
        return "Both"
    return " and ".join(person.full_name for person in people.values())


def _closer(row: RunningItem) -> str:
    """Who closed it, where that is nobody it was assigned to."""
    if row.closed_by is None or row.closed_by_id in {row.assignee_id, row.helper_id}:
        return ""
    return row.closed_by.full_name


def shorten(text: str) -> str:
    """A text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_NOTE:
        return line
    return line[:LONGEST_NOTE].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"

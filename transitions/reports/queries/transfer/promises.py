"""What was promised to a client, and what who takes over decided about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.clients.choices import Level
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.dossier.choices import Course
from transitions.dossier.models import Decision
from transitions.dossier.rules import UNSAID, WAITS_FOR_CLIENT, course
from transitions.reports.queries.transfer.reading import Material
from transitions.reports.queries.transfer.shapes import Block, Cell, Column, Table

NOTHING = "–"


def commitments(shown: ProfileSection, found: Material) -> Iterator[Block]:
    """Each promise, to whom and until when, where that is written, and what becomes of it."""
    rows = shown.rows["commitments"]
    if not rows:
        return
    yield Table(
        "",
        (
            Column("Promise", "l"),
            Column("To whom, by whom"),
            Column("Due", "s"),
            Column("Value", "s"),
            Column("What becomes of it", "m"),
        ),
        tuple(
            (
                Cell(row.promise, _where(row)),
                Cell(row.contact.name if row.contact else NOTHING, _made(row)),
                Cell(words.short_full_day(row.due_on), tone=_late(row, shown)),
                Cell(words.money(row.value, shown.account.currency)),
                _becomes(row, found),
            )
            for row in rows
        ),
    )


def _where(row: Any) -> str:
    said = [row.source]
    if row.level == Level.CONFIDENTIAL:
        said.append("Confidential")
    return "\n".join(filter(None, said))


def _made(row: Any) -> str:
    by = row.made_by.full_name if row.made_by else ""
    return ", ".join(filter(None, (by, words.short_full_day(row.made_on) if row.made_on else "")))


def _late(row: Any, shown: ProfileSection) -> str:
    return "late" if row.is_open and row.due_on and row.due_on < shown.today else ""


def _becomes(row: Any, found: Material) -> Cell:
    """How it was settled, or what was decided about it as it is now."""
    if not row.is_open:
        settled = f"{row.get_state_display()}, {words.short_full_day(row.settled_on)}"
        return Cell(settled, row.outcome)
    transition, decision = found.transition, found.decisions.get(row.pk)
    now = course(
        decision,
        version=row.version,
        incoming=transition.incoming_id,
        has_moved=transition.has_moved,
    )
    tone = "late" if now in UNSAID | WAITS_FOR_CLIENT else "good"
    return Cell(str(now.label), _words(decision, now), tone)


def _words(decision: Decision | None, now: Course) -> str:
    if decision is None or now in UNSAID:
        return ""
    new = decision.new_due_on
    return "\n".join(
        filter(None, (decision.words, f"By {words.short_full_day(new)}" if new else ""))
    )

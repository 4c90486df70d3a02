"""How a client likes to be treated, what one must have read, and which systems one works in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accounts.people.models import User
from accounts.profile.choices import AccessStep
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.reports.queries.record.story import moment
from transitions.reports.queries.transfer.shapes import (
    Block,
    Cell,
    Column,
    Facts,
    Table,
    Text,
    Texts,
)

NOTHING = "–"


def preferences(shown: ProfileSection) -> Iterator[Block]:
    """How they like to be treated; what never to do stands first."""
    row = shown.single
    if row is None:
        return
    if row.never:
        yield Texts("", (Text("Never", row.never),))
    yield Facts(
        "",
        (
            ("Channel", row.get_channel_display() or NOTHING),
            ("Language", row.language or NOTHING),
            ("Reports", row.get_report_rhythm_display() or NOTHING),
            ("Meetings", row.get_meeting_rhythm_display() or NOTHING),
            ("Style", row.style or NOTHING),
            ("Told first", row.escalation or NOTHING),
        ),
    )
    if row.expectations:
        yield Texts("", (Text("What they expect of us", row.expectations),))


def quarters(shown: ProfileSection) -> Iterator[Block]:
    """The texts of a section of four."""
    told = tuple(Text(title, text) for title, text, _ in shown.quarters if text)
    if told:
        yield Texts("", told)


def documents(shown: ProfileSection, incoming: User) -> Iterator[Block]:
    """Each document, where it is, how fresh, and whether who takes over could open it."""
    if not shown.documents:
        return
    yield Table(
        "",
        (
            Column("Document", "l"),
            Column("Where"),
            Column("Kept by", "m"),
            Column("True as of", "s"),
            Column(f"{incoming.first_name} can open it", "s"),
        ),
        tuple(
            (
                Cell(row.title, row.notes.strip()),
                Cell(row.location or row.file_name or NOTHING, _in_changeover(row)),
                Cell(row.keeper.full_name if row.keeper else NOTHING),
                Cell(
                    words.short_full_day(row.reviewed_on) if row.reviewed_on else "Never read",
                    tone="late" if is_due else "",
                ),
                _opened(row, incoming),
            )
            for row, is_due in shown.documents
        ),
    )


def systems(shown: ProfileSection) -> Iterator[Block]:
    """Each system, who lets one in, and how far who takes over is."""
    if not shown.rows["systems"]:
        return
    yield Table(
        "",
        (
            Column("System", "l"),
            Column("Access of who takes over"),
            Column("Granted by", "m"),
            Column("Training", "s"),
            Column("Access of who hands over", "m"),
        ),
        tuple(
            (
                Cell(row.name, "\n".join(filter(None, (row.get_kind_display(), row.notes)))),
                _access(row, shown),
                Cell(row.granted_by or NOTHING),
                Cell(_training(row)),
                Cell(
                    f"Ends {words.short_full_day(row.outgoing_until_on)}"
                    if row.outgoing_until_on
                    else NOTHING
                ),
            )
            for row in shown.rows["systems"]
        ),
    )


def _in_changeover(row: Any) -> str:
    return f"As a file in Changeover: {row.file_name}" if row.file and row.location else ""


def _opened(row: Any, incoming: User) -> Cell:
    said = next((one for one in row.openings.all() if one.person_id == incoming.pk), None)
    if said is None:
        return Cell("Not said")
    on = words.short_full_day(moment(said.said_at).date())
    return Cell("Yes", on, "good") if said.can_open else Cell("No", on, "late")


def _access(row: Any, shown: ProfileSection) -> Cell:
    notes = []
    if row.due_on:
        notes.append(f"Wanted by {words.short_full_day(row.due_on)}")
    if row.records_updated_on:
        notes.append(f"In its records since {words.short_full_day(row.records_updated_on)}")
    is_there = row.step == AccessStep.TESTED
    is_late = not is_there and row.due_on is not None and row.due_on < shown.today
    tone = "good" if is_there else "late" if is_late else ""
    return Cell(row.get_step_display(), "\n".join(notes), tone)


def _training(row: Any) -> str:
    if row.trained_on:
        return f"Done {words.short_full_day(row.trained_on)}"
    return "Still to do" if row.needs_training else "Not needed"

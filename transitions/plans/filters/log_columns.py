"""What a file gets of a log."""

from __future__ import annotations

from config.lib.lists import Moment, Reads
from transitions.plans.models import LogEntry

NAMED = ("transition__account", "item", "responsible", "written_by")
"""What is read along with the entries."""


def by(entry: LogEntry) -> str:
    return entry.responsible.full_name if entry.responsible else "Changeover"


def written_by(entry: LogEntry) -> str:
    """Who wrote by hand what somebody else did."""
    return entry.written_by.full_name if entry.written_by else ""


def item(entry: LogEntry) -> str:
    """The item that an entry is about, if it is about one and that is still there."""
    return f"{entry.item.number} {entry.item.title}" if entry.item else ""


LOG_COLUMNS: Reads = (
    ("Happened at", Moment(lambda entry: entry.happened_at)),
    ("Account", lambda entry: entry.transition.account.name),
    ("Transition", lambda entry: entry.transition.reference),
    ("Item", item),
    ("Kind", lambda entry: entry.get_kind_display()),
    ("What happened", lambda entry: entry.activity),
    ("By", by),
    ("Written by", written_by),
    ("Notes", lambda entry: entry.notes),
)

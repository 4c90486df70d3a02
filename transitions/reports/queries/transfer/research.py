"""The research list: what who takes over goes through, and what of it they have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from accounts.clients.models import Account
from transitions.plans.models import Transition
from transitions.reports.models import Reading
from transitions.reports.queries.transfer.reader import Readable
from transitions.reports.queries.transfer.sealing import day
from transitions.reports.queries.transfer.shapes import Line, Research, Section

NAME = "research"
TITLE = "Research list"
KINDS = (
    ("systems", "Systems to sign in to"),
    ("documents", "Documents to read"),
    ("contracts", "Contracts to read"),
)
PUBLIC = "Public sources"


def research(
    readables: Iterable[Readable], transition: Transition, readings: Mapping[str, Reading]
) -> Section:
    """Systems, documents and contracts that the reader may read of, and public sources."""
    rows = {
        kind: some
        for one in readables
        if one.part.shown is not None and not one.is_closed
        for kind, some in one.part.shown.rows.items()
    }
    told = [
        Research(title, tuple(_of_rows(kind, rows.get(kind, ()), readings)))
        for kind, title in KINDS
    ]
    told.append(Research(PUBLIC, tuple(_public(transition.account, readings))))
    blocks = tuple(block for block in told if block.lines)
    lines = [line for block in blocks for line in block.lines]
    done = sum(line.is_read for line in lines)
    said = f"{transition.incoming.full_name} has gone through {done} of {len(lines)}."
    return Section(NAME, TITLE, blocks, said=said)


def lines_of(section: Section) -> list[Line]:
    """All lines of the list."""
    blocks = (block for block in section.blocks if isinstance(block, Research))
    return [line for block in blocks for line in block.lines]


def line_of(section: Section, key: str) -> Line | None:
    """A line of the list by its key."""
    return next((line for line in lines_of(section) if line.key == key), None)


def _of_rows(kind: str, rows: Iterable[Any], readings: Mapping[str, Reading]) -> Iterator[Line]:
    for row in rows:
        key = f"{kind}-{row.pk}"
        note = {"systems": _system, "documents": _document, "contracts": _contract}[kind](row)
        is_read, said = _read(readings.get(key), row.version)
        yield Line(key, row.version, str(row), note, is_read, said, _place(kind, row))


def _place(kind: str, row: Any) -> str:
    """Where it is read: a document in its place, all else on the page of the account."""
    if kind == "documents" and row.file:
        return reverse("profile_document", args=[row.account_id, row.pk])
    if kind == "documents" and row.is_linked:
        return str(row.location)
    return f"{reverse('account_profile', args=[row.account_id])}#{kind}"


def _public(account: Account, readings: Mapping[str, Reading]) -> Iterator[Line]:
    """What anybody can read of a client; it has no version."""
    about = account.industry or "its industry"
    for key, title, note, link in (
        ("website", "Their web site", account.website, account.website),
        ("news", f"News of {account.name} and of {about}", "The last twelve months.", ""),
        ("register", "Annual report and commercial register", "The newest of each.", ""),
    ):
        if key == "website" and not account.website:
            continue
        is_read, said = _read(readings.get(key), 1)
        yield Line(key, 1, title, note, is_read, said, link)


def _read(reading: Reading | None, version: int) -> tuple[bool, str]:
    """Whether it was gone through as it is now, and what to say of that."""
    if reading is None:
        return False, ""
    on = f"{reading.read_by.full_name}, {day(reading.read_at)}"
    if reading.version != version:
        return False, f"Changed since {on}"
    return True, on


def _system(row: Any) -> str:
    return f"Access: {row.get_step_display().lower()}"


def _document(row: Any) -> str:
    return str(row.location or row.file_name)


def _contract(row: Any) -> str:
    return str(row.number or row.service_level)

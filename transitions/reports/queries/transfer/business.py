"""What a client bought, was promised and could buy next, in tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.profile.choices import ProjectState, Renewal
from accounts.profile.models import Document
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.reports.queries.transfer.shapes import Block, Cell, Column, Table

NEWEST = 20
"""So many interactions stand in the document."""
NOTHING = "–"


def history(shown: ProfileSection) -> Iterator[Block]:
    """The way so far, what each year brought, and the newest interactions."""
    if shown.rows["events"]:
        yield Table(
            "How we came here",
            (Column("When", "xs"), Column("What happened"), Column("Today", "m")),
            tuple(
                (Cell(row.when), Cell(row.told), Cell(row.get_fortune_display()))
                for row in shown.rows["events"]
            ),
        )
    if shown.rows["revenues"]:
        yield Table(
            "Revenue per year",
            (Column("Year", "xs"), Column("Amount")),
            tuple(
                (Cell(str(row.year)), Cell(_money(row.amount, shown)))
                for row in shown.rows["revenues"]
            ),
            foot=f"{_money(shown.mean_revenue, shown)} a year on average.",
        )
    talks = shown.rows["interactions"]
    if talks:
        more = len(talks) - NEWEST
        yield Table(
            "Interactions",
            (Column("When", "s"), Column("Who", "m"), Column("What about")),
            tuple(
                (
                    Cell(words.short_full_day(row.held_on), row.get_channel_display()),
                    Cell(
                        row.contact.name if row.contact else NOTHING,
                        row.person.full_name if row.person else "",
                    ),
                    Cell(row.summary),
                )
                for row in talks[:NEWEST]
            ),
            foot=f"{words.count(more, 'earlier one')} in Changeover." if more > 0 else "",
        )


def contracts(shown: ProfileSection) -> Iterator[Block]:
    """What was agreed, until when notice can be given, and whether promises are kept."""
    if not shown.rows["contracts"]:
        return
    yield Table(
        "",
        (
            Column("Agreement", "l"),
            Column("Value a year", "s"),
            Column("Runs until", "s"),
            Column("Notice", "s"),
            Column("Service level"),
        ),
        tuple(
            (
                Cell(" ".join(filter(None, (row.title, row.number))), _of_contract(row, paper)),
                Cell(_money(row.yearly_value, shown)),
                _end(row, shown.today),
                _notice(row, shown.today),
                _level(row),
            )
            for row, paper in shown.contracts
        ),
    )


def projects(shown: ProfileSection) -> Iterator[Block]:
    """What runs at the client, and what comes next in it."""
    if not shown.rows["projects"]:
        return
    tones = {ProjectState.OFF_TRACK: "late", ProjectState.AT_RISK: "late"}
    yield Table(
        "",
        (
            Column("Project", "l"),
            Column("State", "s"),
            Column("Lead at the client", "m"),
            Column("Next milestone"),
        ),
        tuple(
            (
                Cell(row.name, "\n".join(filter(None, (row.phase, row.deliverables)))),
                Cell(row.get_state_display(), tone=tones.get(row.state, "")),
                Cell(row.lead.name if row.lead else NOTHING),
                _next(row.next_milestone, row.next_on, shown, is_over=row.state == "done"),
            )
            for row in shown.rows["projects"]
        ),
    )


def pipeline(shown: ProfileSection) -> Iterator[Block]:
    """What they could buy, how we mean to win it, and who does what next."""
    if not shown.rows["opportunities"]:
        return
    count = len(shown.open_opportunities)
    yield Table(
        "",
        (
            Column("Opportunity", "l"),
            Column("Value", "s"),
            Column("Stage", "s"),
            Column("Next step"),
            Column("Who", "m"),
        ),
        tuple(
            (
                Cell(row.title, "\n".join(filter(None, (row.company, row.strategy)))),
                Cell(_money(row.value, shown)),
                Cell(row.get_stage_display()),
                _next(row.next_step, row.next_on, shown, is_over=not row.is_open),
                Cell(row.person.full_name if row.person else "Nobody yet"),
            )
            for row in shown.rows["opportunities"]
        ),
        foot=f"{_money(shown.open_value, shown)} open in "
        f"{words.count(count, 'opportunity', 'opportunities')}.",
    )


def _money(amount: Decimal | None, shown: ProfileSection) -> str:
    return words.money(amount, shown.account.currency)


def _of_contract(row: Any, paper: Document | None) -> str:
    named = f"Paper: {paper.title}" if paper else ""
    return "\n".join(filter(None, (named, row.notes.strip())))


def _end(row: Any, today: date) -> Cell:
    if row.expires_on is None:
        return Cell("No end")
    renewal = "" if row.renewal == Renewal.OPEN else row.get_renewal_display()
    return Cell(words.short_full_day(row.expires_on), renewal, _late(row.expires_on, today))


def _notice(row: Any, today: date) -> Cell:
    if row.notice_months is None:
        return Cell(NOTHING)
    by = row.notice_by
    note = f"By {words.short_full_day(by)}" if by else ""
    return Cell(words.count(row.notice_months, "month"), note, _late(by, today))


def _level(row: Any) -> Cell:
    if not row.last_reading:
        return Cell(row.service_level or NOTHING)
    kept = {True: "kept", False: "not kept", None: ""}[row.is_level_kept]
    tone = {True: "good", False: "late", None: ""}[row.is_level_kept]
    note = ", ".join(filter(None, (f"Last: {row.last_reading}", kept)))
    return Cell(row.service_level or NOTHING, note, tone)


def _next(what: str, on: date | None, shown: ProfileSection, *, is_over: bool) -> Cell:
    note = words.short_full_day(on) if on else ""
    return Cell(what or NOTHING, note, "" if is_over else _late(on, shown.today))


def _late(on: date | None, today: date) -> str:
    return "late" if on is not None and on < today else ""

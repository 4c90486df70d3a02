"""A plan on one page: what stands on it, in words, and how much of it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from json import dumps
from typing import Any

from django.conf import settings

from accounts.clients.models import Account
from accounts.profile.queries.levels import EVERYTHING, Reach
from accounts.strategy.models import PlanVersion
from accounts.strategy.queries.page import PlanSection, plan_page
from accounts.strategy.queries.papers import stands_in_plan
from accounts.strategy.queries.told import told
from config.lib import words

Cells = tuple[str, ...]
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """Some rows of a kind; `late` are the places of those that are late.

    `weight` says how many of its rows are shown for each of the goals, in percent.
    """

    name: str
    title: str
    heads: Cells
    rows: tuple[Cells, ...]
    late: tuple[int, ...] = ()
    foot: str = ""
    weight: int = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a page can say of the plan for an account."""

    company: str
    account: str
    is_confidential: bool
    state: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    halves: tuple[Table, ...]
    """Tables that stand beside each other."""

    @property
    def fingerprint(self) -> str:
        """The same for the same words."""
        return sha256(dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def sheet(account: Account, today: date, reach: Reach = EVERYTHING) -> Sheet:
    """The plan as it is now, dates and amounts as the reader writes them.

    What is over stays away; the page is about what is to come. So does what is hidden from the
    reader, and the page says so.
    """
    page = plan_page(account, today, reach)
    latest = PlanVersion.objects.filter(account=account).first()
    is_frozen = latest is not None and latest.told == told(page)
    version = f"Version {latest.number}" if latest else "Draft"
    of = {one.section.name: one for one in page.sections}
    return Sheet(
        company=settings.COMPANY_NAME,
        account=account.name,
        is_confidential=account.is_confidential,
        state=version + ("" if is_frozen or not latest else ", changed since") + _lacks(reach),
        facts=tuple(_facts(account, of["frame"])),
        texts=tuple((title, text) for title, text, _ in of["worth"].quarters if text),
        tables=tuple(
            table
            for table in (
                _relationship(of["relationship"]),
                _goals(of["goals"]),
                _actions(of["actions"]),
                _measures(of["measures"]),
            )
            if table.rows
        ),
        halves=tuple(
            table
            for table in (
                _resources(of["resources"], account),
                _balance(of["balance"], account),
            )
            if table.rows
        ),
    )


def _lacks(reach: Reach) -> str:
    is_partial = not reach.reads and any(stands_in_plan(*place) for place in reach.marks)
    return ", without what is confidential" if is_partial else ""


def _facts(account: Account, section: PlanSection) -> Iterable[tuple[str, str]]:
    frame, checks = section.single, section.rows["checks"]
    yield "Looks after it", account.owner.full_name
    if account.annual_revenue is not None:
        yield "Revenue", f"{words.money(account.annual_revenue, account.currency)} a year"
    if frame:
        yield "Time frame", _time(frame)
        if frame.next_review_on:
            yield "Next review", words.short_full_day(frame.next_review_on)
        if frame.agreed_by:
            agreed = words.short_full_day(frame.agreed_on) if frame.agreed_on else ""
            yield "Agreed by", _joined(frame.agreed_by.name, agreed)
    if checks:
        day = words.short_full_day(checks[0].held_on)
        yield "Still a key account", _joined(checks[0].get_answer_display(), day)


def _time(frame: Any) -> str:
    span = str(frame.get_span_display())
    if frame.starts_on and frame.ends_on:
        return _joined(span, words.days(frame.starts_on, frame.ends_on, year=True))
    if frame.starts_on:
        return f"{span}, from {words.short_full_day(frame.starts_on)}"
    return span


def _relationship(section: PlanSection) -> Table:
    return Table(
        "relationship",
        "Relationship",
        ("Day", "Breadth", "Team mix", "Years", "Share of wallet", "Score"),
        tuple(
            (
                words.short_full_day(row.taken_on),
                NOTHING if row.breadth is None else f"{row.divisions} of {row.divisions_of}",
                row.team_mix or NOTHING,
                _number(row.years),
                NOTHING if row.share_of_wallet is None else f"{row.share_of_wallet}%",
                _number(row.score),
            )
            for row in section.rows["diagnoses"]
        ),
        weight=40,
    )


def _goals(section: PlanSection) -> Table:
    rows = [(row, late) for row, late in section.goals if row.is_open]
    return Table(
        "goals",
        "Goals",
        ("Goal", "How far", "State", "Who", "Until"),
        tuple(
            (row.title, row.get_horizon_display(), row.get_state_display(), *_whose(row))
            for row, _ in rows
        ),
        _late(rows),
    )


def _actions(section: PlanSection) -> Table:
    rows = [(row, late) for row, late in section.actions if row.is_open]
    return Table(
        "actions",
        "Actions",
        ("What", "Measure of success", "State", "Who", "When"),
        tuple(
            (row.title, row.success or NOTHING, row.get_state_display(), *_whose(row))
            for row, _ in rows
        ),
        _late(rows),
    )


def _measures(section: PlanSection) -> Table:
    return Table(
        "measures",
        "KPIs and service levels",
        ("What", "Kind", "Target", "Last reading", "Trend", "Client"),
        tuple(
            (
                row.name,
                str(row.get_kind_display()),
                f"{words.number(row.target)} {row.unit}".strip(),
                _joined(
                    f"{words.number(trend.last.value)} {row.unit}".strip(),
                    "reached" if trend.is_kept else "not reached",
                )
                if trend.last
                else NOTHING,
                trend.words,
                "Sees it" if row.is_shared else "Ours only",
            )
            for row, trend in section.measures
        ),
    )


def _resources(section: PlanSection, account: Account) -> Table:
    return Table(
        "resources",
        "Resources",
        ("Skill", "Who", "Hours", "Cost"),
        tuple(
            (
                row.skill,
                row.person.full_name if row.person else "Nobody yet",
                NOTHING if row.monthly_hours is None else words.number(row.monthly_hours),
                words.money(row.monthly_cost, account.currency),
            )
            for row in section.rows["resources"]
        ),
        weight=50,
        foot=f"Together {words.number(section.hours)} hours and "
        f"{words.money(section.cost, account.currency)} a month.",
    )


def _balance(section: PlanSection, account: Account) -> Table:
    given = tuple(
        (row.title, "Given", words.money(row.yearly_cost, account.currency))
        for row in section.rows["favours"]
    )
    won = tuple((row.title, "Won", words.money(row.value, account.currency)) for row in section.won)
    return Table(
        "balance",
        "Given and gained",
        ("What", "How", "Cost or value"),
        won + given,
        weight=50,
    )


def _whose(row: Any) -> Cells:
    who = row.person.full_name if row.person else "Nobody yet"
    return who, words.short_full_day(row.due_on)


def _late(rows: Sequence[tuple[Any, bool]]) -> tuple[int, ...]:
    return tuple(place for place, (_, late) in enumerate(rows) if late)


def _number(value: int | None) -> str:
    return NOTHING if value is None else str(value)


def _joined(first: object, second: str) -> str:
    return f"{first}, {second}" if second else str(first)

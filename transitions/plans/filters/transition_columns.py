"""The columns of the list of transitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter

from django.utils.safestring import SafeString

from config.lib import words
from config.lib.lists import Column, cells, empty_last
from config.lib.markup import html
from config.lib.templatetags import ui
from transitions.plans.choices import Health
from transitions.plans.filters.pin_button import pin_button
from transitions.plans.queries.ending import ended_at
from transitions.plans.queries.finding import DONE, RANK, pressing
from transitions.plans.queries.listed import Kam, Row


def _health(row: Row, today: date) -> SafeString:
    """How it stands and why; what is not active says its state instead."""
    if row.is_active:
        mark, why = ui.health(row.verdict.health.value), row.verdict.reason
    else:
        mark, why = html('<span class="chip">{}</span>', row.state_label), row.state_reason
    return html('{}<div class="cap muted tl-why">{}</div>', mark, why) if why else mark


def _account(row: Row, today: date) -> SafeString:
    worth = row.reference
    if row.revenue is not None:
        worth = f"{words.short_money(row.revenue, row.currency)} a year"
    named = html(
        '<a class="ink strong" href="{}">{}</a><div class="cap muted nowrap">{}</div>',
        row.url,
        row.account,
        worth,
    )
    if row.is_pinned is None:
        return named
    button = pin_button(row.pk, row.account, is_pinned=row.is_pinned)
    return html('<div class="pin-r"><div class="min0">{}</div>{}</div>', named, button)


def _handover(row: Row, today: date) -> SafeString:
    gone = SafeString("")
    if row.deactivated:
        gone = html('<div class="cap t-amber">{}</div>', row.deactivated)
    return html(
        '<div class="row-x"><span class="hand">{}{}{}</span>'
        '<span class="cap soft nowrap" aria-hidden="true">{}<br>{}</span></div>{}',
        ui.avatar(row.outgoing, "out", label=row.outgoing.out_label),
        ui.icon("arrow-right", 12),
        ui.avatar(row.incoming, "in", label=row.incoming.in_label),
        row.outgoing.last_name,
        row.incoming.last_name,
        gone,
    )


def _stage(row: Row, today: date) -> SafeString:
    return html(
        '<div class="sm">{}</div><div class="mt-1">{}</div>',
        row.stage or "–",
        ui.phase_strip(row.shares),
    )


def _progress(row: Row, today: date) -> SafeString:
    return html(
        '<div class="sm">{}%</div><div class="mt-1">'
        '<progress value="{}" max="100" aria-label="{}, progress"></progress></div>',
        row.percent,
        row.percent,
        row.account,
    )


def _next(row: Row, today: date) -> SafeString:
    if row.next_due_on is None or not row.is_running:
        return cells.NOTHING
    chip = ui.due_chip(row.next_due_on, today, blocked=row.is_blocked)
    return html('<div class="sm trunc nx">{}</div>{}', row.next_title, chip)


def _days_left(row: Row, today: date) -> SafeString:
    """Of what is over, the day on which it ended."""
    if row.ended_on:
        ended = words.short_day(row.ended_on, today=today)
        return html('{}<div class="cap muted nowrap">Ended {}</div>', cells.NOTHING, ended)
    if not row.is_running:
        return cells.NOTHING
    last = words.short_day(row.ends_on, today=today)
    return html('{}<div class="cap muted">{}</div>', row.days_left, last)


def _priority(row: Row, today: date) -> SafeString:
    """The level alone: what presses stands in the columns beside."""
    return ui.priority(row.priority.level.value) if row.priority else cells.NOTHING


def _revenue(row: Row, today: date) -> str:
    return cells.money(row.revenue, row.currency)


def _full_name(kam: Kam) -> str:
    return kam.full_name


COLUMNS = (
    Column(
        "Health", "health", "c-how", by=(RANK,), cell=_health,
        fact=lambda row: str(Health(row.verdict.health).label) if row.is_active else None,
        beside=(
            ("Why", lambda row: row.verdict.reason if row.is_active else row.state_reason),
            ("State", attrgetter("state_label")),
        ),
    ),
    Column(
        "Priority", "priority", "c-pri", starts_down=True, by=(pressing,), cell=_priority,
        fact=lambda row: row.priority.label if row.priority else None,
        beside=(
            (
                "Priority in a sentence",
                lambda row: row.priority.sentence if row.priority else None,
            ),
        ),
    ),
    Column(
        "Reference", "reference", "only-d nowrap", by=("prepared_on", "pk"),
        fact=attrgetter("reference"), is_shown=False,
    ),
    Column(
        "Account", "account", "c-what", by=("account__name",), fact=attrgetter("account"),
        cell=_account, is_fixed=True,
        beside=(
            ("Reference", attrgetter("reference")),
            ("Revenue", attrgetter("revenue")),
            ("Currency", attrgetter("currency")),
        ),
    ),
    Column(
        "Handover", "handover", "c-who", by=("outgoing__full_name", "incoming__full_name"),
        cell=_handover,
        beside=(
            ("Outgoing", lambda row: _full_name(row.outgoing)),
            ("Incoming", lambda row: _full_name(row.incoming)),
        ),
    ),
    Column("Stage", "stage", "c-stage", fact=attrgetter("stage"), cell=_stage),
    Column(
        "Progress", "progress", "c-done prg", by=(DONE,), cell=_progress,
        beside=(("Progress in percent", attrgetter("percent")),),
    ),
    Column(
        "Next due", "due", "c-next", fact=lambda row: row.next_due_on if row.is_running else None,
        by=(empty_last("checklist__next_due_on", is_text=False), "ends_on"), cell=_next,
        beside=(
            ("Next item", lambda row: row.next_title if row.is_running else None),
            ("Next item blocked", lambda row: row.is_blocked if row.is_running else None),
        ),
    ),
    Column(
        "Ownership day", "owns", "only-d nowrap", by=("owns_on",),
        fact=attrgetter("owns_on"), cell=cells.day("owns_on"), is_shown=False,
    ),
    Column(
        "Start", "starts", "only-d nowrap", by=("starts_on",),
        fact=attrgetter("starts_on"), cell=cells.day("starts_on"), is_shown=False,
    ),
    Column(
        "End", "ends", "only-d nowrap", by=("ends_on",),
        fact=attrgetter("ends_on"), cell=cells.day("ends_on"), is_shown=False,
    ),
    Column(
        "Days left", "end", "c-left r num", by=("ends_on",), cell=_days_left,
        fact=lambda row: row.days_left if row.is_running else None,
        beside=(("End", lambda row: row.ends_on if row.is_running else None),),
        hint="Working days left",
    ),
    Column(
        "Ended", "ended", "c-left r nowrap", starts_down=True, by=(lambda today: ended_at(),),
        fact=attrgetter("ended_on"), cell=cells.day("ended_on"), is_shown=False,
        hint="Completed or cancelled on",
    ),
    Column(
        "Manager", "manager", "only-d", by=("manager__full_name",),
        fact=attrgetter("manager"), cell=cells.person("manager"), is_shown=False,
    ),
    Column(
        "Template", "template", "only-d", by=("template__name",),
        fact=attrgetter("template"), cell=cells.soft("template"), is_shown=False,
    ),
    Column(
        "Reason", "reason", "only-d", by=("reason",), fact=attrgetter("reason"), is_shown=False,
    ),
    Column(
        "Revenue", "revenue", "only-d r nowrap", starts_down=True, within=("account__currency",),
        by=(empty_last("account__annual_revenue", is_text=False),), cell=_revenue,
        fact=attrgetter("revenue"), beside=(("Currency", attrgetter("currency")),),
        is_shown=False,
    ),
    Column(
        "Effort", "effort", "only-d r num", starts_down=True, by=("account__effort",),
        fact=attrgetter("effort"), is_shown=False, hint="Load points of the account",
    ),
    Column(
        "State", "state", "only-d", by=("state",), fact=attrgetter("state_label"), is_shown=False,
    ),
)  # fmt: skip
IDLE = {"priority", "due", "end"}
"""What says nothing of transitions that are over."""
COLUMNS_OF_OVER = tuple(
    replace(one, is_shown=(one.is_shown or one.key == "ended") and one.key not in IDLE)
    for one in COLUMNS
)
"""The same columns; what is shown by itself tells when a transition ended, and nothing of what
is still to come."""

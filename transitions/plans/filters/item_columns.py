"""The columns of the list of items."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

from django.utils.safestring import SafeString

from checklists.runs.choices import ItemState
from config.lib import words
from config.lib.lists import Column, cells, empty_last
from config.lib.markup import html, html_join
from config.lib.templatetags import ui
from transitions.plans.queries.item_list import TRANSITION, Doer, Row


def _due(row: Row, today: date) -> SafeString:
    """How urgent an open item is, and the day; of a closed one the day alone."""
    day = words.day(row.due_on, today=today)
    if not row.is_open:
        return html('<span class="soft nowrap">{}</span>', day)
    chip = ui.due_chip(row.due_on, today, blocked=row.is_blocked)
    if row.due_on >= today:
        return chip
    return html('{}<div class="cap muted mt-1 nowrap">Was due {}</div>', chip, day)


def _title(row: Row, today: date) -> SafeString:
    more = ", required" if row.is_required else ""
    waits = ", waits for another item" if row.is_blocked else ""
    return html(
        '<a class="ink strong" href="{}">{}</a><div class="cap muted">{}{}{}</div>',
        row.url,
        row.title,
        row.number,
        more,
        waits,
    )


def _doers(row: Row, today: date) -> SafeString:
    if not row.doers:
        return SafeString('<span class="muted">Nobody</span>')
    return html_join("{}", ((_doer(row, doer),) for doer in row.doers))


def _doer(row: Row, doer: Doer) -> SafeString:
    face = cells.face(doer.name)
    if doer.is_active or not row.is_open:
        return face
    return html("{} {}", face, ui.deactivated(is_active=False))


def _state(row: Row, today: date) -> SafeString:
    css = "good" if row.state_key == ItemState.DONE else ""
    return html('<span class="chip {}">{}</span>', css, row.state)


COLUMNS = (
    Column("Due", "due", "c-when nowrap", by=("due_on",), fact=attrgetter("due_on"), cell=_due),
    Column(
        "Item", "item", "c-what", by=("title",),
        fact=attrgetter("title"), cell=_title, is_fixed=True,
        beside=(
            ("Number", attrgetter("number")),
            ("Required", attrgetter("is_required")),
            ("Blocked", attrgetter("is_blocked")),
        ),
    ),
    Column(
        "Account", "account", "c-acc", by=(f"{TRANSITION}__account__name",),
        fact=attrgetter("account"),
    ),
    Column(
        "Transition", "reference", "only-d nowrap",
        by=(f"{TRANSITION}__prepared_on", f"{TRANSITION}__pk"),
        fact=attrgetter("reference"), cell=cells.soft("reference"),
    ),
    Column(
        "Phase", "phase", "only-d", by=("phase__number", "phase__name"),
        fact=attrgetter("phase"), cell=cells.soft("phase"),
    ),
    Column(
        "Waits for", "person", "c-pers", by=(empty_last("assignee__full_name"),),
        fact=attrgetter("waits_for"), cell=_doers,
    ),
    Column(
        "Required", "required", "only-d", starts_down=True, by=("is_required",),
        fact=attrgetter("is_required"), cell=cells.yes("is_required", "Required"), is_shown=False,
    ),
    Column(
        "State", "state", "only-d", by=("state",), fact=attrgetter("state"), cell=_state,
        is_shown=False,
    ),
    Column(
        "Proof", "proof", "only-d", by=("proof",), fact=attrgetter("proof"),
        cell=cells.soft("proof"), is_shown=False,
    ),
    Column(
        "Blocked", "blocked", "only-d", starts_down=True, by=("blockers",),
        fact=attrgetter("is_blocked"), cell=cells.yes("is_blocked", "Waits", "lock-fill"),
        is_shown=False,
    ),
)  # fmt: skip

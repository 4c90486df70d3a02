"""The columns of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from operator import attrgetter

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.clients.queries.priority import points
from accounts.clients.queries.register import Row, contact_count
from config.lib import words
from config.lib.lists import Column, cells, empty_last
from config.lib.markup import html
from config.lib.templatetags import ui

CHANGING = cells.yes("is_changing_hands", "Changing hands", "arrow-left-right")


def _name(row: Row, today: date) -> SafeString:
    """The account with its tier; on a phone its owner stands here, too."""
    lock = ""
    if row.is_confidential:
        lock = html(
            '<span class="reg-c">{}<span class="visually-hidden">confidential</span></span>',
            ui.icon("shield-lock", 12),
        )
    return html(
        '<span class="reg-n"><span class="av av-cli av-28" aria-hidden="true">{}</span>'
        '<span class="min0"><a class="strong ink" href="{}">{}</a> {}'
        '<small>{}<span class="only-m">, {}</span></small></span></span>',
        row.initials,
        reverse("account", args=[row.pk]),
        row.name,
        lock,
        row.tier,
        row.owner,
    )


def _priority(row: Row, today: date) -> SafeString:
    """The level, and what presses."""
    mark = ui.priority(row.priority.level.value)
    why = row.priority.pressing
    said = html('<div class="cap muted">{}{}</div>', why[:1].upper(), why[1:])
    return mark + said if why else mark


def _revenue(row: Row, today: date) -> str:
    return cells.money(row.revenue, row.currency)


def _handover(row: Row, today: date) -> SafeString:
    """Whether an account changes hands; a transition of one's other accounts starts from here."""
    if row.is_changing_hands:
        return SafeString(CHANGING(row, today))
    if not row.is_ours:
        return cells.NOTHING
    return html(
        '<a href="{}">Start a transition<span class="visually-hidden"> of {}</span></a>',
        reverse("account_transition", args=[row.pk]),
        row.name,
    )


def _since(row: Row, today: date) -> SafeString:
    if row.since is None:
        return cells.NOTHING
    return html('<span class="soft nowrap">{}</span>', words.month(row.since))


COLUMNS = (
    Column(
        "Account", "name", by=("name",), fact=attrgetter("name"), cell=_name, is_fixed=True,
        beside=(("Tier", attrgetter("tier")), ("Confidential", attrgetter("is_confidential"))),
    ),
    Column(
        "Priority", "priority", "pri", starts_down=True, by=(points,),
        fact=attrgetter("priority.label"), cell=_priority,
        beside=(("Priority in a sentence", attrgetter("priority.sentence")),),
    ),
    Column("Tier", "tier", "only-d", by=("tier",), fact=attrgetter("tier"), is_shown=False),
    Column(
        "Industry", "industry", "only-d", by=(empty_last("industry"),),
        fact=attrgetter("industry"), cell=cells.soft("industry"),
    ),
    Column(
        "Line of business", "line", "only-d", by=(empty_last("line_of_business"),),
        fact=attrgetter("line"), cell=cells.soft("line"), is_shown=False,
    ),
    Column(
        "Region", "region", "only-d", by=(empty_last("region"),),
        fact=attrgetter("region"), cell=cells.soft("region"),
    ),
    Column(
        "Country", "country", "only-d", by=(empty_last("country"),),
        fact=attrgetter("country"), cell=cells.soft("country"), is_shown=False,
    ),
    Column(
        "Owner", "owner", "only-d", by=("owner__full_name",),
        fact=attrgetter("owner"), cell=cells.person("owner"),
    ),
    Column(
        "Team", "team", "only-d", by=(empty_last("owner__team__name"),),
        fact=attrgetter("team"), cell=cells.soft("team"), is_shown=False,
    ),
    # Amounts of different currencies cannot be compared, so each currency is sorted by itself.
    Column(
        "Annual revenue", "revenue", "r nowrap", starts_down=True, within=("currency",),
        by=(empty_last("annual_revenue", is_text=False),), fact=attrgetter("revenue"),
        cell=_revenue, beside=(("Currency", attrgetter("currency")),),
    ),
    Column(
        "Client since", "since", "only-d r", by=(empty_last("client_since_on", is_text=False),),
        fact=attrgetter("since"), cell=_since,
    ),
    Column(
        "Effort", "effort", "only-d r num", starts_down=True, by=("effort",),
        fact=attrgetter("effort"), is_shown=False,
    ),
    Column(
        "Contacts", "contacts", "only-d r num", starts_down=True, by=(contact_count(),),
        fact=attrgetter("contacts"), is_shown=False,
    ),
    Column(
        "Changing hands", "changing", "only-d", starts_down=True, by=("is_changing_hands",),
        fact=attrgetter("is_changing_hands"), is_shown=False,
        cell=CHANGING,
    ),
)  # fmt: skip
STARTERS = tuple(
    replace(column, cell=_handover) if column.key == "changing" else column for column in COLUMNS
)
"""The same for those who start transitions."""

"""Transitions as rows of a table: light, and with their health in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from accounts.people.queries.calendars import work_calendars
from accounts.people.rules import gone
from checklists.library.choices import Stage
from config.lib.kept import KeptValues
from config.lib.shares import percent
from config.lib.site_time import site_day
from config.lib.workdays import WorkCalendar
from transitions.plans.choices import OPEN_STATES, Health, Reason
from transitions.plans.models import Transition
from transitions.plans.queries.ending import ended_at
from transitions.plans.queries.listed import Kam, Row
from transitions.plans.queries.pins import pinned_by
from transitions.plans.rules import (
    Facts,
    StageTotals,
    as_stored,
    belongs_elsewhere,
    days_left,
    has_left,
    planned_percent,
)

FACTS = (
    "pk",
    "state",
    "owns_on",
    "ends_on",
    "ownership_moved_at",
    "ownership_moved_on",
    "waits_for",
    "checklist__gate_open",
    "checklist__total",
    "checklist__closed",
    "checklist__stages",
    "checklist__next_due_on",
    "checklist__next_item__title",
    "outgoing",
    "outgoing__full_name",
    "outgoing__is_active",
    "outgoing__last_day_on",
    "incoming__full_name",
    "incoming__is_active",
    "incoming__last_day_on",
    "account__name",
    "account__owner",
    "account__owner__full_name",
)
PEOPLE = {
    "outgoing": ("full_name", "is_active", "last_day_on"),
    "incoming": ("full_name", "is_active", "last_day_on"),
    "account__owner": ("full_name", "is_active", "last_day_on"),
    "manager": ("full_name",),
}
"""What a row tells of whom; loaded by themselves, as the database plans long with many joins."""
FIELDS = (
    *(name for name in FACTS if name.rpartition("__")[0] not in PEOPLE),
    "health",
    "state_reason",
    "prepared_on",
    "account",
    "account__effort",
    *(f"account__{name}" for name in (*priority.OWN, *priority.OF_HANDOVER)),
    "checklist__next_item__blockers",
    "incoming",
    "manager",
    "calendar",
    "starts_on",
    "reason",
    "template__name",
)


def rows(
    transitions: QuerySet[Transition], today: date, *, reader: User | None = None
) -> list[Row]:
    """Transitions as rows, in their order; three queries, whatever their number.

    Items are never looked at: everything stands in the transition and its checklist. With a
    `reader` each row tells whether they have pinned it.
    """
    more = {"is_pinned": pinned_by(reader)} if reader else {}
    return _rows(list(transitions.values(*FIELDS, ended_at=ended_at(), **more)), today)


BY_ID = KeptValues(
    lambda ids: (
        Transition.objects.filter(pk__in=ids)
        .annotate(ended_at=ended_at())
        .values_list(*FIELDS, "ended_at")
    )
)


def rows_of(transition_ids: Iterable[int], today: date) -> list[Row]:
    """Transitions that are known by id as rows; three queries, or none for no ids."""
    return _rows(BY_ID.dicts(list(transition_ids)), today)


TOLD = ("pk", *sorted({fact for told in PEOPLE.values() for fact in told}))
PEOPLE_BY_ID = KeptValues(lambda ids: User.objects.filter(pk__in=ids).values_list(*TOLD))


def _rows(found: list[dict[str, Any]], today: date) -> list[Row]:
    ids = {values[who] for values in found for who in PEOPLE}
    people = {person["pk"]: person for person in PEOPLE_BY_ID.dicts(sorted(ids))}
    calendars = work_calendars({values["calendar"] for values in found})
    for values in found:
        for who, told in PEOPLE.items():
            person = people[values[who]]
            values.update({f"{who}__{fact}": person[fact] for fact in told})
    return [_row(values, calendars[values["calendar"]], today) for values in found]


def facts_of(values: dict[str, Any], today: date) -> Facts:
    """What health depends on, from the values of `FACTS`."""
    return Facts(
        state=values["state"],
        owns_on=values["owns_on"],
        ends_on=values["ends_on"],
        has_moved=values["ownership_moved_at"] is not None,
        gate_open=values["checklist__gate_open"] or 0,
        percent=percent(values["checklist__closed"] or 0, values["checklist__total"] or 0),
        planned=planned_percent(values["checklist__stages"] or (), today),
        next_due_on=values["checklist__next_due_on"],
        next_title=values["checklist__next_item__title"] or "",
        moved_on=values["ownership_moved_on"],
        outgoing_name=values["outgoing__full_name"].split(" ")[0],
        outgoing_last_day=values["outgoing__last_day_on"],
        outgoing_is_active=values["outgoing__is_active"],
        incoming_name=values["incoming__full_name"].split(" ")[0],
        incoming_last_day=values["incoming__last_day_on"],
        incoming_is_active=values["incoming__is_active"],
        obstacle=_obstacle(values),
        waits_for=values["waits_for"],
    )


def _kam(values: dict[str, Any], side: str, today: date) -> Kam:
    why, last_day = None, values[f"{side}__last_day_on"]
    if not values[f"{side}__is_active"]:
        why = gone(is_active=False, last_day_on=last_day, today=today)
    return Kam(values[side], values[f"{side}__full_name"], why)


def _obstacle(values: dict[str, Any]) -> str:
    """The same as `standing.obstacle`, of values."""
    if values["ownership_moved_at"] is not None:
        return ""
    if values["account__owner"] != values["outgoing"]:
        return belongs_elsewhere(
            values["account__name"], values["account__owner__full_name"]
        ).reason
    return "" if values["incoming__is_active"] else has_left(values["incoming__full_name"]).reason


def _row(values: dict[str, Any], calendar: WorkCalendar, today: date) -> Row:
    facts = facts_of(values, today)
    stages: Sequence[StageTotals] = values["checklist__stages"] or ()
    return Row(
        pk=values["pk"],
        reference=f"TR-{values['prepared_on'].year}-{values['pk']:03d}",
        url=reverse("transition", args=[values["pk"]]),
        account_id=values["account"],
        account=values["account__name"],
        revenue=values["account__annual_revenue"],
        currency=values["account__currency"],
        effort=values["account__effort"],
        outgoing=_kam(values, "outgoing", today),
        incoming=_kam(values, "incoming", today),
        state=facts.state,
        state_reason=values["state_reason"],
        verdict=as_stored(Health(values["health"]), facts, today),
        stage=_stage(stages),
        shares=tuple(percent(stage["closed"], stage["total"]) for stage in stages),
        percent=facts.percent,
        planned=facts.planned,
        next_title=facts.next_title,
        next_due_on=facts.next_due_on,
        is_blocked=bool(values["checklist__next_item__blockers"]),
        owns_on=facts.owns_on,
        ends_on=facts.ends_on,
        ended_on=site_day(values["ended_at"]),
        has_moved=facts.has_moved,
        days_left=days_left(values["starts_on"], facts.ends_on, calendar, today),
        stages=stages,
        starts_on=values["starts_on"],
        reason=str(Reason(values["reason"]).label),
        manager=values["manager__full_name"],
        template=values["template__name"],
        priority=_priority(values, today),
        is_pinned=values.get("is_pinned"),
    )


def _priority(values: dict[str, Any], today: date) -> Standing | None:
    """How much the account presses; a transition that is over presses nobody."""
    if values["state"] not in OPEN_STATES:
        return None
    return priority.of_values(values, today, "account__")


def _stage(stages: Sequence[StageTotals]) -> str:
    """The first stage with something left to do, or the last one."""
    left = [stage for stage in stages if stage["closed"] < stage["total"]] or list(stages[-1:])
    return str(Stage(left[0]["stage"]).label) if left else ""

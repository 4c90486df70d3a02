"""The sentences of a header: why an account changes hands, from whom to whom, and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from config.lib import words
from config.lib.workdays import WorkCalendar
from transitions.plans.choices import Reason, State
from transitions.plans.models import Transition
from transitions.plans.rules import days_left, days_until


@dataclass(frozen=True, slots=True)
class Notes:
    """What is said of a transition; of its ownership and its end before, strongly, and after."""

    summary: str
    outgoing: str
    incoming: str
    ownership: tuple[str, str, str]
    ending: tuple[str, str, str]


def notes(transition: Transition, calendar: WorkCalendar, today: date) -> Notes:
    """The sentences about a transition that came from `header.load`; no query."""
    left = days_until(transition.owns_on, calendar, today)
    return Notes(
        summary=_summary(transition, today),
        outgoing=_outgoing(transition, today),
        incoming=_incoming(transition, today),
        ownership=_ownership(transition, today, left),
        ending=_ending(transition, today, calendar),
    )


def _summary(transition: Transition, today: date) -> str:
    account, outgoing = transition.account, transition.outgoing.first_name
    value = account.get_tier_display()
    if account.annual_revenue is not None:
        value += f", {words.short_money(account.annual_revenue, account.currency)} a year"
    leaves, left = transition.outgoing.last_day_on, transition.outgoing.gone(today)
    if leaves and not left:
        return words.sentence(f"{value}. {outgoing} leaves on {words.day(leaves, today=today)}")
    why = {
        Reason.LEAVES: f"{outgoing} {left or 'leaves'}",
        Reason.NEW_ROLE: f"{outgoing} takes on a new role",
        Reason.ABSENCE: f"{outgoing} will be away",
        Reason.LOAD: "The load is being balanced",
        Reason.CLIENT: "The client asked for a change",
        Reason.TERRITORY: "The territories are drawn anew",
    }[Reason(transition.reason)]
    return f"{value}. {why}."


def _outgoing(transition: Transition, today: date) -> str:
    if transition.moved_on:
        return f"Handed over on {words.short_day(transition.moved_on, today=today)}"
    if transition.is_over:
        return "Was to hand over"
    if gone := transition.outgoing.gone(today):
        return f"{gone}, and ownership has not moved".capitalize()
    until = transition.outgoing.last_day_on or transition.owns_on
    if until < today:
        return f"Was to hand over by {words.short_day(until, today=today)}"
    return f"Hands over, until {words.short_day(until, today=today)}"


def _incoming(transition: Transition, today: date) -> str:
    if transition.moved_on:
        return f"Owns it since {words.short_day(transition.moved_on, today=today)}"
    if transition.is_over or not transition.incoming.is_active:
        return "Was to take over"
    if transition.owns_on < today:
        return f"Was to take over on {words.short_day(transition.owns_on, today=today)}"
    return f"Takes over, from {words.short_day(transition.owns_on, today=today)}"


def _ownership(transition: Transition, today: date, left: int) -> tuple[str, str, str]:
    """The sentence about ownership: before, the strong part, after."""
    on = words.day(transition.owns_on, today=today)
    if transition.moved_on:
        moved = words.day(transition.moved_on, today=today)
        return "Ownership moved on", moved, f" to {transition.incoming.first_name}"
    if transition.is_over:
        return "Ownership", "did not move", ""
    if transition.is_on_hold:
        return "Ownership is", "on hold", f", planned for {on}"
    if transition.owns_on == today:
        return "Ownership moves", "today", f", {on}"
    if transition.owns_on < today:
        return "Ownership was to move on", on, ""
    return "Ownership moves in", words.count(max(left, 1), "working day"), f", {on}"


def _ending(transition: Transition, today: date, calendar: WorkCalendar) -> tuple[str, str, str]:
    on = words.day(transition.ends_on, today=today)
    if transition.state == State.COMPLETED and (ended_on := transition.completed_on):
        planned = "as planned" if ended_on == transition.ends_on else f"planned end {on}"
        return "Ended", words.day(ended_on, today=today), f", {planned}"
    if transition.is_over or transition.ends_on < today:
        return "Planned end" if transition.is_over else "Was to end", on, ""
    if transition.ends_on == today:
        return "Ends", "today", f", {on}"
    left = days_left(transition.starts_on, transition.ends_on, calendar, today)
    return "Ends", on, f", {words.count(left, 'working day')} left"

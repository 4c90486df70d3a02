"""Reads the record of a transition."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings

from accounts.clients.models import Contact
from config.lib import places, words
from config.lib.site_time import site_day
from config.lib.workdays import WorkCalendar
from transitions.plans.choices import Reason, State
from transitions.plans.models import Transition
from transitions.plans.queries.carrying import lines
from transitions.reports.queries.record import items, story
from transitions.reports.queries.record.shapes import (
    Facts,
    Figures,
    Objective,
    Person,
    Phase,
    Record,
    Result,
)

PEOPLE = (
    "outgoing",
    "incoming",
    "manager",
    "prepared_by",
    "ownership_moved_by",
    "completed_by",
)
TOLD_OF = (*PEOPLE, "account", "key_contact", "template", "calendar", "checklist")
REASONS = {
    Reason.LEAVES: "{} leaves",
    Reason.NEW_ROLE: "New role of {}",
    Reason.ABSENCE: "Leave of absence of {}",
}


def record(transition_id: int, *, company: str, today: date) -> Record:
    """Everything the report of a transition tells; eleven queries, whatever its size.

    Days and moments are those of the company's own time zone, whoever asks; only the day
    ownership moved is that of the incoming KAM, as everywhere.

    Args:
        transition_id: the transition.
        company: the name of our company.
        today: the day it is read; open items are overdue by it while the transition runs.

    Raises:
        Transition.DoesNotExist: it has vanished.
    """
    transition = Transition.objects.select_related(*TOLD_OF).get(pk=transition_id)
    calendar = transition.calendar.work_calendar()
    phases, spans = items.phases(transition, until=transition.completed_on or today)
    objectives = story.objectives(transition)
    facts = _facts(transition, company, calendar)
    return Record(
        as_of=today,
        facts=facts,
        team=story.team(transition),
        figures=_figures(facts, phases, objectives, calendar),
        stages=items.stages(transition, spans, calendar),
        phases=phases,
        log=story.log(transition),
        objectives=objectives,
        opinions=story.opinions(transition),
        introduction=transition.introduction.strip(),
        closing=transition.closing.strip(),
        findings=lines(transition.findings),
        recommendations=lines(transition.recommendations),
        lessons=lines(transition.lessons),
        sign_offs=story.sign_offs(transition),
        ownership_moved=story.ownership_moved(transition),
        overrides=story.overrides(transition),
        keys=story.keys(transition),
    )


def record_now(transition_id: int, now: datetime) -> Record:
    """The record as it stands at a moment, under our company's name; the same for all readers."""
    today = site_day(now)
    with places.written_for(places.BRITISH):
        return record(transition_id, company=settings.COMPANY_NAME, today=today)


def _facts(transition: Transition, company: str, calendar: WorkCalendar) -> Facts:
    account = transition.account
    completed_on = transition.completed_on
    late = working_days_after(transition.ends_on, completed_on, calendar)
    return Facts(
        company=company,
        account=account.name,
        is_confidential=account.is_confidential,
        reference=transition.reference,
        reason=reason_of(transition),
        client_reason=transition.client_reason.strip(),
        state=transition.state,
        status=_status(transition, late),
        state_reason=transition.state_reason,
        outgoing=story.person(transition.outgoing),
        incoming=story.person(transition.incoming),
        manager=story.person(transition.manager),
        prepared_by=story.person(transition.prepared_by),
        prepared_on=transition.prepared_on,
        key_contact=_contact(transition.key_contact),
        template=f"{transition.template}, {transition.template.length}",
        revenue=words.money(account.annual_revenue, account.currency),
        starts_on=transition.starts_on,
        owns_on=transition.owns_on,
        ends_on=transition.ends_on,
        moved_on=transition.moved_on,
        completed_on=completed_on,
        amount=account.annual_revenue,
        currency=account.currency,
    )


def reason_of(transition: Transition) -> str:
    reason = Reason(transition.reason)
    return REASONS.get(reason, reason.label).format(transition.outgoing)


def _status(transition: Transition, late: int) -> str:
    if transition.state == State.COMPLETED:
        return (
            f"Completed, {words.count(late, 'working day')} late" if late else "Completed on time"
        )
    if transition.state == State.ACTIVE:
        return "Still running"
    return State(transition.state).label


def _contact(contact: Contact | None) -> Person | None:
    if contact is None:
        return None
    return Person(contact.name, contact.initials, contact.position, contact.email, contact.phone)


def _figures(
    facts: Facts,
    phases: tuple[Phase, ...],
    objectives: tuple[Objective, ...],
    calendar: WorkCalendar,
) -> Figures:
    results = [item.result for phase in phases for item in phase.items]
    scores = [objective.score for objective in objectives if objective.score]
    on_time, late = results.count(Result.DONE), results.count(Result.LATE)
    return Figures(
        items=len(results),
        done=on_time + late,
        on_time=on_time,
        skipped=results.count(Result.SKIPPED),
        planned_days=calendar.count(facts.starts_on, facts.ends_on),
        actual_days=calendar.count(facts.starts_on, facts.completed_on)
        if facts.completed_on
        else None,
        days_late=working_days_after(facts.ends_on, facts.completed_on, calendar),
        move_days_late=working_days_after(facts.owns_on, facts.moved_on, calendar),
        score=f"{sum(scores) / len(scores):.1f}" if scores else "",
        scored=len(scores),
    )


def working_days_after(planned: date, actual: date | None, calendar: WorkCalendar) -> int:
    """Working days from the day after the planned one to the actual one; 0 when not late."""
    if actual is None or actual <= planned:
        return 0
    return calendar.count(planned + timedelta(days=1), actual)

"""What stands above every page of a transition: who, how far, how well, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from checklists.runs.models import Item
from config.lib import words
from config.lib.site_time import site_day
from config.lib.workdays import WorkCalendar
from transitions.plans import permissions
from transitions.plans.choices import Health, Reason, State
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries import buttons, standing
from transitions.plans.queries.baton import Baton, baton
from transitions.plans.queries.buttons import Button
from transitions.plans.rules import Verdict, days_left, days_until, planned_percent


@dataclass(frozen=True, slots=True)
class Banner:
    """Why a transition rests or is over, since when, and what happens next."""

    tone: str
    icon: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """Everything the header of a transition shows, and what its reader may do."""

    transition: Transition
    team: tuple[TeamMember, ...]
    verdict: Verdict
    is_worrying: bool
    summary: str
    priority: Standing | None
    baton: Baton
    outgoing_note: str
    incoming_note: str
    closed: int
    total: int
    percent: int
    planned: int
    ownership: tuple[str, str, str]
    ending: tuple[str, str, str]
    banner: Banner | None
    tabs: tuple[Tab, ...]
    main: Button | None
    menu: tuple[Button, ...]
    takes_part: bool
    may_work: bool
    may_manage: bool


LOADED = ("account__handover", "template", "calendar", "checklist__next_item", "key_contact")
PEOPLE = ("outgoing", "incoming", "manager", "prepared_by")


def load(user: User, transition_id: int) -> Transition:
    """A transition that a person may see, with all that the header needs of it; two queries.

    Its people come in a query of their own: with a join for each, the database would plan longer
    than it takes to find everything.

    Raises:
        Transition.DoesNotExist: there is none that this person may see.
    """
    found = Transition.objects.visible_to(user).select_related(*LOADED).get(pk=transition_id)
    ids = {getattr(found, f"{role}_id") for role in PEOPLE} | {found.account.owner_id}
    people = User.objects.select_related("team").in_bulk(ids)
    for role in PEOPLE:
        setattr(found, role, people[getattr(found, f"{role}_id")])
    found.account.owner = people[found.account.owner_id]
    return found


def header(
    transition: Transition, user: User, today: date, *, overdue: Mapping[str, int] | None = None
) -> Header:
    """The header of a transition that came from `load`; three queries, or two with `overdue`.

    Args:
        transition: the transition.
        user: who looks.
        today: the day in the reader's time zone.
        overdue: overdue items by stage, where the caller has counted them already.
    """
    team = tuple(transition.team.select_related("person"))
    on_team = any(member.person_id == user.pk for member in team)
    checklist = transition.checklist
    if overdue is None:
        overdue = _overdue(transition, today)
    calendar = transition.calendar.work_calendar()
    stages = checklist.stages if checklist else []
    verdict = standing.verdict(transition, today)
    may_manage = permissions.may_manage(user, transition)
    main, menu = buttons.of(transition, today) if may_manage else (None, ())
    return Header(
        transition=transition,
        team=team,
        verdict=verdict,
        is_worrying=verdict.health != Health.ON_TRACK,
        summary=_summary(transition, today),
        priority=None if transition.is_over else priority.of_account(transition.account, today),
        baton=baton(
            stages,
            transition.moved_on or transition.owns_on,
            overdue,
            None if transition.is_over else today,
            calendar,
        ),
        outgoing_note=_outgoing_note(transition, today),
        incoming_note=_incoming_note(transition, today),
        closed=checklist.closed if checklist else 0,
        total=checklist.total if checklist else 0,
        percent=checklist.percent if checklist else 0,
        planned=planned_percent(stages, today),
        ownership=_ownership(transition, today, days_until(transition.owns_on, calendar, today)),
        ending=_ending(transition, today, calendar),
        banner=banner(transition, today),
        tabs=_tabs(transition, team),
        main=main,
        menu=menu,
        takes_part=permissions.takes_part(user, transition, on_team=on_team),
        may_work=permissions.may_work(user, transition, on_team=on_team),
        may_manage=may_manage,
    )


def _overdue(transition: Transition, today: date) -> dict[str, int]:
    """Overdue items by stage; once a transition is over nothing is due any more."""
    if transition.is_over:
        return {}
    late = Item.objects.filter(checklist=transition.checklist_id).overdue(today).order_by()
    return dict(late.values_list("phase__stage").annotate(Count("pk")))


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


def _outgoing_note(transition: Transition, today: date) -> str:
    if transition.moved_on:
        return f"Handed over on {words.short_day(transition.moved_on, today=today)}"
    last_day = transition.outgoing.last_day_on
    if not transition.outgoing.is_active and not transition.is_over:
        return f"{transition.outgoing.gone(today)}, and ownership has not moved".capitalize()
    if last_day and last_day < today:
        return f"Handed over, until {words.short_day(last_day, today=today)}"
    until = last_day or transition.owns_on
    return f"Hands over, until {words.short_day(until, today=today)}"


def _incoming_note(transition: Transition, today: date) -> str:
    if transition.moved_on:
        return f"Owns it since {words.short_day(transition.moved_on, today=today)}"
    if not transition.incoming.is_active and not transition.is_over:
        return "Was to take over"
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


def banner(transition: Transition, today: date) -> Banner | None:
    """What a page says first about a transition that is not active; one query, if any.

    The day it ended is that of the site, as in reports; that of a hold is the reader's own.
    """
    if transition.state == State.ACTIVE:
        return None
    if transition.state == State.DRAFT:
        text = "Nobody has been told yet. Start it to give everybody their items."
        return Banner("", "info-circle", "This is a draft.", text)
    last = transition.log.filter(kind="lifecycle").select_related("responsible").first()
    by = ""
    if last:
        who = last.responsible.full_name if last.responsible else "Changeover"
        day_of = site_day if transition.is_over else localdate
        on = words.day(day_of(last.happened_at), today=today)
        by = words.sentence(f"By {who} on {on}")
    reason = f"“{transition.state_reason}”" if transition.state_reason else ""
    title, icon, tone, then = {
        State.ON_HOLD: (
            "This transition is on hold.", "pause-circle", "amber",
            "Nobody is reminded and items stay as they are until it is resumed.",
        ),
        State.CANCELLED: (
            "This transition was cancelled.", "slash-circle", "",
            f"The account stays with {transition.account.owner.full_name}.",
        ),
        State.COMPLETED: (
            "This transition is complete.", "check-circle-fill", "",
            "Everything stays readable. The report tells the whole story.",
        ),
    }[State(transition.state)]  # fmt: skip
    return Banner(tone, icon, title, " ".join(filter(None, [reason, by, then])))


def _tabs(transition: Transition, team: Sequence[TeamMember]) -> tuple[Tab, ...]:
    checklist = transition.checklist
    done = f"{checklist.closed}/{checklist.total}" if checklist else ""
    args = [transition.pk]
    return (
        Tab("Checklist" if checklist else "Plan", reverse("transition", args=args), done),
        Tab("Team", reverse("transition_team", args=args), str(len(team))),
        Tab("Log", reverse("transition_log", args=args)),
        Tab("Report", reverse("report", args=args)),
    )

"""What stands above every page of a transition: who, how far, how well, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from accounts.clients.queries import priority
from accounts.clients.rules import Standing
from accounts.people.models import User
from checklists.library.models import Template
from checklists.runs.models import Item
from config.lib.workdays import WorkCalendar
from transitions.plans import permissions
from transitions.plans.choices import Health
from transitions.plans.models import TeamMember, Transition
from transitions.plans.queries import buttons, standing
from transitions.plans.queries.banner import Banner, banner
from transitions.plans.queries.baton import Baton, baton
from transitions.plans.queries.buttons import Button
from transitions.plans.queries.notes import Notes, notes
from transitions.plans.rules import Verdict, planned_percent


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items are closed, and how much the first plan wants closed by now, in percent."""

    closed: int
    total: int
    percent: int
    planned: int


@dataclass(frozen=True, slots=True)
class Header:
    """Everything the header of a transition shows, and what its reader may do."""

    transition: Transition
    team: tuple[TeamMember, ...]
    verdict: Verdict
    priority: Standing | None
    progress: Progress
    baton: Baton
    notes: Notes
    banner: Banner | None
    tabs: tuple[Tab, ...]
    main: Button | None
    menu: tuple[Button, ...]
    takes_part: bool
    may_work: bool
    may_manage: bool

    @property
    def is_worrying(self) -> bool:
        return self.verdict.health != Health.ON_TRACK


LOADED = ("account__handover", "template", "calendar", "checklist__next_item", "key_contact")
PEOPLE = ("outgoing", "incoming", "manager", "prepared_by")


def load(user: User, transition_id: int) -> Transition:
    """A transition that a person may see, with all that the header needs of it; two queries.

    Its people come in a query of their own: with a join for each, the database would plan longer
    than it takes to find everything.

    Raises:
        Transition.DoesNotExist: there is none that this person may see.
    """
    rows = Transition.objects.visible_to(user).select_related(*LOADED)
    found = rows.annotate(newer_version=_newer_version()).get(pk=transition_id)
    ids = {getattr(found, f"{role}_id") for role in PEOPLE} | {found.account.owner_id}
    people = User.objects.select_related("team").in_bulk(ids)
    for role in PEOPLE:
        setattr(found, role, people[getattr(found, f"{role}_id")])
    found.account.owner = people[found.account.owner_id]
    return found


def _newer_version() -> Subquery:
    """The number of the published version of its template, if that is newer; no query more."""
    same = Template.objects.published().filter(key=OuterRef("template__key")).order_by()
    later = same.filter(version__gt=OuterRef("template__version"))
    return Subquery(later.values("version")[:1])


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
    calendar = transition.calendar.work_calendar()
    may_manage = permissions.may_manage(user, transition)
    main, menu = buttons.of(transition, today) if may_manage else (None, ())
    if overdue is None:
        overdue = _overdue(transition, today)
    return Header(
        transition=transition,
        team=team,
        verdict=standing.verdict(transition, today),
        priority=None if transition.is_over else priority.of_account(transition.account, today),
        progress=_progress(transition, today),
        baton=_line(transition, overdue, calendar, today),
        notes=notes(transition, calendar, today),
        banner=banner(transition, today),
        tabs=_tabs(transition, team),
        main=main,
        menu=menu,
        takes_part=permissions.takes_part(user, transition, on_team=on_team),
        may_work=permissions.may_work(user, transition, on_team=on_team),
        may_manage=may_manage,
    )


def _progress(transition: Transition, today: date) -> Progress:
    """How far the checklist is; nothing of nothing while there is none."""
    checklist = transition.checklist
    if checklist is None:
        return Progress(closed=0, total=0, percent=0, planned=0)
    planned = planned_percent(checklist.stages, today)
    return Progress(checklist.closed, checklist.total, checklist.percent, planned)


def _line(
    transition: Transition, overdue: Mapping[str, int], calendar: WorkCalendar, today: date
) -> Baton:
    """The stages with the mark of ownership; today stands on it until the transition is over."""
    return baton(
        transition.checklist.stages if transition.checklist else (),
        transition.moved_on or transition.owns_on,
        overdue,
        None if transition.is_over else today,
        calendar,
    )


def _overdue(transition: Transition, today: date) -> dict[str, int]:
    """Overdue items by stage; once a transition is over nothing is due any more."""
    if transition.is_over:
        return {}
    late = Item.objects.filter(checklist=transition.checklist_id).overdue(today).order_by()
    return dict(late.values_list("phase__stage").annotate(Count("pk")))


def _some(count: int) -> str:
    return str(count) if count else ""


def _share(percent: int | None) -> str:
    """How much is known, where somebody has looked."""
    return "" if percent is None else f"{percent}%"


def _tabs(transition: Transition, team: Sequence[TeamMember]) -> tuple[Tab, ...]:
    checklist = transition.checklist
    done = f"{checklist.closed}/{checklist.total}" if checklist else ""
    args = [transition.pk]
    review = [Tab("Review", reverse("review", args=args))] if transition.is_reviewed else []
    timeline = [Tab("Timeline", reverse("transition_timeline", args=args))] if checklist else []
    return (
        Tab("Checklist" if checklist else "Plan", reverse("transition", args=args), done),
        *timeline,
        Tab("Dossier", reverse("dossier", args=args), _share(transition.dossier_share)),
        Tab("Team", reverse("transition_team", args=args), str(len(team))),
        Tab("Comments", reverse("transition_comments", args=args), _some(transition.comment_count)),
        Tab("Log", reverse("transition_log", args=args)),
        *review,
        Tab("Report", reverse("report", args=args)),
    )

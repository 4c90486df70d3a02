from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.people.models import Calendar, User
from checklists.library.choices import Anchor, ItemRole, Stage
from checklists.library.models import Template
from checklists.runs.rules.schedule import Frame
from tests.factories.people import AbsenceFactory, CalendarFactory, ClosureFactory
from tests.factories.templates import make_template, piece
from tests.factories.transitions import make_transition
from transitions.plans.queries.planning import Plan, Question, plan, plan_of
from transitions.plans.queries.preview import Preview, preview, problems

FRAME = Frame(date(2026, 11, 30), date(2027, 1, 7), date(2027, 1, 21))


@pytest.fixture
def holders(owner: User, successor: User, lead: User) -> dict[str, User]:
    return {ItemRole.OUTGOING: owner, ItemRole.INCOMING: successor, ItemRole.MANAGER: lead}


def planned(
    template: Template, calendar: Calendar, holders: dict[str, User], frame: Frame = FRAME
) -> Plan:
    return plan(Question(template, calendar, frame, holders))


def shown(found: Plan, calendar: Calendar, holders: dict[str, User]) -> Preview:
    return preview(found, calendar.work_calendar(), holders)


def test_a_plan_has_a_day_and_a_person_for_every_item(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    found = planned(make_template(), calendar, holders)

    items = [item for phase in found.phases for item in phase.items]
    assert [(item.number, item.person, item.placement.due_on) for item in items] == [
        ("1.1", "Tomas", date(2026, 12, 2)),
        ("2.1", "Tomas", date(2026, 12, 15)),
        ("3.1", "Tomas and Priya", date(2026, 12, 28)),
        ("4.1", "Priya", date(2027, 1, 12)),
        ("5.1", "Helena", date(2027, 1, 20)),
    ]
    assert (found.item_count, found.working_days) == (5, 35)
    assert (found.problems, found.moved) == ((), ())


def test_holidays_and_closures_are_skipped_and_named(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    ClosureFactory.create(
        calendar=calendar, starts_on=date(2026, 12, 24), ends_on=date(2026, 12, 31)
    )

    found = planned(make_template(), calendar, holders)

    assert found.skipped == (
        "Immaculate Conception (8 Dec), Company closure (24 – 31 Dec), "
        "New Year’s Day (1 Jan), Epiphany (6 Jan)"
    )
    assert not set(found.due.values()) & {day.on for day in found.days_off}


def test_a_closure_over_the_weekend_of_the_country_is_one_span(holders: dict[str, User]) -> None:
    israel = CalendarFactory.create(name="Israel", country="IL")
    ClosureFactory.create(calendar=israel, starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 7))

    found = planned(make_template(), israel, holders)

    assert found.skipped == "Company closure (2 – 7 Dec)"
    assert not {day.weekday() for day in found.due.values()} & {4, 5}


def test_an_absence_moves_items_and_is_said_once(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    AbsenceFactory.create(person=successor, starts_on=date(2027, 1, 11), ends_on=date(2027, 1, 15))
    template = make_template(
        items=[
            piece("call", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=3),
            piece("visit", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=4),
        ]
    )

    found = planned(template, calendar, holders)

    assert set(found.due.values()) == {date(2027, 1, 18)}
    assert shown(found, calendar, holders).absences == (
        "Priya is away 11 – 15 Jan. 2 items move to other days.",
    )


def test_an_item_pushed_past_the_last_day_meets_later_absences_too(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    for first, last in [(20, 25), (26, 29)]:
        AbsenceFactory.create(
            person=successor, starts_on=date(2027, 1, first), ends_on=date(2027, 1, last)
        )
    call = piece("call", role=ItemRole.INCOMING, anchor=Anchor.END)

    found = planned(make_template(items=[call]), calendar, holders)

    assert found.due == {"call": date(2027, 2, 1)}


def test_an_item_wanted_before_the_first_day_meets_earlier_absences_too(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    AbsenceFactory.create(
        person=successor, starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 27)
    )
    frame = Frame(date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 11))
    call = piece("call", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=-4)

    found = planned(make_template(items=[call]), calendar, holders, frame)

    assert found.due == {"call": date(2026, 11, 30)}


def test_a_role_without_a_person_falls_to_the_manager(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    template = make_template(items=[piece("letter", role=ItemRole.HR)])

    found = planned(template, calendar, holders)

    assert found.phases[0].items[0].person == "Helena"


def test_who_can_no_longer_sign_in_is_a_problem_and_the_manager_steps_in(
    calendar: Calendar, holders: dict[str, User], owner: User
) -> None:
    owner.is_active, owner.last_day_on = False, date(2026, 11, 13)
    owner.save()

    found = planned(make_template(), calendar, holders)

    people = [item.person for phase in found.phases for item in phase.items]
    assert people == ["Helena", "Helena", "Helena and Priya", "Priya", "Helena"]
    assert found.problems == ("Tomas can no longer sign in: 3 items go to Helena",)


def test_what_both_share_stays_with_the_outgoing_when_the_incoming_has_left(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    successor.is_active = False
    successor.save()

    found = planned(make_template(), calendar, holders)

    people = [item.person for phase in found.phases for item in phase.items]
    assert people == ["Tomas", "Tomas", "Tomas", "Helena", "Helena"]
    assert found.problems == ("Priya can no longer sign in: 1 item goes to Helena",)


def test_nobody_steps_in_for_a_manager_who_can_no_longer_sign_in(
    calendar: Calendar, holders: dict[str, User], lead: User
) -> None:
    lead.is_active = False
    lead.save()

    found = planned(make_template(), calendar, holders)

    assert found.problems == ("Helena can no longer sign in: 1 item has nobody",)


def test_before_a_manager_is_chosen_items_go_to_the_sales_manager(
    calendar: Calendar, holders: dict[str, User], owner: User
) -> None:
    owner.is_active = False
    del holders[ItemRole.MANAGER]

    found = planned(make_template(items=[piece("list")]), calendar, holders)

    assert found.problems == ("Tomas can no longer sign in: 1 item goes to the sales manager",)


def test_while_nobody_is_chosen_the_preview_names_the_role(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    del holders[ItemRole.INCOMING]

    found = planned(make_template(), calendar, holders)

    people = [
        item.person for phase in shown(found, calendar, holders).phases for item in phase.items
    ]
    assert people == ["Tomas", "Tomas", "Both KAMs", "Incoming KAM", "Helena"]


def test_what_falls_after_the_last_day_is_a_problem_with_a_way_out(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    frame = Frame(date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))
    template = make_template(
        items=[piece("call", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=3)]
    )

    found = planned(template, calendar, holders, frame)

    assert found.problems == ("1.1 Call: Falls on Fri 4 Dec, after the last day",)
    assert shown(found, calendar, holders).later_end == date(2026, 12, 4)


def test_fewer_days_than_phases_are_too_few(calendar: Calendar, holders: dict[str, User]) -> None:
    frame = Frame(date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2))

    found = planned(make_template(), calendar, holders, frame)

    assert problems(found)[0] == "3 working days for 5 phases"


def test_somebody_who_leaves_too_early_is_a_problem(
    calendar: Calendar, holders: dict[str, User], owner: User
) -> None:
    owner.last_day_on = date(2026, 12, 11)
    owner.save()

    found = planned(make_template(), calendar, holders)

    assert found.problems[0].startswith("2.1 Write summary")
    assert "Tomas leaves on Fri 11 Dec" in found.problems[0]


def test_the_calendar_shows_stages_days_off_ownership_and_absences(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    AbsenceFactory.create(person=successor, starts_on=date(2027, 1, 9), ends_on=date(2027, 1, 11))

    seen = shown(planned(make_template(), calendar, holders), calendar, holders)

    days = {day.on: day for week in seen.weeks for day in week.days}
    assert [week.number for week in seen.weeks] == [49, 50, 51, 52, 53, 1, 2, 3]
    assert len(days) == 8 * 7
    assert (days[date(2026, 11, 30)].css, days[date(2026, 11, 30)].stage) == ("p0 first", "Prepare")
    assert days[date(2026, 12, 2)].css == "p0 last"
    assert days[date(2026, 12, 3)].stage == "Transfer"
    assert (days[date(2026, 12, 8)].css, days[date(2026, 12, 8)].remark) == (
        "hol",
        "Immaculate Conception",
    )
    assert days[date(2027, 1, 7)].is_ownership
    assert days[date(2027, 1, 9)].css == "we"
    assert days[date(2027, 1, 11)].css.endswith("away")
    assert days[date(2027, 1, 22)].css == ""


def test_the_days_underlined_in_the_calendar_are_told_below_it(
    calendar: Calendar, holders: dict[str, User], successor: User
) -> None:
    plan = planned(make_template(), calendar, holders)
    nobody = shown(plan, calendar, holders).away
    for first, last in (((2027, 1, 21), (2027, 2, 5)), ((2026, 12, 17), (2026, 12, 18))):
        AbsenceFactory.create(person=successor, starts_on=date(*first), ends_on=date(*last))

    told = shown(plan, calendar, holders)

    assert nobody == ""
    assert told.away == "Priya is away"
    underlined = [day.on for week in told.weeks for day in week.days if "away" in day.css]
    assert underlined == [date(2026, 12, 17), date(2026, 12, 18), date(2027, 1, 21)]


def test_ownership_stands_before_the_first_phase_that_begins_after_it(
    calendar: Calendar, holders: dict[str, User]
) -> None:
    seen = shown(planned(make_template(), calendar, holders), calendar, holders)

    assert [phase.name for phase in seen.phases if phase.owns_before] == ["Close"]
    assert not seen.owns_last


def test_the_size_of_a_template_costs_no_queries(
    calendar: Calendar,
    holders: dict[str, User],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    small = make_template(items=[piece("one")])
    large = make_template(
        items=[piece(f"item-{n}", stage=stage) for n, stage in enumerate(list(Stage) * 4)]
    )

    for template in (small, large):
        with django_assert_num_queries(4):
            planned(template, calendar, holders)


@pytest.mark.django_db
def test_the_plan_of_a_draft_is_the_one_it_would_start_with() -> None:
    draft = make_transition(started=False)

    found = plan_of(draft)

    assert found.frame == Frame(draft.starts_on, draft.owns_on, draft.ends_on)
    assert found.due["contacts"] == date(2026, 11, 4)

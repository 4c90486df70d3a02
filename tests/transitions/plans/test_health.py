from dataclasses import replace
from datetime import date, timedelta

import pytest

from transitions.plans.choices import Health, State
from transitions.plans.rules import Facts, StageTotals, Verdict, health, planned_percent

TODAY = date(2026, 11, 24)
SOUND = Facts(
    state=State.ACTIVE,
    owns_on=date(2026, 12, 14),
    ends_on=date(2027, 1, 15),
    has_moved=False,
    gate_open=6,
    percent=40,
    planned=42,
    next_due_on=date(2026, 11, 26),
    next_title="SLA summary",
    outgoing_name="Tomas",
)


def stage(first: date, last: date, total: int) -> StageTotals:
    return {
        "stage": "prepare",
        "starts_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "total": total,
        "closed": 0,
    }


def test_a_transition_with_nothing_late_is_on_track() -> None:
    assert health(SOUND, TODAY) == Verdict(Health.ON_TRACK, "Nothing is overdue")


@pytest.mark.parametrize("state", [s for s in State if s != State.ACTIVE])
def test_what_is_not_active_is_neither_late_nor_at_risk(state: State) -> None:
    facts = replace(SOUND, state=state, ends_on=date(2026, 1, 1), next_due_on=date(2026, 1, 1))

    assert health(facts, TODAY) == Verdict(Health.ON_TRACK, state.label)


@pytest.mark.parametrize(
    ("owns_on", "stands"),
    [
        (date(2026, 11, 25), Health.AT_RISK),
        (TODAY, Health.OFF_TRACK),
        (date(2026, 11, 20), Health.OFF_TRACK),
    ],
)
def test_ownership_that_cannot_move_is_a_risk_until_its_day_comes(
    owns_on: date, stands: Health
) -> None:
    facts = replace(SOUND, owns_on=owns_on, obstacle="Priya Raman can no longer sign in")

    assert health(facts, TODAY) == Verdict(stands, "Priya Raman can no longer sign in")


def test_a_transition_past_its_last_day_is_off_track() -> None:
    facts = replace(SOUND, ends_on=date(2026, 11, 23))

    assert health(facts, TODAY) == Verdict(Health.OFF_TRACK, "Was to end on Mon 23 Nov")


def test_the_last_day_itself_is_not_too_late() -> None:
    facts = replace(SOUND, ends_on=TODAY, owns_on=TODAY)

    assert health(facts, TODAY).health == Health.ON_TRACK


@pytest.mark.parametrize(
    ("gate_open", "reason"),
    [(1, "Ownership waits for 1 required item"), (3, "Ownership waits for 3 required items")],
)
def test_ownership_past_its_day_with_required_items_open_is_off_track(
    gate_open: int, reason: str
) -> None:
    facts = replace(SOUND, owns_on=date(2026, 11, 23), gate_open=gate_open)

    assert health(facts, TODAY) == Verdict(Health.OFF_TRACK, reason)


@pytest.mark.parametrize(
    "changes",
    [
        {"owns_on": TODAY},
        {"owns_on": date(2026, 11, 20), "gate_open": 0},
        {"owns_on": date(2026, 11, 20), "has_moved": True},
    ],
    ids=["today is its day", "nothing required is open", "it has moved"],
)
def test_ownership_waits_for_nobody(changes: dict[str, object]) -> None:
    facts = replace(SOUND, **changes)  # type: ignore[arg-type]

    assert health(facts, TODAY).health == Health.ON_TRACK


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        (0, Verdict(Health.ON_TRACK, "Nothing is overdue")),
        (1, Verdict(Health.AT_RISK, "“SLA summary” is 1 day overdue")),
        (3, Verdict(Health.AT_RISK, "“SLA summary” is 3 days overdue")),
        (4, Verdict(Health.OFF_TRACK, "“SLA summary” is 4 days overdue")),
    ],
)
def test_an_overdue_item_is_a_risk_and_from_the_fourth_day_on_off_track(
    late: int, expected: Verdict
) -> None:
    facts = replace(SOUND, next_due_on=TODAY - timedelta(days=late))

    assert health(facts, TODAY) == expected


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        (55, Verdict(Health.ON_TRACK, "Nothing is overdue")),
        (56, Verdict(Health.AT_RISK, "40% done, the plan wants 56%")),
    ],
)
def test_more_than_fifteen_points_behind_the_plan_is_a_risk(
    planned: int, expected: Verdict
) -> None:
    assert health(replace(SOUND, planned=planned), TODAY) == expected


def test_an_outgoing_kam_who_leaves_before_ownership_moves_is_a_risk() -> None:
    facts = replace(SOUND, outgoing_last_day=date(2026, 12, 11))

    assert health(facts, TODAY) == Verdict(
        Health.AT_RISK, "Tomas leaves on Fri 11 Dec, before ownership moves"
    )


def test_a_last_day_that_has_passed_is_told_as_past() -> None:
    facts = replace(SOUND, outgoing_last_day=date(2026, 11, 20))

    assert health(facts, TODAY) == Verdict(
        Health.AT_RISK, "Tomas left on Fri 20 Nov, before ownership moves"
    )


@pytest.mark.parametrize(
    ("last_day", "why"),
    [
        (None, "has left"),
        (date(2026, 11, 20), "has left"),
        (date(2026, 12, 11), "is deactivated"),
        (date(2027, 1, 29), "is deactivated"),
    ],
)
def test_an_outgoing_kam_who_is_gone_is_a_risk_whatever_their_last_day_was(
    last_day: date | None, why: str
) -> None:
    facts = replace(SOUND, outgoing_is_active=False, outgoing_last_day=last_day)

    said = f"Tomas {why}, and ownership has not moved"
    assert health(facts, TODAY) == Verdict(Health.AT_RISK, said)


def test_nobody_misses_an_outgoing_kam_once_ownership_has_moved() -> None:
    facts = replace(SOUND, outgoing_is_active=False, has_moved=True)

    assert health(facts, TODAY).health == Health.ON_TRACK


@pytest.mark.parametrize(
    "changes",
    [
        {"outgoing_last_day": date(2026, 12, 14)},
        {"outgoing_last_day": date(2026, 12, 11), "has_moved": True},
    ],
    ids=["leaves on that day", "it has moved"],
)
def test_a_leaver_who_is_there_long_enough_is_no_risk(changes: dict[str, object]) -> None:
    facts = replace(SOUND, **changes)  # type: ignore[arg-type]

    assert health(facts, TODAY).health == Health.ON_TRACK


@pytest.mark.parametrize(
    ("last_day", "has_moved", "reason"),
    [
        (date(2026, 12, 11), False, "Priya leaves on Fri 11 Dec, before ownership moves"),
        (date(2026, 11, 20), False, "Priya left on Fri 20 Nov, before ownership moves"),
        (date(2026, 12, 14), False, "Priya leaves on Mon 14 Dec, soon after ownership moves"),
        (date(2027, 1, 14), False, "Priya leaves on Thu 14 Jan 2027, soon after ownership moves"),
        (date(2026, 12, 11), True, "Priya leaves on Fri 11 Dec, soon after ownership moved"),
        (date(2026, 11, 20), True, "Priya left on Fri 20 Nov, soon after ownership moved"),
    ],
)
def test_an_incoming_kam_who_leaves_around_the_handover_is_a_risk(
    last_day: date, reason: str, *, has_moved: bool
) -> None:
    facts = replace(SOUND, incoming_name="Priya", incoming_last_day=last_day, has_moved=has_moved)

    assert health(facts, TODAY) == Verdict(Health.AT_RISK, reason)


@pytest.mark.parametrize(
    ("ends_on", "last_day", "stands"),
    [
        (date(2027, 1, 15), date(2027, 1, 14), Health.AT_RISK),
        (date(2027, 1, 15), date(2027, 1, 15), Health.ON_TRACK),
        (date(2026, 12, 18), date(2027, 1, 12), Health.AT_RISK),
        (date(2026, 12, 18), date(2027, 1, 13), Health.ON_TRACK),
    ],
    ids=["before the end", "on the end", "29 days after the move", "30 days after the move"],
)
def test_an_incoming_kam_stays_until_the_end_and_thirty_days_after_the_move(
    ends_on: date, last_day: date, stands: Health
) -> None:
    facts = replace(SOUND, ends_on=ends_on, incoming_name="Priya", incoming_last_day=last_day)

    assert health(facts, TODAY).health == stands


@pytest.mark.parametrize(
    ("moved_on", "last_day", "stands"),
    [
        (date(2027, 1, 4), date(2027, 1, 13), Health.AT_RISK),
        (date(2027, 1, 4), date(2027, 2, 2), Health.AT_RISK),
        (date(2027, 1, 4), date(2027, 2, 3), Health.ON_TRACK),
        (date(2026, 11, 23), date(2026, 12, 22), Health.AT_RISK),
        (date(2026, 11, 23), date(2026, 12, 23), Health.ON_TRACK),
    ],
)
def test_the_days_are_counted_from_the_day_on_which_ownership_moved(
    moved_on: date, last_day: date, stands: Health
) -> None:
    moved = replace(SOUND, ends_on=date(2026, 12, 18), has_moved=True, moved_on=moved_on)

    facts = replace(moved, incoming_name="Priya", incoming_last_day=last_day)

    assert health(facts, TODAY).health == stands


def test_an_incoming_kam_who_can_no_longer_sign_in_is_a_risk_after_the_move_too() -> None:
    gone = replace(SOUND, incoming_name="Priya", incoming_is_active=False)

    moved = health(replace(gone, has_moved=True), TODAY)

    assert moved == Verdict(Health.AT_RISK, "Priya has left, after ownership moved to them")


def test_an_incoming_kam_deactivated_before_their_last_day_has_not_left_yet() -> None:
    facts = replace(SOUND, has_moved=True, incoming_name="Priya", incoming_is_active=False)

    found = health(replace(facts, incoming_last_day=date(2027, 1, 29)), TODAY)

    assert found == Verdict(Health.AT_RISK, "Priya is deactivated, after ownership moved to them")


def test_without_a_next_item_nothing_is_late() -> None:
    facts = replace(SOUND, next_due_on=None, next_title="", percent=100)

    assert health(facts, TODAY).health == Health.ON_TRACK


def test_the_worst_reason_comes_first() -> None:
    worst = replace(
        SOUND,
        ends_on=date(2026, 11, 20),
        owns_on=date(2026, 11, 10),
        next_due_on=date(2026, 11, 2),
        planned=100,
        outgoing_last_day=date(2026, 11, 1),
    )

    assert health(worst, TODAY).reason == "Was to end on Fri 20 Nov"


@pytest.mark.parametrize(
    ("today", "wanted"),
    [
        (date(2026, 11, 1), 0),
        (date(2026, 11, 2), 5),
        (date(2026, 11, 11), 50),
        (date(2026, 11, 16), 75),
        (date(2026, 12, 31), 100),
    ],
)
def test_the_plan_spreads_the_items_of_a_stage_over_its_days(today: date, wanted: int) -> None:
    stages = [
        stage(date(2026, 11, 2), date(2026, 11, 11), 10),
        stage(date(2026, 11, 12), date(2026, 11, 21), 10),
    ]

    assert planned_percent(stages, today) == wanted


def test_a_plan_without_items_wants_nothing() -> None:
    assert planned_percent([], TODAY) == 0
    assert planned_percent([stage(TODAY, TODAY, 0)], TODAY) == 0

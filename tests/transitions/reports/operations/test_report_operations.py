from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.people.models import User
from config.lib.pdf import Pdf
from tests.factories.transitions import make_transition
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations.locking import Refused
from transitions.reports import operations
from transitions.reports.choices import ReportState
from transitions.reports.models import Report
from transitions.reports.operations import making


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A printing press that only counts the versions it was given."""
    printed: list[int] = []

    def typeset(record: object, *, version: int, created: object) -> Pdf:
        printed.append(version)
        return Pdf(b"%PDF-1.7 made", 3)

    monkeypatch.setattr(making, "typeset", typeset)
    return printed


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


def broken(*args: object, **kwargs: object) -> Pdf:
    raise OSError("No space left on device")


def test_a_wanted_report_is_made_and_kept(
    completed: Transition, lead: User, press: list[int]
) -> None:
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)

    made = operations.make(wanted.pk, clock=at(MADE_AT))

    assert made is not None
    assert (made.version, made.state, made.pages, made.size) == (1, ReportState.READY, 3, 13)
    with made.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 made"
    entry = completed.log.get(kind=LogKind.REPORT)
    assert (entry.activity, entry.responsible) == ("Made version 1 of the report, 3 pages", lead)


def test_an_unchanged_record_costs_nothing(
    completed: Transition, lead: User, press: list[int]
) -> None:
    first = operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make_due(clock=at(MADE_AT))

    again = operations.want(completed.pk, by=lead, now=MADE_AT + timedelta(days=9))
    operations.make_due(clock=at(MADE_AT + timedelta(days=9)))

    assert again.pk == first.pk
    assert press == [1]
    assert Report.objects.count() == 1


def test_two_clicks_make_one_report(completed: Transition, lead: User, press: list[int]) -> None:
    first = operations.want(completed.pk, by=lead, now=MADE_AT)
    second = operations.want(completed.pk, by=lead, now=MADE_AT)

    assert first.pk == second.pk
    assert Report.objects.count() == 1


def test_a_changed_record_gets_the_next_version(
    completed: Transition, lead: User, press: list[int]
) -> None:
    operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make_due(clock=at(MADE_AT))
    Transition.objects.filter(pk=completed.pk).update(lessons="Another one")

    operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make_due(clock=at(MADE_AT))

    assert press == [1, 2]
    assert list(Report.objects.order_by("version").values_list("version", "state")) == [
        (1, ReportState.READY),
        (2, ReportState.READY),
    ]


def test_a_report_that_still_waits_is_brought_up_to_date(
    completed: Transition, lead: User, press: list[int]
) -> None:
    first = operations.want(completed.pk, by=lead, now=MADE_AT)
    Transition.objects.filter(pk=completed.pk).update(lessons="Another one")

    second = operations.want(completed.pk, by=lead, now=MADE_AT)

    assert second.pk == first.pk
    assert second.fingerprint != first.fingerprint


def test_a_report_tells_the_record_of_the_moment_it_is_made(
    completed: Transition, lead: User, press: list[int]
) -> None:
    operations.want(completed.pk, by=lead, now=MADE_AT)
    Transition.objects.filter(pk=completed.pk).update(lessons="Another one")
    operations.make_due(clock=at(MADE_AT))

    again = operations.want(completed.pk, by=lead, now=MADE_AT)

    assert (again.version, again.state) == (1, ReportState.READY)
    assert press == [1]


def test_a_claimed_report_is_left_alone_until_its_lease_ends(
    completed: Transition, lead: User, press: list[int]
) -> None:
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)
    claim(wanted)

    early = operations.make(wanted.pk, clock=at(MADE_AT + timedelta(minutes=1)))
    late = operations.make(wanted.pk, clock=at(MADE_AT + making.LEASE + timedelta(seconds=1)))

    assert early is None
    assert late is not None and late.state == ReportState.READY
    assert press == [1]


def test_each_report_of_a_long_sweep_has_a_lease_of_its_own(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = MADE_AT
    stolen: list[Report | None] = []

    def slow(*args: object, **kwargs: object) -> Pdf:
        nonlocal now
        now += timedelta(minutes=4)
        running = Report.objects.get(state=ReportState.RUNNING)
        stolen.append(operations.make(running.pk, clock=at(now)))
        return Pdf(b"%PDF", 1)

    monkeypatch.setattr(making, "typeset", slow)
    monkeypatch.setattr(making, "ROUND", timedelta(minutes=10))
    for transition in (completed, make_transition(manager=lead)):
        operations.want(transition.pk, by=lead, now=MADE_AT)

    made = operations.make_due(clock=lambda: now)

    assert (made, stolen) == (2, [None, None])
    finished = Report.objects.order_by("finished_at").values_list("finished_at", flat=True)
    assert list(finished) == [MADE_AT + timedelta(minutes=minutes) for minutes in (4, 8)]


def test_a_worker_that_comes_back_too_late_changes_nothing(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)
    other = MADE_AT + timedelta(hours=1)

    def slow(*args: object, **kwargs: Any) -> Pdf:
        Report.objects.filter(pk=wanted.pk).update(claimed_until=other)
        return Pdf(b"late", 1)

    monkeypatch.setattr(making, "typeset", slow)
    operations.make(wanted.pk, clock=at(MADE_AT))

    wanted.refresh_from_db()
    assert (wanted.state, wanted.claimed_until, wanted.file.name) == (
        ReportState.RUNNING,
        other,
        "",
    )


def test_what_goes_wrong_is_tried_three_times_and_then_told(
    completed: Transition, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "typeset", broken)
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)

    states = []
    for _ in range(4):
        operations.make_due(clock=at(MADE_AT))
        wanted.refresh_from_db()
        states.append(wanted.state)

    assert states == ["wanted", "wanted", "failed", "failed"]
    assert wanted.error == (
        "It was tried 3 times. The last problem: OSError: No space left on device"
    )


def test_a_failed_report_can_be_wanted_again(
    completed: Transition, lead: User, press: list[int]
) -> None:
    first = operations.want(completed.pk, by=lead, now=MADE_AT)
    Report.objects.filter(pk=first.pk).update(state=ReportState.FAILED, error="Disk full")

    again = operations.want(completed.pk, by=lead, now=MADE_AT)

    assert (again.version, again.state) == (2, ReportState.WANTED)


def test_a_report_that_kills_its_worker_fails_in_the_end(
    completed: Transition, lead: User, press: list[int]
) -> None:
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)
    claim(wanted, attempts=3)

    made = operations.make(wanted.pk, clock=at(MADE_AT + timedelta(hours=1)))

    assert made is not None
    assert (made.state, made.error) == (
        ReportState.FAILED,
        "The worker stopped each time it was being made.",
    )
    assert press == []


def test_a_report_whose_file_has_vanished_is_made_again(
    completed: Transition, lead: User, press: list[int]
) -> None:
    wanted = operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make_due(clock=at(MADE_AT))
    wanted.refresh_from_db()
    wanted.file.storage.delete(str(wanted.file.name))

    operations.want(completed.pk, by=lead, now=MADE_AT)
    operations.make_due(clock=at(MADE_AT))

    assert press == [1, 1]


def test_a_draft_has_no_record_to_report(lead: User) -> None:
    draft = make_transition(manager=lead, started=False)

    with pytest.raises(Refused, match="Start the transition first"):
        operations.want(draft.pk, by=lead, now=MADE_AT)


def claim(report: Report, attempts: int = 1) -> None:
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.RUNNING, attempts=attempts, claimed_until=MADE_AT + making.LEASE
    )


def test_a_round_of_reports_ends_after_a_minute_so_that_others_have_their_turn(
    completed: Transition, lead: User, press: list[int]
) -> None:
    operations.want(completed.pk, by=lead, now=MADE_AT)
    moments = iter([MADE_AT, MADE_AT, MADE_AT + timedelta(minutes=1)])

    assert operations.make_due(clock=lambda: next(moments)) == 0
    assert operations.make_due(clock=at(MADE_AT)) == 1

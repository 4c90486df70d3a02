from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Attachment, Item
from checklists.runs.operations import items as checklist_items
from checklists.runs.operations import totals
from tests.factories.transitions import make_template, make_transition
from tests.transitions.reports.conftest import MADE_AT, close
from transitions.dossier.models import Signature
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.reports.operations.document import tables
from transitions.reports.operations.document.context import context_of
from transitions.reports.queries.record import Record, fingerprint, record
from transitions.reports.queries.record.items import shorten
from transitions.reports.queries.record.sections import left_out, sections
from transitions.reports.queries.record.shapes import Result

DAY = date(2026, 12, 29)


def read(transition: Transition, today: date = DAY) -> Record:
    return record(transition.pk, company="Norvane Systems", today=today)


def test_a_record_tells_the_facts(completed: Transition) -> None:
    facts = read(completed).facts

    assert (facts.account, facts.company) == ("Brightwater Foods", "Norvane Systems")
    assert facts.reason == "New role of Tomas Eriksen"
    assert facts.status == "Completed, 2 working days late"
    assert facts.revenue == "€3,200,000"
    assert facts.key_contact and facts.key_contact.name == "Dr. Ines Marchetti"
    assert (facts.moved_on, facts.completed_on) == (date(2026, 12, 7), date(2026, 12, 22))


def test_figures_count_items_and_working_days(completed: Transition) -> None:
    figures = read(completed).figures

    assert (figures.items, figures.done, figures.skipped, figures.still_open) == (8, 7, 1, 0)
    assert (figures.on_time, figures.on_time_percent) == (6, 85)
    assert (figures.planned_days, figures.actual_days, figures.days_late) == (34, 36, 2)
    assert (figures.score, figures.scored) == ("4.0", 4)


def test_each_item_has_its_result_and_its_note(completed: Transition) -> None:
    phases = read(completed).phases

    assert [(item.number, item.result, item.note) for item in phases[0].items] == [
        ("1.1", Result.DONE, ""),
        ("1.2", Result.LATE, "The team was travelling"),
    ]
    skipped = phases[1].items[0]
    assert (skipped.result, skipped.note, skipped.done_on) == (
        Result.SKIPPED,
        "The client has its own summary",
        None,
    )
    assert phases[2].items[1].who == "Both"


def test_who_closed_an_item_is_told_where_it_was_not_assigned_to_them(
    completed: Transition, lead: User
) -> None:
    Item.objects.filter(checklist=completed.checklist).update(closed_by=lead)

    told = [item for phase in read(completed).phases for item in phase.items]

    assert {(item.who, item.closed_by) for item in told} == {
        ("Helena Brandt", ""),
        ("Tomas Eriksen", "Helena Brandt"),
        ("Priya Raman", "Helena Brandt"),
        ("Both", "Helena Brandt"),
    }


def test_the_files_of_an_item_are_named_with_it(completed: Transition, lead: User) -> None:
    item = Item.objects.get(checklist=completed.checklist, number="1.2")
    for name in ("minutes.pdf", "hall.jpg"):
        Attachment.objects.create(
            item=item, name=name, size=9, uploaded_by=lead, created_at=MADE_AT
        )

    first, second = read(completed).phases[0].items

    assert (first.files, second.files) == ((), ("minutes.pdf", "hall.jpg"))


def test_open_items_are_overdue_by_the_day_of_reading(handover: Transition) -> None:
    first = [item.result for item in read(handover, date(2026, 11, 5)).phases[0].items]
    later = [item.result for item in read(handover, date(2026, 11, 30)).phases[0].items]

    assert first == [Result.OVERDUE, Result.OPEN]
    assert later == [Result.OVERDUE, Result.OVERDUE]


def test_open_items_are_overdue_by_the_day_of_completion(completed: Transition) -> None:
    last = Item.objects.filter(checklist=completed.checklist).last()
    assert last is not None
    last.state, last.closed_at = "open", None
    last.save()

    results = [phase.items[-1].result for phase in read(completed, date(2027, 3, 1)).phases]

    assert results[-1] == Result.OVERDUE


def test_stages_stand_against_their_plan(completed: Transition) -> None:
    first = read(completed).stages[0]

    assert first.name == "Prepare"
    assert (first.closed, first.total) == (2, 2)
    assert first.actual_until == date(2026, 11, 6)
    assert first.days_late == 1


def test_the_log_leaves_out_ticks_and_reports_but_counts_ticks(completed: Transition) -> None:
    log.write(completed, LogKind.REPORT, "Made version 1", by=None, at=MADE_AT)

    told = read(completed).log

    assert [entry.activity for entry in told.entries] == [
        "Drafted the transition from Tomas Eriksen to Priya Raman",
        f"Started the transition with 8 items from {completed.template}",
        "Ownership moved to Priya",
        "Completed the transition",
    ]
    assert told.total == 5


def test_lines_lose_their_bullets(completed: Transition) -> None:
    assert read(completed).findings == ("Access took nine days.", "Two items had no owner.")


def test_sign_offs_say_what_was_done_in_changeover(completed: Transition) -> None:
    signers = {sign.person.name: sign.recorded for sign in read(completed).sign_offs}

    assert signers == {
        "Tomas Eriksen": (),
        "Priya Raman": (),
        "Helena Brandt": (
            "Moved ownership in Changeover, 7 Dec 2026",
            "Completed in Changeover, 22 Dec 2026, 15:30",
        ),
    }


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (7, "7 Dec 2026, by Changeover, on the planned day"),
        (10, "10 Dec 2026, by Changeover, once nothing stood in the way"),
    ],
)
def test_what_moved_by_itself_moved_on_its_day_or_later(
    completed: Transition, day: int, said: str
) -> None:
    Transition.objects.filter(pk=completed.pk).update(
        ownership_moved_by=None, ownership_moved_on=date(2026, 12, day)
    )

    told = read(completed)

    assert told.ownership_moved == said
    assert told.facts.moved_on == date(2026, 12, day)


def test_a_stage_is_planned_for_the_days_of_the_first_plan(handover: Transition) -> None:
    before = read(handover).stages
    contract = Item.objects.get(checklist=handover.checklist_id, title="File the contract")

    checklist_items.move(checklist_items.lock(contract.pk), date(2027, 1, 11))

    assert read(handover).stages == before


def test_silent_sections_are_left_out_and_leave_no_gap(completed: Transition, lead: User) -> None:
    Transition.objects.filter(pk=completed.pk).update(lessons="", closing=" ")

    told = read(completed)

    assert [section.number for section in sections(told)] == list(range(1, 9))
    assert left_out(told) == ["How it went", "Lessons learned", "Closing words"]


def test_a_fingerprint_stays_while_nothing_changes(completed: Transition) -> None:
    before = fingerprint(read(completed))

    log.write(completed, LogKind.REPORT, "Made version 1", by=None, at=MADE_AT)
    after = fingerprint(read(completed, date(2027, 6, 1)))

    assert after == before


@pytest.mark.parametrize(
    "change",
    [
        {"lessons": "Something else"},
        {"introduction": "Something else"},
        {"ends_on": date(2026, 12, 21)},
    ],
)
def test_a_fingerprint_changes_with_the_record(
    completed: Transition, change: dict[str, Any]
) -> None:
    before = fingerprint(read(completed))

    Transition.objects.filter(pk=completed.pk).update(**change)

    assert fingerprint(read(completed)) != before


def test_a_fingerprint_does_not_count_the_day_of_reading(completed: Transition) -> None:
    told = read(completed)

    assert fingerprint(told) == fingerprint(replace(told, as_of=date(2030, 1, 1)))


def test_a_record_takes_as_many_queries_for_a_long_checklist_as_for_a_short_one(
    completed: Transition, lead: User
) -> None:
    longer = make_transition(manager=lead, template=make_template(extra=40))
    assert longer.checklist
    for item in Item.objects.filter(checklist=longer.checklist):
        close(item, item.due_on)
    totals.refresh(longer.checklist)

    with CaptureQueriesContext(connection) as short:
        read(completed)
    with CaptureQueriesContext(connection) as long:
        read(longer)

    assert len(short) == len(long) == 12


def test_the_report_prints_who_signed_the_dossier_and_with_which_reservations(
    completed: Transition, owner: User, successor: User, lead: User
) -> None:
    before = fingerprint(read(completed))
    missing = "The price annex is missing."
    for hours, (side, by, text) in enumerate(
        [("outgoing", owner, ""), ("incoming", successor, missing), ("manager", lead, "")]
    ):
        at = MADE_AT + timedelta(hours=hours)
        Signature.objects.create(
            transition=completed, side=side, by=by, at=at, stamp="a", reservations=text
        )

    found = read(completed)

    shown = next(one for one in sections(found) if one.anchor == "keys")
    html = render_to_string(shown.template, context_of(found, 1, MADE_AT) | {"section": shown})
    rows = [(row.when, row.who, row.side) for row in tables.keys(found)]
    assert rows == [
        ("29 Dec 2026, 09:05", "Tomas Eriksen", "Handed over"),
        ("29 Dec 2026, 10:05", "Priya Raman", "Accepted with reservations"),
        ("29 Dec 2026, 11:05", "Helena Brandt", "Released"),
    ]
    assert (shown.title, shown.holds) == ("Dossier", "3 signatures, with reservations")
    assert missing in html
    assert fingerprint(found) != before, "what was printed before is printed anew"


def test_a_long_note_is_cut_at_a_word() -> None:
    text = shorten("word " * 100)

    assert len(text) <= 141
    assert text.endswith("word…")

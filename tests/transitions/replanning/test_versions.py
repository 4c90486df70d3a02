"""A running transition moves to a newer version of its template, once somebody has seen how."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.library.choices import Anchor, Condition, ItemRole, Stage
from checklists.library.models import Template
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.factories.transitions import NOW, checklist_of, make_transition, reread
from tests.transitions.replanning.conftest import item, look, move, publish
from transitions.plans.models import Transition
from transitions.plans.operations import items as plan_items
from transitions.plans.operations.working import Who
from transitions.replanning.operations import versions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
OLD = [
    piece("list", offset=2),
    piece("write", stage=Stage.TRANSFER, offset=16, waits_for=["list"]),
    piece("drop", stage=Stage.TRANSFER, offset=17),
    piece("done", stage=Stage.TRANSFER, offset=17),
    piece("call", stage=Stage.STABILISE, role=ItemRole.INCOMING, offset=30, waits_for=["drop"]),
]
NEW = [
    piece("list", offset=2),
    piece("write", stage=Stage.TRANSFER, offset=16, waits_for=["list"], title="Write it all"),
    piece("ask", stage=Stage.TRANSFER, offset=18, role=ItemRole.INCOMING, waits_for=["write"]),
    piece("hush", stage=Stage.TRANSFER, offset=18, only_when=Condition.CONFIDENTIAL),
    piece("call", stage=Stage.STABILISE, role=ItemRole.MANAGER, offset=30, waits_for=["ask"]),
    piece("bye", stage=Stage.CLOSE, anchor=Anchor.END, offset=0, is_required=False),
]


@pytest.fixture
def transition(db: None) -> Transition:
    """One that runs by version 1, of which version 2 is published; one item that goes is done."""
    old = make_template(items=OLD)
    found = make_transition(template=old)
    by = Who(found.manager, NOW)
    plan_items.tick(found.pk, item(found, "done").pk, by)
    publish(old, NEW)
    return reread(found)


def address(transition: Transition) -> str:
    return reverse("transition_version", args=[transition.pk])


def test_a_preview_lists_what_is_added_set_aside_and_changed(transition: Transition) -> None:
    found = look(transition)

    assert [(one.source.key, one.due_on, one.people) for one in found.added] == [
        ("ask", date(2026, 11, 25), "Priya"),
        ("bye", date(2026, 12, 18), "Tomas"),
    ]
    assert [one.template_key for one in found.removed] == ["drop"]
    assert [
        (one.source.key, [(change.label, change.before, change.after) for change in one.changes])
        for one in found.altered
    ] == [
        ("write", [("Title", "Write", "Write it all")]),
        (
            "call",
            [
                ("Who does it", "Incoming KAM", "Sales manager"),
                ("People", "Priya", "Helena"),
                ("Waits for", "Drop", "Ask"),
            ],
        ),
    ]
    assert found.summary == "2 items added, 1 set aside, 2 changed; 2 stay as they are."


def test_accepting_writes_what_was_shown_and_one_entry(transition: Transition) -> None:
    moved = move(transition)

    checklist = checklist_of(moved)
    rows = Item.objects.filter(checklist=checklist).values_list("template_key", "state", "number")
    assert list(rows) == [
        ("list", "open", "1.1"),
        ("write", "open", "2.1"),
        ("drop", "skipped", "2.2"),
        ("done", "done", "2.3"),
        ("ask", "open", "2.4"),
        ("call", "open", "3.1"),
        ("bye", "open", "4.1"),
    ]
    assert (moved.template.version, checklist.template.version) == (2, 2)
    assert (checklist.total, checklist.closed, len(checklist.stages)) == (7, 2, 4)
    assert item(moved, "drop").skip_reason == "No longer in version 2"
    assert (item(moved, "call").assignee, item(moved, "call").blockers) == (moved.manager, 1)
    assert [one.template_key for one in item(moved, "call").waits_for.all()] == ["ask"]
    assert item(moved, "ask").is_gate
    entry = moved.log.get(activity__startswith="Moved to version")
    assert entry.activity.endswith("2 items added, 1 set aside, 2 changed; 2 stay as they are.")
    assert "Added: Ask, Wed 25 Nov 2026" in entry.notes


def test_what_is_done_pinned_or_added_by_hand_stays(transition: Transition) -> None:
    Item.objects.filter(template_key="write").update(is_pinned=True)

    moved = move(transition)

    assert (item(moved, "done").state, item(moved, "done").title) == (ItemState.DONE, "Done")
    assert item(moved, "write").title == "Write"


def test_no_new_item_is_due_before_today(transition: Transition) -> None:
    Template.objects.get(version=2).phases.get(number=2).items.filter(key="ask").update(offset=1)
    Item.objects.filter(template_key="write").update(due_on=date(2026, 11, 4))

    added = look(transition).added[0]

    assert (added.due_on, "is over" in added.problem) == (TODAY, True)


@pytest.mark.parametrize("closed", ["skip", "tick"])
def test_a_new_item_does_not_wait_for_the_day_of_what_is_closed(
    transition: Transition, closed: str
) -> None:
    write, by = item(transition, "write"), Who(transition.manager, NOW)
    Item.objects.filter(pk=write.pk).update(due_on=date(2026, 12, 17))
    plan_items.tick(transition.pk, item(transition, "list").pk, by)
    if closed == "skip":
        plan_items.skip(transition.pk, write.pk, "Not here", by)
    else:
        plan_items.tick(transition.pk, write.pk, by)

    added = look(transition).added[0]

    assert (added.source.key, added.due_on, added.problem) == ("ask", date(2026, 11, 25), "")


def test_an_item_that_does_not_know_its_key_is_known_by_number_and_title(
    transition: Transition,
) -> None:
    Item.objects.update(template_key="")

    moved = move(transition)

    assert item(moved, "write").title == "Write it all"
    assert Item.objects.filter(title="List").count() == 1


def test_moving_twice_moves_once(transition: Transition) -> None:
    move(transition)
    who = Who(transition.manager, NOW)

    versions.move(transition.pk, seen="old", who=who, today=TODAY)

    assert transition.log.filter(activity__startswith="Moved to version").count() == 1


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_preview_that_is_out_of_date_is_refused_and_shown_anew(
    transition: Transition, sign_in: SignIn, headers: dict[str, str]
) -> None:
    seen = look(transition).stamp
    plan_items.tick(transition.pk, item(transition, "list").pk, Who(transition.manager, NOW))
    browser = sign_in(transition.manager)

    answer = browser.post(address(transition), {"seen": seen}, headers=headers)

    assert answer.status_code == 409
    assert "Something changed since you looked." in answer.text
    assert f'value="{look(transition).stamp}"' in answer.text
    assert reread(transition).template_id != Template.objects.get(version=2).pk


def test_the_menu_leads_to_the_preview_and_accepting_leads_back(
    transition: Transition, sign_in: SignIn
) -> None:
    browser = sign_in(transition.manager)

    page = browser.get(transition.get_absolute_url()).text
    preview = browser.get(address(transition))
    answer = browser.post(address(transition), {"seen": preview.context["moving"].stamp})

    assert "Move to version 2…" in page
    assert answer.headers["Location"] == transition.get_absolute_url()
    assert "Move to version" not in browser.get(transition.get_absolute_url()).text
    assert browser.get(address(transition)).status_code == 302


def test_who_reads_gets_403_and_a_stranger_404(
    transition: Transition, owner: User, sign_in: SignIn
) -> None:
    for person, status in ((transition.outgoing, 403), (owner, 404)):
        browser = sign_in(person)
        assert browser.get(address(transition)).status_code == status
        assert browser.post(address(transition), {"seen": "x"}).status_code == status


def test_the_page_of_a_template_lists_what_its_reader_manages_on_older_versions(
    transition: Transition, sign_in: SignIn, lead: User
) -> None:
    target = Template.objects.get(version=2)
    older = reverse("template_older", args=[target.pk])

    def listed(person: User) -> Any:
        return sign_in(person).get(older, headers={"HX-Request": "true"}).text

    assert older in sign_in(transition.manager).get(target.get_absolute_url()).text
    assert address(transition) in listed(transition.manager)
    assert address(transition) not in listed(lead)
    assert address(transition) not in listed(transition.outgoing)


def test_a_preview_costs_the_same_for_few_items_and_for_many(
    transition: Transition, sign_in: SignIn
) -> None:
    def queries(browser: Client) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address(transition)).status_code == 200
        return len(captured)

    browser = sign_in(transition.manager)
    few = queries(browser)
    target = Template.objects.get(version=2)
    Template.objects.filter(pk=target.pk).update(version=1, key="aside", state="retired")
    more = [piece(f"more-{number}", offset=20) for number in range(6)]
    old = Template.objects.get(key=transition.template.key)
    publish(old, [*NEW, *more])

    assert queries(browser) == few

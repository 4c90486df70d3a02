from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import Traveller

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Phase
from checklists.runs.operations import items as checklist_items
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_template, make_transition
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_header_says_who_how_far_and_how_well(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    shown = page(sign_in(owner), running.get_absolute_url())

    assert "Key account, €3.2M a year. Tomas leaves." in shown
    assert "0 of 8" in shown
    assert "Off track" in shown
    assert "“List the contacts” is 20 days overdue" in shown
    assert 'Ownership moves in <b class="ink">9 working days</b>, Mon 7 Dec' in shown
    assert "Ownership moves Mon 7 Dec when 5 required items are done." in shown


@pytest.mark.parametrize("started", [True, False])
def test_what_the_client_reads_stands_on_the_page_of_the_transition(
    account: Account, lead: User, sign_in: SignIn, started: bool
) -> None:
    transition = make_transition(account=account, manager=lead, started=started)
    client = sign_in(lead)
    without = page(client, transition.get_absolute_url())

    Transition.objects.update(client_reason="Priya <knows> it.")

    told = "What the client reads: “Priya &lt;knows&gt; it.”"
    assert told in page(client, transition.get_absolute_url())
    assert "What the client reads" not in without


@pytest.mark.parametrize(
    ("day", "moves", "left"),
    [
        (date(2026, 11, 28), "6 working days", 14),
        (date(2026, 12, 3), "2 working days", 11),
        (date(2026, 12, 4), "1 working day", 10),
        (date(2026, 12, 5), "1 working day", 9),
        (date(2026, 12, 6), "1 working day", 9),
    ],
)
@pytest.mark.usefixtures("running")
def test_list_and_header_count_the_same_days_left_on_any_day(
    lead: User, sign_in: SignIn, clock: Traveller, day: date, moves: str, left: int
) -> None:
    clock.move_to(datetime.combine(day, time(12), UTC))
    client = sign_in(lead)

    row = client.get("/transitions/").context["page"][0]
    shown = page(client, row.url)

    assert f'Ownership moves in <b class="ink">{moves}</b>, Mon 7 Dec' in shown
    assert f'Ends <b class="ink">Fri 18 Dec</b>, {left} working days left' in shown
    assert row.days_left == left


def test_a_draft_that_has_not_begun_has_all_its_days_left(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft = make_transition(
        account=account,
        incoming=successor,
        manager=lead,
        started=False,
        starts_on=date(2026, 11, 30),
        owns_on=date(2026, 12, 21),
        ends_on=date(2027, 1, 8),
    )

    shown = page(sign_in(lead), draft.get_absolute_url())

    assert "8 items over 26 working days" in shown
    assert 'Ends <b class="ink">Fri 8 Jan 2027</b>, 26 working days left' in shown


def test_a_blocked_item_says_what_it_waits_for(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    shown = page(sign_in(owner), f"{running.get_absolute_url()}?show=blocked")

    meeting = item_of(running, "Meet the client")
    assert f'id="tick-{meeting.pk}"' in shown
    assert "Waits for 3.1" in shown
    assert f"/items/{meeting.pk}/tick/" not in shown


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("mine", {"Agree the agenda", "Meet the client", "Call the client alone"}),
        ("overdue", {"List the contacts", "Brief the team", "Write the summary"}),
        ("today", {"File the contract", "Agree the agenda"}),
        ("blocked", {"Meet the client", "Call the client alone"}),
    ],
)
def test_filters_show_what_they_say(
    running: Transition, successor: User, sign_in: SignIn, show: str, titles: set[str]
) -> None:
    response = sign_in(successor).get(running.get_absolute_url(), {"show": show})

    groups = response.context["page"].groups
    assert {row.title for group in groups for row in group.rows} == titles


@pytest.mark.parametrize("by", ["phase", "person", "week"])
def test_every_grouping_shows_every_item_once(
    running: Transition, successor: User, sign_in: SignIn, by: str
) -> None:
    response = sign_in(successor).get(running.get_absolute_url(), {"by": by})

    groups = response.context["page"].groups
    numbers = [row.number for group in groups for row in (*group.rows, *group.finished)]
    assert sorted(numbers) == ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "5.1"]


def test_an_item_unfolds_by_its_link(running: Transition, owner: User, sign_in: SignIn) -> None:
    agenda = item_of(running, "Agree the agenda")

    shown = page(sign_in(owner), f"{running.get_absolute_url()}?item={agenda.pk}")

    assert "What good looks like" in shown
    assert "How to: agree the agenda." in shown
    assert f'action="/transitions/{running.pk}/items/{agenda.pk}/note/"' in shown


def test_an_unfolded_item_of_another_transition_is_not_there(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    other = item_of(make_transition(), "Agree the agenda")

    response = sign_in(owner).get(running.get_absolute_url(), {"item": other.pk})

    assert response.status_code == 404


def test_a_draft_shows_its_plan(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft = make_transition(account=account, incoming=successor, manager=lead, started=False)

    shown = page(sign_in(lead), draft.get_absolute_url())

    assert "This is a draft." in shown
    assert "8 items over 34 working days" in shown
    assert "Start…" in shown


def test_a_transition_on_hold_says_why_and_can_only_be_read(
    running: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    shown = page(sign_in(owner), running.get_absolute_url())

    assert "This transition is on hold." in shown
    assert 'Ownership is <b class="ink">on hold</b>, planned for Mon 7 Dec' in shown
    assert "its handover is on hold." in shown
    assert "“They merge” By Helena Brandt on Tue 24 Nov." in shown
    assert 'form="tick"' not in shown


def test_a_reader_sees_no_way_to_write(running: Transition, reader: User, sign_in: SignIn) -> None:
    shown = page(sign_in(reader), running.get_absolute_url())

    assert "You can read this transition, but not change it." in shown
    assert 'form="tick"' not in shown
    assert "Add item" not in shown


def test_finished_items_of_a_late_phase_are_folded(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    running = make_transition(
        account=account, incoming=successor, manager=lead, template=make_template(extra=4)
    )
    for number in range(1, 5):
        checklist_items.close(
            checklist_items.lock(item_of(running, f"Extra {number}").pk), by=lead, now=NOW
        )
    checklist_items.move(
        checklist_items.lock(item_of(running, "Agree the agenda").pk), date(2026, 11, 23)
    )
    Phase.objects.filter(checklist=running.checklist_id, number=3).update(
        ends_on=date(2026, 11, 23)
    )

    shown = page(sign_in(lead), running.get_absolute_url())

    assert "Show 4 finished items" in shown


@pytest.mark.parametrize(("query", "most"), [("", 14), ("?item={item}", 15)])
def test_the_page_asks_the_database_a_constant_number_of_times(
    long: Transition, lead: User, sign_in: SignIn, query: str, most: int
) -> None:
    short = make_transition(manager=lead)
    client = sign_in(lead)
    counts = []
    for transition in (short, long):
        item = item_of(transition, "Agree the agenda").pk
        address = transition.get_absolute_url() + query.format(item=item)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= most


def test_a_stranger_finds_nothing(running: Transition, stranger: User, sign_in: SignIn) -> None:
    agenda = item_of(running, "Agree the agenda").pk
    member = running.team.first()
    assert member
    base = running.get_absolute_url()
    pages = ["", "team/", "team/new/", f"team/{member.pk}/", f"team/{member.pk}/leave/"]
    pages += ["log/", "log/new/", "items/new/", f"items/{agenda}/", "files/1/"]
    pages += [f"{action}/" for action in ("start", "hold", "resume", "cancel")]
    pages += ["ownership/", "complete/", "edit/"]
    client = sign_in(stranger)

    found = {path: client.get(base + path).status_code for path in pages}

    assert set(found.values()) == {404}, found


def test_a_reader_may_not_open_the_pages_that_write(
    running: Transition, reader: User, sign_in: SignIn
) -> None:
    client, base = sign_in(reader), running.get_absolute_url()
    pages = ["team/new/", "log/new/", "items/new/", "hold/", "ownership/", "complete/", "edit/"]

    found = {path: client.get(base + path).status_code for path in pages}

    assert set(found.values()) == {403}, found


def test_a_checklist_unfolds_and_folds_all_at_once(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), running.get_absolute_url()

    usual = client.get(address).context["page"]
    unfolded = client.get(f"{address}?unfold=all").context["page"]
    folded = client.get(f"{address}?unfold=none").context["page"]

    assert (usual.unfold.label, usual.unfold.url) == ("Unfold all", "?unfold=all")
    assert [group.is_open for group in unfolded.groups] == [True] * 5
    assert (unfolded.unfold.label, unfolded.unfold.url) == ("Fold all", "?unfold=none")
    assert [group.is_open for group in folded.groups] == [False] * 5
    assert folded.unfold.label == "Unfold all"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("replan/", "Re-plan"),
        ("gates/", "Gates"),
        ("select/", "Select items"),
        ("ownership/", "Move ownership"),
        ("items/new/", "Add an item"),
    ],
)
def test_a_page_behind_no_tab_ends_the_way_there_with_its_name_and_marks_no_tab(
    running: Transition, lead: User, sign_in: SignIn, address: str, name: str
) -> None:
    home = running.get_absolute_url()

    shown = page(sign_in(lead), f"{home}{address}")

    crumbs = shown.split('class="crumbs"')[1].split("</nav>")[0]
    tabs = shown.split('id="tr-tabs"')[1].split("</nav>")[0]
    assert f'href="{home}">Brightwater Foods</a>' in crumbs
    assert f'<span aria-current="page">{name}</span>' in crumbs
    assert "aria-current" not in tabs

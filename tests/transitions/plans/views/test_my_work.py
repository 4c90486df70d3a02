from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Item, Phase
from checklists.runs.operations import items as checklist_items
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_template, make_transition
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import items, lifecycle, team
from transitions.plans.operations.items import Who
from transitions.plans.operations.team import Joining

pytestmark = pytest.mark.django_db
ADDRESS = "/my-work/"


def buckets(client: Client, **answers: str) -> dict[str, list[str]]:
    found = client.get(ADDRESS, answers).context["work"].buckets
    return {bucket.title: [line.row.title for line in bucket.rows] for bucket in found}


def test_work_lies_in_buckets_of_time(
    running: Transition, successor: User, owner: User, sign_in: SignIn
) -> None:
    assert buckets(sign_in(owner)) == {
        "Overdue": ["List the contacts", "Write the summary"],
        "Today": ["File the contract"],
        "This week": ["Meet the client"],
    }
    assert buckets(sign_in(successor)) == {
        "Today": ["Agree the agenda"],
        "This week": ["Meet the client"],
        "Later": ["Call the client alone"],
    }


def test_the_first_sentence_counts_what_matters(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    shown = sign_in(owner).get(ADDRESS).content.decode()

    assert "2 overdue, 1 due today. After that the week is light: 1 more." in shown


def test_later_work_is_shown_ten_at_a_time(clock: object, successor: User, sign_in: SignIn) -> None:
    make_transition(incoming=successor, template=make_template(extra=15))
    Item.objects.filter(title__startswith="Extra").update(due_on="2026-12-10")
    client = sign_in(successor)

    few, all_of_it = buckets(client)["Later"], buckets(client, later="all")["Later"]

    assert (len(few), len(all_of_it)) == (10, 16)
    assert "Show 6 more" in client.get(ADDRESS).content.decode()


def test_work_on_hold_is_not_shown(
    running: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    shown = sign_in(owner).get(ADDRESS)

    assert shown.context["work"].totals.open == 0
    assert "Nothing is left to do" in shown.content.decode()


def test_waiting_holds_my_blocked_items_and_what_others_owe_me(
    running: Transition, successor: User, owner: User, sign_in: SignIn
) -> None:
    checklist_items.reassign(checklist_items.lock(item_of(running, "Agree the agenda").pk), owner)

    work = sign_in(successor).get(ADDRESS, {"tab": "waiting"}).context["work"]

    mine = [line.row.title for line in work.buckets[0].rows]
    owed = [line.row.title for line in work.owed]
    assert mine == ["Meet the client", "Call the client alone"]
    assert owed == ["List the contacts", "Brief the team", "Write the summary", "Agree the agenda"]


def test_finished_shows_what_i_closed_the_latest_first(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    checklist_items.close(
        checklist_items.lock(item_of(running, "Agree the agenda").pk), by=successor, now=NOW
    )

    lines = sign_in(successor).get(ADDRESS, {"tab": "finished"}).context["lines"]

    assert [(line.row.title, line.place.account) for line in lines] == [
        ("Agree the agenda", "Brightwater Foods")
    ]


def test_what_i_closed_is_hidden_once_i_do_not_see_its_transition_any_more(
    running: Transition, stranger: User, lead: User, sign_in: SignIn
) -> None:
    joined = team.add(running.pk, Joining(TeamRole.BACKUP, stranger), by=lead, now=NOW)
    item = item_of(running, "Agree the agenda")
    checklist_items.close(checklist_items.lock(item.pk), by=stranger, now=NOW)
    client = sign_in(stranger)

    def finished() -> tuple[int, list[str]]:
        context = client.get(ADDRESS, {"tab": "finished"}).context
        titles = [line.row.title for line in context["lines"]]
        return context["work"].totals.finished, titles

    before = finished()
    team.remove(joined.pk, by=lead, now=NOW)

    assert before == (1, ["Agree the agenda"])
    assert finished() == (0, [])


@pytest.mark.parametrize(
    ("answers", "titles"),
    [
        ({"q": "contract"}, ["File the contract"]),
        ({"stage": "prepare"}, ["List the contacts"]),
        ({"account": "{other}"}, []),
        ({"q": "no such thing"}, []),
    ],
)
def test_filters_narrow_the_work(
    running: Transition,
    owner: User,
    sign_in: SignIn,
    answers: dict[str, str],
    titles: list[str],
) -> None:
    answers = {key: value.format(other=running.account_id + 1) for key, value in answers.items()}

    response = sign_in(owner).get(ADDRESS, answers)

    shown = [line.row.title for bucket in response.context["work"].buckets for line in bucket.rows]
    assert shown == titles
    assert "Clear filter" in response.content.decode()


def test_a_zero_byte_finds_nothing_special(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    response = sign_in(successor).get(f"{ADDRESS}?q=%00agenda")

    assert "Agree the agenda" in response.content.decode()


def test_a_row_says_what_has_yet_to_prove_its_item(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client, summary = sign_in(owner), item_of(running, "Write the summary")
    before = client.get("/my-work/").content.decode()

    items.note(running.pk, summary.pk, "Sent to Priya.", Who(owner, NOW))

    after = client.get("/my-work/").content.decode()
    assert (before.count(">A note proves it<"), before.count(">A file proves it<")) == (1, 1)
    assert (after.count(">A note proves it<"), after.count(">A file proves it<")) == (0, 1)


def test_strangers_see_no_work_of_others(
    running: Transition, stranger: User, sign_in: SignIn
) -> None:
    shown = sign_in(stranger).get(ADDRESS).content.decode()

    assert "Brightwater" not in shown
    assert "You are on no running transition." in shown


@pytest.mark.parametrize("tab", ["todo", "waiting", "finished"])
def test_my_work_asks_the_database_a_constant_number_of_times(
    running: Transition, successor: User, lead: User, sign_in: SignIn, tab: str
) -> None:
    client = sign_in(successor)
    checklist_items.close(
        checklist_items.lock(item_of(running, "Agree the agenda").pk), by=successor, now=NOW
    )
    counts = []
    for extra in (0, 12):
        if extra:
            for _ in range(2):
                more = make_transition(incoming=successor, template=make_template(extra=extra))
                checklist_items.close(
                    checklist_items.lock(item_of(more, "Extra 1").pk), by=successor, now=NOW
                )
        client.get(ADDRESS, {"tab": tab})
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS, {"tab": tab})
        counts.append(len(queries))

    page = 8  # session, person, navigation; places, what is open, what is finished, lines, links
    assert counts == [page + (2 if tab == "finished" else 0)] * 2


def test_a_filter_leaves_the_sentence_and_the_tabs_as_they_are(
    running: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    whole, narrow = client.get(ADDRESS), client.get(ADDRESS, {"q": "zzzz"})

    assert narrow.context["work"].totals == whole.context["work"].totals
    assert narrow.context["work"].sentence == whole.context["work"].sentence
    assert "Nothing fits this filter" in narrow.content.decode()
    assert "Nothing left this week" not in narrow.content.decode()


def test_rows_and_filter_speak_of_stages(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    Phase.objects.update(name="A phase with a name of its own")

    shown = sign_in(successor).get(ADDRESS).content.decode()

    assert '<span class="only-d">Introduce</span>' in shown
    assert "A phase with a name of its own" not in shown


def test_a_row_waits_for_everybody_on_the_other_item_the_reader_first(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    shown = sign_in(successor).get(ADDRESS).content.decode()

    assert "Waits for you: Agree the agenda" in shown
    assert "Waits for you and Tomas: Meet the client" in shown


def test_a_transition_on_hold_shows_no_health_but_its_reason(
    running: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    lifecycle.hold(running.pk, "They merge", by=lead, now=NOW)

    shown = sign_in(owner).get(ADDRESS).content.decode()

    rail = shown[shown.index('id="work-rail"') :]
    assert "#pause-circle" in rail
    assert "On hold: They merge" in rail
    assert 'class="health' not in rail

"""An entry of the log that is about one item leads to it, on every page, and names it in files."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.models import Item
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of
from tests.support.exports import exported
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations import items
from transitions.plans.operations.items import NewItem, Who
from transitions.plans.queries.log_words import Said, said

pytestmark = pytest.mark.django_db


def link(transition: Transition, item: Item) -> str:
    page = f"/transitions/{transition.pk}/"
    return f'<a class="ink" href="{page}?item={item.pk}#item-{item.pk}">{item.title}</a>'


def test_whatever_is_done_with_one_item_leads_to_it(
    running: Transition, agenda: Item, successor: User
) -> None:
    who, pk, day = Who(successor, NOW), running.pk, date(2026, 11, 30)

    items.note(pk, agenda.pk, "They agree.", who)
    items.move_date(pk, agenda.pk, day, who, anyway=True)
    items.tick(pk, agenda.pk, who)
    new = NewItem(
        agenda.phase_id, "Send them", "", successor, day, is_required=False, is_gate=False
    )
    added = items.add(pk, new, who)

    told = LogEntry.objects.filter(transition=running, kind__in=["item", "dates"]).order_by("pk")
    assert list(told.values_list("activity", "item")) == [
        ("Noted on “Agree the agenda”", agenda.pk),
        ("Moved to Mon 30 Nov 2026: “Agree the agenda”", agenda.pk),
        ("Ticked “Agree the agenda”", agenda.pk),
        ("Added “Send them” for Priya Raman, due Mon 30 Nov 2026", added.pk),
    ]


@pytest.mark.parametrize("place", ["/transitions/{}/log/", "/log/", "/"])
def test_the_name_of_an_item_is_a_link_to_it_and_a_file_has_it_in_its_own_column(
    running: Transition, agenda: Item, successor: User, lead: User, sign_in: SignIn, place: str
) -> None:
    items.tick(running.pk, agenda.pk, Who(successor, NOW))
    client, page = sign_in(lead), place.format(running.pk)

    text = client.get(page, follow=True).text

    assert f"icked “{link(running, agenda)}”" in text
    if page != "/":
        heads, *rows = exported(client, f"{page}export/csv/?q=ticked")
        assert [row[heads.index("Item")] for row in rows] == [f"{agenda.number} {agenda.title}"]


def test_an_item_that_is_gone_or_renamed_is_told_as_it_was() -> None:
    gone = said("Ticked “Call”", 1, 2, None)
    renamed = said("Ticked “Call”", 1, 2, "Call them")
    twice = said("Added the file “Call” to “Call”", 1, 2, "Call")

    page = "/transitions/1/?item=2#item-2"
    assert gone == Said("Ticked “Call”")
    assert renamed == Said("Ticked “Call”, now “", "Call them", page, "”")
    assert twice == Said("Added the file “Call” to “", "Call", page, "”")


def test_of_what_was_cut_nobody_says_that_it_was_renamed() -> None:
    cut = said("Set aside “Call th…", 1, 2, "Call them")

    assert cut == Said("Set aside “Call th… “", "Call them", "/transitions/1/?item=2#item-2", "”")


def test_the_log_outlives_an_item(running: Transition, lead: User, sign_in: SignIn) -> None:
    told = {"kind": "item", "happened_at": NOW, "activity": "Ticked “Gone by now”"}
    LogEntry.objects.create(transition=running, item_id=987654, **told)

    for page in (f"/transitions/{running.pk}/log/", "/log/"):
        text = sign_in(lead).get(page).text
        assert ("icked “Gone by now”" in text, "?item=987654" in text) == (True, False)


@pytest.mark.parametrize("place", ["/transitions/{}/log/", "/log/"])
def test_more_items_in_the_log_take_no_more_queries(
    running: Transition, lead: User, sign_in: SignIn, place: str
) -> None:
    client, page = sign_in(lead), place.format(running.pk)

    def asked(*titles: str) -> int:
        for title in titles:
            items.tick(running.pk, item_of(running, title).pk, Who(lead, NOW))
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    assert asked("List the contacts") == asked("Brief the team", "Agree the agenda")

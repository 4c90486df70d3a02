"""A log of more entries than its pages offer at once: it goes on before one of them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_person, make_transition
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry, Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    then = NOW - timedelta(days=21)
    return make_transition(account=account, incoming=successor, manager=lead, now=then)


@pytest.fixture
def long_log(transition: Transition, owner: User, lead: User) -> None:
    """Three hundred and one calls by hand, each three of them at the same moment."""
    LogEntry.objects.bulk_create(
        LogEntry(
            transition=transition,
            kind=LogKind.MANUAL,
            happened_at=NOW - timedelta(minutes=number // 3),
            activity=f"Call {number}",
            responsible=owner,
            written_by=lead,
        )
        for number in range(301)
    )


@pytest.mark.usefixtures("long_log")
def test_a_long_log_is_not_counted_and_goes_on_where_its_pages_end(
    lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    first = client.get("/log/?q=call").content.decode()
    last = client.get("/log/?q=call&page=4").content.decode()
    older = client.get(address(last, "Older")).content.decode()
    rest = client.get(address(older, "Next")).content.decode()

    assert "1–50 of more than 200" in first
    assert "Older" not in first
    assert "Before Tue 24 Nov" in older
    assert "1–50 of 101" in older
    pages = [first, *(client.get(f"/log/?q=call&page={n}").text for n in (2, 3, 4))]
    pages += [older, rest, client.get(address(rest, "Next")).text]
    calls = [call for page in pages for call in re.findall(r"Call \d+", page)]
    assert len(calls) == len(set(calls)) == 301
    assert address(older, "Newest") == "/log/?q=call"


@pytest.mark.usefixtures("long_log")
def test_a_long_log_goes_on_from_the_oldest_entries_too(lead: User, sign_in: SignIn) -> None:
    client, asked = sign_in(lead), "/log/?q=call&sort=oldest"
    pages = [client.get(f"{asked}&page={number}").text for number in (1, 2, 3, 4)]
    newer = client.get(address(pages[-1], "Newer")).text
    pages += [newer, client.get(address(newer, "Next")).text]
    pages += [client.get(address(pages[-1], "Next")).text]

    assert "After Tue 24 Nov" in newer
    calls = [int(call) for page in pages for call in re.findall(r"Call (\d+)", page)]
    assert sorted(calls) == list(range(301))
    assert [call // 3 for call in calls] == sorted((call // 3 for call in calls), reverse=True)


@pytest.mark.usefixtures("long_log")
def test_where_a_part_of_the_log_is_counted_a_file_names_no_number_and_says_what_it_takes(
    lead: User, sign_in: SignIn
) -> None:
    """A file holds all that was asked for, whatever part of it the page begins with."""
    client = sign_in(lead)
    first = client.get("/log/?q=call").text
    older = client.get(address(client.get("/log/?q=call&page=4").text, "Older")).text
    few = client.get("/log/?q=call+29").text

    rest = "A workbook takes up to 50,000, a CSV up to 250,000: filter a longer list first."
    for page in (first, older):
        assert f"All rows, in this order. {rest}" in page
    assert "All 13 rows, in this order.</p>" in few


@pytest.mark.usefixtures("long_log")
@pytest.mark.parametrize("before", ["", "0", "x", "²", "9" * 30])
def test_a_start_that_does_not_exist_is_the_newest_entry(
    before: str, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(f"/log/?before={before}&q=call").content.decode()

    assert "of more than 200" in page
    assert ">Newest<" not in page


def test_nobody_learns_when_something_happened_that_they_do_not_see(
    transition: Transition, sign_in: SignIn
) -> None:
    entry = transition.log.latest("pk")
    other = make_person("Marc Delacroix", Role.MANAGER)

    page = sign_in(other).get(f"/log/?before={entry.pk}").content.decode()

    assert "Before" not in page
    assert "The log is empty" in page


def test_nothing_before_the_first_entry_leads_back_to_the_newest(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    entry = transition.log.earliest("happened_at", "pk")

    page = sign_in(lead).get(f"/log/?before={entry.pk}").content.decode()

    assert "Nothing happened before" in page
    assert address(page, "Newest") == "/log/?"


def address(page: str, link: str) -> str:
    """Where a link of the log leads."""
    found = re.search(rf'<a[^>]*href="([^"]+)"[^>]*>\s*{link}', page)
    assert found, link
    return f"/log/{found[1]}".replace("&amp;", "&")

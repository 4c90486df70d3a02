"""The whole log: everything that may be seen, searched and sifted, in a constant few queries."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from config.lib import search
from tests.conftest import SignIn
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import health, items, log, team
from transitions.plans.operations.items import Who
from transitions.plans.operations.log import ByHand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    """Started three weeks ago, worse since then; one item ticked, one entry by hand."""
    then = NOW - timedelta(days=21)
    made = make_transition(account=account, incoming=successor, manager=lead, now=then)
    health.refresh_all(NOW - timedelta(days=2))
    items.tick(made.pk, item_of(made, "List the contacts").pk, Who(made.outgoing, NOW))
    told = ByHand("Called the buyer", successor, NOW - timedelta(days=1), "They are content.")
    log.add_by_hand(made.pk, told, by=lead)
    return made


def said(page: str) -> list[str]:
    """The lines of the log as a person reads them."""
    page = re.sub(r'(“)<a class="ink"[^>]*>([^<]*)</a>(”)', r"\1\2\3", page)
    lines = re.findall(r"<li>.*?</li>", page.split('id="found"')[1], re.DOTALL)
    found = [
        re.sub(r"<time.*?</time>|<svg.*?</svg>|<span class=\"av.*?</span>", "", x) for x in lines
    ]
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in found]


def test_the_newest_comes_first_with_who_and_where(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get("/log/").content.decode()

    lines = said(page)
    assert lines[0] == "Tomas Eriksen ticked “List the contacts” · Brightwater Foods"
    assert lines[1] == ("Priya Raman wrote: Called the buyer · Brightwater Foods They are content.")
    assert lines[2].startswith("Health of Brightwater Foods went from on track to off track: ")
    assert re.findall(r'log-d">([^<]+)<', page)[:2] == ["Today", "Yesterday"]
    times = re.findall(r'<time datetime="([^"]+)">([^<]*)</time>', page)
    assert times[:2] == [("2026-11-24T09:12:00+01:00", "09:12"), ("2026-11-23T09:12:00+01:00", "")]


def test_who_changes_the_team_is_told_apart_from_who_joins_or_leaves(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    ruth = make_person("Ruth Aigner", Role.HR)
    joining = team.Joining(person=ruth, role=TeamRole.HR, role_name="", responsibilities="")
    member = team.add(transition.pk, joining, by=lead, now=NOW)
    team.change(member.pk, team.Edit(ruth, "Contracts"), by=lead, now=NOW)
    team.remove(member.pk, by=lead, now=NOW)

    lines = said(sign_in(lead).get("/log/?kind=team").text)

    assert [line.partition(" · ")[0] for line in lines[:3]] == [
        "Helena Brandt changed the team: Ruth Aigner left the team (HR)",
        "Helena Brandt changed what Ruth Aigner answers for as HR",
        "Helena Brandt changed the team: Ruth Aigner joined as HR",
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("?q=buyer", 1),
        ("?q=content", 1),
        ("?q=brightwater", 5),
        ("?q=BÚYER+brightwater", 1),
        ("?q=priya+buyer", 1),
        ("?q=eriksen+ticked", 1),
        ("?q=buyer's", 0),
        ("?q=TR-2026", 5),
        ("?q=TR-2025", 0),
        ("?kind=health", 1),
        ("?kind=lifecycle", 2),
        ("?since=2026-11-24", 1),
        ("?until=2026-11-21", 2),
        ("?since=2026-11-22&until=2026-11-23", 2),
        ("?kind=nonsense", 0),
        ("?person=999999", 0),
        ("?since=0001-01-01", 0),
        ("?until=9999-12-31", 0),
        ("?since=tomorrow", 0),
    ],
)
def test_the_log_is_sifted(
    asked: str, expected: int, transition: Transition, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(f"/log/{asked}").content.decode()

    assert len(said(page)) == expected
    assert ("Nothing in the log fits this filter" in page) == (expected == 0)


def test_entries_of_one_person_are_found(
    transition: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(f"/log/?person={owner.pk}").content.decode()

    assert said(page) == ["Tomas Eriksen ticked “List the contacts” · Brightwater Foods"]


def test_nobody_reads_of_transitions_they_do_not_see(
    transition: Transition, reader: User, lead: User, sign_in: SignIn
) -> None:
    other = make_person("Marc Delacroix", Role.MANAGER)
    Account.objects.filter(pk=transition.account_id).update(is_confidential=True)

    for person in (reader, other):
        page = sign_in(person).get("/log/").content.decode()
        assert said(page) == []
        assert "Brightwater" not in page
        assert "The log is empty" in page


def test_a_manager_is_offered_who_did_something_that_they_see_and_a_leader_everybody(
    transition: Transition, reader: User, lead: User, sign_in: SignIn
) -> None:
    idle = make_person("Noor Haddad", Role.KAM)

    def offered(person: User) -> list[str]:
        page = sign_in(person).get("/log/").content.decode()
        box = page.partition('name="person"')[2].partition("</select>")[0]
        return re.findall(r">([^<>]+)</option>", box)[1:]

    assert offered(lead) == [lead.full_name, "Priya Raman", "Tomas Eriksen"]
    assert offered(make_person("Marc Delacroix", Role.MANAGER)) == []
    assert {idle.full_name, "Tomas Eriksen"} < set(offered(reader))


@pytest.mark.parametrize("role", [Role.KAM, Role.HR])
def test_the_whole_log_is_for_those_who_oversee(role: Role, sign_in: SignIn) -> None:
    response = sign_in(make_person("Priya Raman", role)).get("/log/")

    assert response.status_code == 404
    assert "it is not for you to see" in response.text


def test_pages_and_filters_go_together(
    transition: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    for number in range(60):
        told = ByHand(f"Call {number}", owner, NOW - timedelta(minutes=number))
        log.add_by_hand(transition.pk, told, by=lead)
    client = sign_in(lead)

    first = client.get("/log/?q=call").content.decode()
    second = client.get("/log/?q=call&page=2").content.decode()

    assert (len(said(first)), len(said(second))) == (50, 11)
    assert "?q=call&amp;page=2" in first


def test_a_word_that_names_many_finds_what_one_that_names_few_does(
    transition: Transition, lead: User, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_transition(manager=lead)
    client = sign_in(lead)
    few = said(client.get("/log/?q=tr-2026").content.decode())
    monkeypatch.setattr(search, "FEW", 0)

    many = said(client.get("/log/?q=tr-2026").content.decode())

    assert many == few
    assert len({line.rpartition(" · ")[2] for line in many}) > 1


def test_with_htmx_only_what_was_found_is_answered(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    part = sign_in(lead).get("/log/?kind=health", headers={"HX-Request": "true"})

    assert part.content.decode().lstrip().startswith("<section")


def test_more_words_take_no_more_queries(
    transition: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    client.get("/log/?q=brightwater")
    with CaptureQueriesContext(connection) as one:
        found = client.get("/log/?q=brightwater").text

    with CaptureQueriesContext(connection) as many:
        of_letters = client.get("/log/?q=b+r+i+g+h+t+w+a+e").text

    assert len(many) == len(one) <= 8
    assert said(of_letters) == said(found) != []

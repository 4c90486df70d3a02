"""Every number of the dashboard is the number of rows on the page behind its link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Team, User
from tests.conftest import SignIn
from tests.factories.people import CalendarFactory, TeamFactory, UserFactory
from tests.factories.transitions import NOW, item_of, make_person, make_transition
from tests.support.kept import kept_for_a_module
from transitions.plans.operations import items, lifecycle, ownership
from transitions.plans.operations.items import Who

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
LINK = re.compile(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
ALL_KINDS = ["", "?region=Vienna", "?line=Fleet&region=Vienna", "?team={team}", "?team={west}"]


@dataclass(frozen=True)
class Company:
    """The people and teams of the portfolio, which the tests of this file share."""

    lead: User
    team: Team
    west: Team
    owner: User
    successor: User


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    with kept_for_a_module(django_db_blocker):
        with time_machine.travel(NOW, tick=False):
            built = _people()
            _portfolio(built)
        yield built


@pytest.fixture(autouse=True)
def lead(company: Company) -> User:
    return company.lead


@pytest.fixture
def team(company: Company) -> Team:
    return company.team


@pytest.fixture
def west(company: Company) -> Team:
    return company.west


@pytest.fixture
def successor(company: Company) -> User:
    return company.successor


def _people() -> Company:
    lead = UserFactory.create(full_name="Helena Brandt", role=Role.MANAGER)
    team = TeamFactory.create(name="Industry", lead=lead)
    lead.team = team
    lead.save(update_fields=["team"])
    CalendarFactory.create(name="Austria", is_default=True)
    return Company(
        lead=lead,
        team=team,
        west=TeamFactory.create(name="West", lead=make_person("Marc Delacroix")),
        owner=UserFactory.create(full_name="Tomas Eriksen", team=team),
        successor=UserFactory.create(full_name="Priya Raman", team=team),
    )


def _portfolio(company: Company) -> None:
    """Well and ill, moved, on hold, drafts, confidential, two teams, places and currencies."""
    lead, owner, successor = company.lead, company.owner, company.successor

    def handed(name: str, revenue: int, *, from_: User, to: User, **more: Any) -> Any:
        changes = {key: more.pop(key) for key in ("starts_on", "started") if key in more}
        account = Account.objects.create(
            name=name, owner=from_, annual_revenue=revenue, **{"region": "Vienna", **more}
        )
        return make_transition(account=account, incoming=to, manager=lead, **changes)

    sofia, ines = (
        make_person("Sofia Castellano", team=company.team),
        make_person("Ines West", team=company.west),
    )
    today = NOW.date()
    for number in range(3):
        handed(f"Sound {number}", 700_000, from_=sofia, to=successor, starts_on=today)
    handed("Kestrel", 2_600_000, from_=owner, to=successor, line_of_business="Fleet")
    handed("Franc", 1_700_000, from_=owner, to=sofia, currency="CHF", region="Tyrol")
    moved = handed("Moved", 400_000, from_=owner, to=ines, line_of_business="Fleet")
    ownership.move(moved.pk, by=lead, now=NOW, override_reason="Agreed.")
    held = handed("Held", 900_000, from_=sofia, to=owner, line_of_business="Offices")
    lifecycle.hold(held.pk, "The client asked.", by=lead, now=NOW)
    handed("Secret", 3_200_000, from_=sofia, to=successor, is_confidential=True)
    handed("Draft", 600_000, from_=sofia, to=owner, started=False)
    risky = handed("Risky", 1_100_000, from_=ines, to=sofia)
    for title in ("List the contacts", "Brief the team"):
        items.tick(risky.pk, item_of(risky, title).pk, Who(lead, NOW))
    make_transition()


def rows_behind(client: Client, link: str) -> Iterator[Any]:
    """The rows of all pages of a list."""
    number, more = 1, True
    while more:
        response = client.get(f"{link}&page={number}")
        assert response.status_code == 200
        page = response.context["found"].table.page
        yield from page.object_list
        number, more = number + 1, page.has_next()


def links_of(client: Client, asked: str) -> tuple[list[tuple[str, str]], str]:
    page = client.get(f"/dashboard/{asked}").content.decode()
    figures = page.split('aria-label="Key figures"')[1].split("</section>")[0]
    found = [(unescape(href), in_words(text)) for href, text in LINK.findall(figures)]
    return [(href, text) for href, text in found if "?" in href], page


def in_words(markup: str) -> str:
    told = re.sub(r"<small.*?</small>", "", markup, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", told)).split())


def in_euro(rows: list[Any]) -> str:
    euros = sum((row.revenue or Decimal(0) for row in rows if row.currency == "EUR"), Decimal(0))
    return f"€{euros / 1_000_000:.1f}M" if euros >= 1_000_000 else f"€{euros / 1000:.0f}K"


OFFERED = [
    (name, asked)
    for name in ("lead", "reader", "administrator")
    for asked in ALL_KINDS
    if (name, asked) != ("lead", "?team={west}")  # another team: a lead is not offered that
]


@pytest.mark.parametrize(("name", "asked"), OFFERED)
def test_each_figure_and_each_part_of_it_is_what_its_link_shows(
    name: str, asked: str, team: Team, west: Team, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    client = sign_in(request.getfixturevalue(name))
    found, _ = links_of(client, asked.format(team=team.pk, west=west.pk))

    assert len(found) >= 5
    for link, text in found:
        rows = list(rows_behind(client, link))
        if "revenue" in text.lower():
            told = text.rpartition(" ")[2]
            assert told in {in_euro(rows), "–"}, (link, text)
            assert (told == "–") == (not any(row.revenue for row in rows)), (link, text)
        else:
            assert str(len(rows)) in text.split(), (link, text)


def test_how_many_are_late_leads_to_those_and_to_no_others(lead: User, sign_in: SignIn) -> None:
    client = sign_in(lead)
    found, _ = links_of(client, "")

    link, told = next((link, text) for link, text in found if "overdue=yes" in link)

    late = {row.transition for row in rows_behind(client, "/items/?due=overdue")}
    assert 0 < len(late) < 8
    assert {row.pk for row in rows_behind(client, link)} == late
    assert told == f"{len(late)} transitions"


@pytest.mark.parametrize(("name", "seen"), [("lead", 8), ("reader", 8), ("administrator", 9)])
def test_the_parts_are_the_whole(
    name: str, seen: int, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    found, _ = links_of(sign_in(request.getfixturevalue(name)), "")
    told = {text.lstrip("0123456789 "): text for _, text in found}
    number = {
        key: int(re.findall(r"\d+", text)[0]) for key, text in told.items() if "€" not in text
    }

    parts = [number.get(part, 0) for part in ("off", "at risk", "on track")]
    active = next(value for key, value in number.items() if key.startswith("Active"))

    assert sum(parts) == active == seen
    assert all(parts)
    assert number["more on hold"] == 1


def test_a_filter_stays_in_every_link_of_the_page(lead: User, sign_in: SignIn) -> None:
    found, page = links_of(sign_in(lead), "?region=Vienna&line=Fleet&show=all&by=end")

    assert all("region=Vienna&line=Fleet" in link for link, _ in found)
    segments = re.findall(r'<div class="seg">.*?</div>', page)
    hrefs = [unescape(href) for one in segments for href in re.findall(r'href="([^"]+)"', one)]
    assert hrefs
    assert all("region=Vienna" in href and "line=Fleet" in href for href in hrefs)
    assert '<input type="hidden" name="show" value="all">' in page
    assert '<input type="hidden" name="by" value="end">' in page
    assert "Vienna, Fleet." in page


def test_with_htmx_only_the_board_is_answered(lead: User, sign_in: SignIn) -> None:
    response = sign_in(lead).get("/dashboard/?region=Tyrol", headers={"HX-Request": "true"})

    part = response.content.decode()
    assert part.lstrip().startswith('<div id="board">')
    assert "Franc" in part
    assert "Kestrel" not in part


def test_the_workload_links_to_what_it_counts(lead: User, successor: User, sign_in: SignIn) -> None:
    client = sign_in(lead)
    User.objects.filter(pk=successor.pk).update(capacity=30)

    page = client.get("/dashboard/").content.decode()

    card = page.split('id="load-h"')[1].split("</section>")[0]
    person = card.split("<li")[1]
    found = {unescape(href): in_words(text) for href, text in LINK.findall(person)}
    owned = f"/accounts/?owner={successor.pk}&columns=name,priority,region,revenue,effort"
    points = sum(row.effort for row in rows_behind(client, owned))
    bringing = next(link for link, said in found.items() if said.endswith("coming in"))
    coming = list(rows_behind(client, bringing))
    assert found[owned].startswith(f"{points} points now")
    assert coming and found[bringing] == f"{len(coming)} coming in"
    after = found[f"/transitions/of-person/{successor.pk}/load/"]
    assert after.startswith(f"{points + sum(row.effort for row in coming)} after the handovers")
    assert f"Over by {10 * len(coming) + points - 30} points." in in_words(person)


@pytest.mark.parametrize(
    ("query", "said"), [("", "of all revenue in EUR"), ("?region=Vienna", "revenue in Vienna")]
)
def test_the_share_of_revenue_says_of_what(
    query: str, said: str, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(f"/dashboard/{query}").content.decode()

    assert said in page

"""The page with all that was found, and the suggestions below the box."""

from __future__ import annotations

import re

import pytest

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.transitions import NOW
from transitions.plans.models import Transition
from transitions.plans.operations import pins

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HTMX = {"HX-Request": "true"}
OPTION = re.compile(r'role="option"[^>]* href="([^"]+)"')


def test_every_page_has_the_box_as_a_form_that_works_without_a_script(
    sign_in: SignIn, owner: User
) -> None:
    page = sign_in(owner).get("/people/").text

    form = page.split('action="/search/"')[1].split("</form>")[0]
    assert 'name="q"' in form and "data-search" in form
    assert 'class="icon-btn find-link" href="/search/"' in page


def test_the_page_shows_each_kind_with_its_matches_marked(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    page = sign_in(lead).get("/search/?q=bright").text

    assert re.findall(r'<h2 id="kind-(\w+)">', page) == ["accounts", "transitions"]
    assert "<mark>Bright</mark>water Foods" in page
    assert "1 account and 1 transition" in page


def test_one_kind_is_paged_and_keeps_what_was_asked(sign_in: SignIn, owner: User) -> None:
    for number in range(30):
        AccountFactory.create(name=f"Harbour {number:02}", owner=owner)
    browser = sign_in(owner)

    first = browser.get("/search/?q=harbour").text
    assert '<a href="?q=harbour&amp;kind=accounts">All 30 accounts for “harbour”</a>' in first
    second = browser.get("/search/?q=harbour&kind=accounts&page=2").text

    assert second.count('class="find-o"') == 5
    assert "26" in second.split('id="page-span">')[1].split("<")[0]
    assert "kind=accounts" in second.split('class="pages"')[1]


@pytest.mark.parametrize(
    "query", ["kind=nothing", "page=x", "page=-1", "page=99", "page=1" + "0" * 30]
)
def test_what_does_not_exist_counts_as_not_asked_for(
    sign_in: SignIn, lead: User, transition: Transition, query: str
) -> None:
    answer = sign_in(lead).get(f"/search/?q=bright&{query}")

    assert answer.status_code == 200
    assert "<mark>Bright</mark>water Foods" in answer.text


@pytest.mark.parametrize("address", ["/search/", "/search/suggestions/"])
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a" * 201, "Search for less: 200 letters are enough."),
        ("a\0b", "This has a sign in it that no name has."),
    ],
)
def test_what_nothing_can_be_called_is_refused_with_a_sentence(
    sign_in: SignIn, lead: User, address: str, text: str, why: str
) -> None:
    answer = sign_in(lead).get(address, {"q": text})

    assert answer.status_code == 422
    assert why in answer.text


def test_a_typo_leads_to_what_was_meant_and_says_so(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    page = sign_in(lead).get("/search/?q=Brigthwater").text

    assert "Nothing is called “Brigthwater”." in page
    assert 'Did you mean <a href="?q=brightwater">brightwater</a>?' in page
    assert "<mark>Brightwater</mark> Foods" in page


def test_nothing_found_offers_the_lists_and_shows_what_was_typed_as_text(
    sign_in: SignIn, lead: User
) -> None:
    page = sign_in(lead).get("/search/?q=<b>wolfram").text

    assert "Nothing is called “&lt;b&gt;wolfram”" in page
    assert "<b>wolfram" not in page
    assert 'href="/items/?q=%3Cb%3Ewolfram&amp;state=all">All items</a>' in page


def test_suggestions_are_options_in_groups_with_a_count(
    sign_in: SignIn, lead: User, owner: User, transition: Transition
) -> None:
    for number in range(6):
        AccountFactory.create(name=f"Bright {number}", owner=owner)

    part = sign_in(lead).get("/search/suggestions/?q=bright", headers=HTMX).text

    assert 'data-count="6 suggestions"' in part
    links = OPTION.findall(part)
    assert len(links) == 7
    assert links[5] == "/search/?q=bright&amp;kind=accounts"
    assert links[6] == transition.get_absolute_url()
    assert "All 7 accounts for “bright”" in part
    assert "<html" not in part


def test_an_empty_box_suggests_what_is_pinned(
    sign_in: SignIn, lead: User, transition: Transition
) -> None:
    pins.pin(transition, by=lead, now=NOW)

    part = sign_in(lead).get("/search/suggestions/?q=", headers=HTMX).text

    assert OPTION.findall(part) == [transition.get_absolute_url()]
    assert 'data-count="1 pinned transition"' in part

"""Everybody who is signed in reads templates; managers start from them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from checklists.library.operations.loading import load_shipped
from checklists.library.queries.preview import preview
from checklists.library.queries.shelf import cards
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped() -> Template:
    """The key account template, loaded with the others."""
    load_shipped()
    return Template.objects.get(key="key-account")


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_shelf_shows_what_each_template_holds(shipped: Template) -> None:
    [card] = cards([shipped])

    assert (card.phase_count, card.template.item_count, card.required_count) == (14, 42, 30)
    assert [stage.item_count for stage in card.stages] == [5, 11, 6, 12, 8]
    assert sum(stage.width for stage in card.stages) == pytest.approx(100)


def test_the_page_of_a_template_says_that_its_phases_lie_in_stages(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    page = " ".join(sign_in(owner).get(shipped.get_absolute_url()).text.split())

    assert "<dt>Phases</dt> <dd> 14, in 5 stages </dd>" in page
    assert page.count('<span class="visually-hidden">Stage </span>') == 14


def test_the_shelf_is_searched_by_name_and_summary(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(reverse("templates"), {"q": "DÉPARTURE abrupt"}).content.decode()

    assert "Abrupt departure" in page
    assert "Sales account" not in page


def test_templates_are_a_file_searched_as_they_are_shown(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    browser = sign_in(owner)

    file = b"".join(browser.get("/templates/export/csv/?q=abrupt")).decode("utf-8-sig")

    assert [line.split(",")[0] for line in file.splitlines()] == ["Template", "Abrupt departure"]
    assert "/templates/export/xlsx/?q=abrupt" in browser.get("/templates/?q=abrupt").text


@pytest.mark.parametrize(
    ("query", "said"), [("?q=abrupt", "Search: abrupt"), ("", "None"), ("?q=%20%00", "None")]
)
def test_the_file_of_templates_names_what_was_searched(
    shipped: Template, owner: User, sign_in: SignIn, query: str, said: str
) -> None:
    answer = sign_in(owner).get(f"/templates/export/xlsx/{query}")

    about = {row[0]: row[1] for row in load_workbook(BytesIO(b"".join(answer)))["About"].values}
    assert (about["List"], about["Filters"]) == ("Templates", said)


def test_a_zero_byte_in_a_search_does_no_harm(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(f"{reverse('templates')}?q=%00abrupt").content.decode()

    assert "Abrupt departure" in page


def test_a_search_that_finds_nothing_offers_a_way_back(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(reverse("templates"), {"q": "zzz"}).content.decode()

    assert "Nothing was found for “zzz” with these filters" in page
    assert "Clear filter" in page


def test_htmx_gets_the_shelf_only(shipped: Template, owner: User, sign_in: SignIn) -> None:
    headers = {"HX-Request": "true"}

    part = sign_in(owner).get(reverse("templates"), {"q": "abrupt"}, headers=headers)

    assert part.content.decode().lstrip().startswith('<div id="found">')
    assert "Abrupt departure" in part.content.decode()


def test_an_empty_library_says_how_to_fill_it(owner: User, sign_in: SignIn) -> None:
    page = sign_in(owner).get(reverse("templates")).content.decode()

    assert "There are no templates yet" in page


def test_retired_versions_leave_the_shelf_but_keep_their_page(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    Template.objects.filter(pk=shipped.pk).update(state=TemplateState.RETIRED)

    client = sign_in(owner)
    found = [client.get("/templates/", {"state": state}).text for state in ("", "retired", "all")]
    assert [shipped.get_absolute_url() in page for page in found] == [False, True, True]
    page = client.get(shipped.get_absolute_url()).content.decode()
    assert "This version is retired." in page


def test_the_preview_shows_who_does_what_and_when(shipped: Template) -> None:
    shown = preview(shipped)

    item = shown.phases[0].items[3]
    assert (item.number, item.role, item.when, item.proof, item.is_required) == (
        "1.4",
        "Both KAMs",
        "Working day 5",
        "A note on where it is written down",
        False,
    )
    assert [earlier.number for earlier in item.waits_for] == ["1.2"]
    assert sum(count for _, count in shown.by_role) == 42
    assert sum(count for _, count in shown.by_proof) == 42


def test_a_manager_starts_from_a_published_template(
    shipped: Template, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(shipped.get_absolute_url()).content.decode()

    assert f"{reverse('transition_new')}?template={shipped.pk}" in page


def test_nobody_starts_from_a_draft(shipped: Template, lead: User, sign_in: SignIn) -> None:
    Template.objects.filter(pk=shipped.pk).update(state=TemplateState.DRAFT)

    page = sign_in(lead).get(shipped.get_absolute_url()).content.decode()

    assert "This version is a draft." in page
    assert "?template=" not in page


@pytest.mark.parametrize("name", ["owner", "reader"])
def test_others_read_it_without_the_button(
    name: str, shipped: Template, request: pytest.FixtureRequest, sign_in: SignIn
) -> None:
    page = sign_in(request.getfixturevalue(name)).get(shipped.get_absolute_url()).content.decode()

    assert "Hold the kickoff meeting" in page
    assert "?template=" not in page


def test_a_template_that_is_not_there_is_404(owner: User, sign_in: SignIn) -> None:
    assert sign_in(owner).get(reverse("template", args=[404])).status_code == 404
    assert not Template.objects.exists()


def test_pages_cost_the_same_with_one_template_and_with_five(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    five = queries(client, reverse("templates"))
    big = queries(client, shipped.get_absolute_url())
    small = queries(client, Template.objects.get(key="abrupt-departure").get_absolute_url())
    Template.objects.exclude(pk=shipped.pk).delete()

    one = queries(client, reverse("templates"))

    assert one == five
    assert big == small


def test_a_template_that_was_edited_says_so(
    shipped: Template, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), reverse("template", args=[shipped.pk])

    before = client.get(address).content.decode()
    Template.objects.filter(pk=shipped.pk).update(summary="Ours.")

    assert "edited here" not in before
    assert "Comes with Changeover, edited here" in client.get(address).content.decode()

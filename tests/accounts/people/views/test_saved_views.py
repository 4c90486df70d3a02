"""Everybody keeps lists as they want to find them again; nobody sees what others keep."""

import re

import pytest
from django.db import IntegrityError

from accounts.people.choices import ListName
from accounts.people.models import SavedView, User
from accounts.people.queries import saved_views
from tests.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]

SAVE = "/views/save/"
LIST = "/accounts/"


def keep(person: User, name: str = "Mine", query: str = "q=bright", **more: str) -> SavedView:
    return SavedView.objects.create(
        person=person, list_name=ListName.ACCOUNTS, name=name, query=query, **more
    )


def kept(person: User) -> list[tuple[str, str]]:
    return list(saved_views.of(person).values_list("name", "query"))


def test_what_is_shown_is_kept_without_its_page(lead: User, sign_in: SignIn) -> None:
    answer = sign_in(lead).post(
        SAVE,
        {"list_name": "accounts", "name": "Mine", "query": "sort=-name&q=bright&page=3&view=9"},
    )

    view = SavedView.objects.get()
    assert (view.person, view.list_name, view.name) == (lead, "accounts", "Mine")
    assert view.query == "q=bright&sort=-name"
    assert answer["Location"] == f"{LIST}?q=bright&sort=-name&view={view.pk}"


def test_a_view_opens_its_list_and_the_page_says_which_is_open_and_whether_it_changed(
    lead: User, sign_in: SignIn
) -> None:
    view, client = keep(lead), sign_in(lead)

    opened = client.get(f"/views/{view.pk}/", follow=True)
    changed = client.get(f"{LIST}?q=water&view={view.pk}")

    assert opened.context["views"].open == view
    assert not opened.context["views"].is_changed
    assert changed.context["views"].is_changed
    assert "Save changes to “Mine”" in changed.content.decode()
    assert "Save changes to" not in opened.content.decode()


def test_a_list_shows_its_own_views_only(lead: User, sign_in: SignIn) -> None:
    view = keep(lead)
    other = keep(lead, "Of people")
    SavedView.objects.filter(pk=other.pk).update(list_name=ListName.PEOPLE)

    views = sign_in(lead).get(f"{LIST}?view={other.pk}").context["views"]

    assert (views.all, views.open) == ([view], None)


def test_filtering_on_keeps_the_view_open(lead: User, sign_in: SignIn) -> None:
    view = keep(lead)

    page = sign_in(lead).get(f"{LIST}?q=water&view={view.pk}").content.decode()

    assert f'<input type="hidden" name="view" value="{view.pk}" form="filters">' in page


@pytest.mark.parametrize("address", ["", "rename/", "update/", "delete/"])
def test_the_view_of_another_is_not_there(
    address: str, lead: User, owner: User, sign_in: SignIn
) -> None:
    view, client = keep(owner), sign_in(lead)
    ask = client.post if address in {"update/", "delete/"} else client.get

    answer = ask(f"/views/{view.pk}/{address}", {"query": "q=x"})

    assert answer.status_code == 404
    assert kept(owner) == [("Mine", "q=bright")]


def test_the_view_of_another_is_not_opened_by_a_link(
    lead: User, owner: User, sign_in: SignIn
) -> None:
    view = keep(owner, "Tomas's secret")

    page = sign_in(lead).get(f"{LIST}?view={view.pk}")

    assert page.context["views"].open is None
    assert "secret" not in page.content.decode()


def test_a_name_is_used_once_in_any_case(lead: User, sign_in: SignIn) -> None:
    keep(lead, "Mine")

    answer = sign_in(lead).post(SAVE, {"list_name": "accounts", "name": "MINE", "query": "q=water"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "You keep a view named “MINE” here already. Choose another name." in page
    assert 'value="MINE"' in page
    assert 'value="q=water"' in page
    assert len(kept(lead)) == 1


def test_the_database_holds_the_name_too(lead: User) -> None:
    keep(lead, "Mine")

    with pytest.raises(IntegrityError):
        keep(lead, "mine")


def test_at_fifty_views_of_a_list_a_sentence_says_so(lead: User, sign_in: SignIn) -> None:
    client = sign_in(lead)
    for number in range(50):
        keep(lead, f"View {number}")

    refused = client.post(SAVE, {"list_name": "accounts", "name": "One more", "query": ""})
    other = client.post(SAVE, {"list_name": "transitions", "name": "One more", "query": ""})

    assert refused.status_code == 422
    assert "You keep 50 views of this list already. Delete one first." in refused.content.decode()
    assert "These are 50 views." in client.get(LIST).content.decode()
    assert other.status_code == 302


@pytest.mark.parametrize("sent", [{"name": ""}, {"name": "x" * 61}, {"query": "q=" + "x" * 1001}])
def test_what_cannot_be_kept_comes_back_as_it_was_typed(
    sent: dict[str, str], lead: User, sign_in: SignIn
) -> None:
    answer = sign_in(lead).post(SAVE, {"list_name": "accounts", "name": "M", "query": "", **sent})

    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()
    assert kept(lead) == []


def test_a_list_that_does_not_exist_is_not_there(lead: User, sign_in: SignIn) -> None:
    answer = sign_in(lead).post(SAVE, {"list_name": "secrets", "name": "M", "query": ""})

    assert (answer.status_code, kept(lead)) == (404, [])


def test_a_view_is_renamed(lead: User, sign_in: SignIn) -> None:
    view, client = keep(lead), sign_in(lead)

    form = client.get(f"/views/{view.pk}/rename/").content.decode()
    answer = client.post(f"/views/{view.pk}/rename/", {"name": "Ours"})

    assert 'value="Mine"' in form
    assert answer["Location"] == f"{LIST}?q=bright&view={view.pk}"
    assert kept(lead) == [("Ours", "q=bright")]


def test_a_view_is_not_renamed_to_a_name_that_is_taken(lead: User, sign_in: SignIn) -> None:
    view = keep(lead)
    keep(lead, "Ours")

    answer = sign_in(lead).post(f"/views/{view.pk}/rename/", {"name": "ours"})

    assert answer.status_code == 422
    assert sorted(name for name, _ in kept(lead)) == ["Mine", "Ours"]


def test_a_view_keeps_what_is_shown_now(lead: User, sign_in: SignIn) -> None:
    view = keep(lead)

    sign_in(lead).post(f"/views/{view.pk}/update/", {"query": "?tier=key&page=2"})

    assert kept(lead) == [("Mine", "tier=key")]


def test_a_deleted_view_comes_back(lead: User, sign_in: SignIn) -> None:
    view, client = keep(lead), sign_in(lead)

    page = client.post(f"/views/{view.pk}/delete/", follow=True).content.decode()
    gone = kept(lead)
    undo = re.findall(r'action="(/views/restore/[^"]+)"', page)[0]
    back = client.post(undo, headers={"HX-Request": "true"})

    assert gone == []
    assert back["HX-Redirect"] == f"{LIST}?q=bright&view={SavedView.objects.get().pk}"
    assert "View “Mine” deleted." in page
    assert kept(lead) == [("Mine", "q=bright")]


def test_undo_is_for_the_one_who_deleted(lead: User, owner: User, sign_in: SignIn) -> None:
    view, client = keep(lead), sign_in(lead)
    page = client.post(f"/views/{view.pk}/delete/", follow=True).content.decode()
    undo = re.findall(r'action="(/views/restore/[^"]+)"', page)[0]

    assert sign_in(owner).post(undo).status_code == 404
    assert client.post("/views/restore/forged/").status_code == 404
    assert kept(owner) == []

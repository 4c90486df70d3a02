"""Light or dark."""

import pytest
from django.test import Client

from accounts.people.models import User
from tests.conftest import SignIn


def test_the_theme_is_kept_in_the_browser_for_a_year(client: Client, owner: User) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/auth/login/"})

    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["max-age"]) == ("dark", 365 * 24 * 60 * 60)
    assert answer.headers["Location"] == "/auth/login/"
    assert 'data-bs-theme="dark"' in client.get("/auth/login/").text


def test_the_theme_is_kept_with_the_person_too(sign_in: SignIn, owner: User) -> None:
    sign_in(owner).post("/theme/", {"theme": "dark"})

    owner.refresh_from_db()
    assert owner.theme == "dark"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"]
)
def test_switching_the_theme_never_leads_to_another_site(
    sign_in: SignIn, owner: User, elsewhere: str
) -> None:
    answer = sign_in(owner).post("/theme/", {"theme": "dark", "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_theme_that_does_not_exist_changes_nothing(sign_in: SignIn, owner: User) -> None:
    answer = sign_in(owner).post("/theme/", {"theme": "pink"})

    assert answer.status_code == 400
    assert "theme" not in answer.cookies
    owner.refresh_from_db()
    assert owner.theme == "auto"


def test_a_link_cannot_switch_the_theme(sign_in: SignIn, owner: User) -> None:
    assert sign_in(owner).get("/theme/?theme=dark").headers["Allow"] == "POST"

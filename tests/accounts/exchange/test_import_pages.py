"""The pages on which a file is brought in, with htmx and without."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.clients.models import Account
from accounts.exchange.choices import ImportState, Kind
from accounts.exchange.models import Import
from accounts.exchange.operations import working
from accounts.people.models import User
from tests.accounts.exchange.conftest import checked, imported, sent
from tests.conftest import SignIn

PART = {"HX-Request": "true", "HX-Target": "import"}


def test_the_whole_path_without_a_script(sign_in: SignIn, lead: User, owner: User) -> None:
    browser = sign_in(lead)
    file = sent(f"name,boss,since\nGlass,{owner.email},03/04/2020\n")

    kept = browser.post("/accounts/import/new/", {"kind": "accounts", "file": file})
    row = Import.objects.get()
    assert kept.headers["Location"] == f"/accounts/import/{row.pk}/columns/"
    chosen = {
        "source": "own",
        "column_0": "name",
        "column_1": "owner",
        "column_2": "client_since_on",
    }
    browser.post(f"/accounts/import/{row.pk}/columns/", chosen)
    working.work_due(clock=timezone.now)
    asked = browser.get(f"/accounts/import/{row.pk}/", follow=True)
    assert "How is “since” written?" in asked.content.decode()
    unanswered = browser.post(f"/accounts/import/{row.pk}/columns/", chosen)
    assert unanswered.status_code == 422
    answer = {**chosen, "reading_client_since_on": "dmy"}
    browser.post(f"/accounts/import/{row.pk}/columns/", answer)
    working.work_due(clock=timezone.now)
    assert "All rows are right" in browser.get(f"/accounts/import/{row.pk}/").content.decode()
    browser.post(f"/accounts/import/{row.pk}/start/")
    working.work_due(clock=timezone.now)

    glass = Account.objects.get()
    assert (glass.name, glass.owner, str(glass.client_since_on)) == ("Glass", owner, "2020-04-03")
    assert "The file was deleted" in browser.get(f"/accounts/import/{row.pk}/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "“a.csv” is empty."),
        ("a.pdf", b"%PDF-1.7", "“a.pdf” is no table. Send a CSV or XLSX file."),
        ("a.xlsx", b"name,owner", "is not what its name says"),
        ("a.csv", b"\x00\x01\x02", "This file should be text, but it is not."),
    ],
)
def test_a_file_that_is_no_table_is_refused(
    sign_in: SignIn, lead: User, name: str, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile(name, content)

    answer = sign_in(lead).post("/accounts/import/new/", {"kind": "accounts", "file": file})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_is_too_large_is_refused(sign_in: SignIn, lead: User, settings: object) -> None:
    settings.IMPORT_MAX_BYTES = 10  # type: ignore[attr-defined]

    answer = sign_in(lead).post(
        "/accounts/import/new/", {"kind": "accounts", "file": sent("name,owner\nGlass,x")}
    )

    assert "is larger than" in answer.content.decode()


def test_people_are_for_administrators(sign_in: SignIn, lead: User) -> None:
    answer = sign_in(lead).post(
        "/accounts/import/new/", {"kind": "people", "file": sent("email,full_name\na@b.cd,A")}
    )

    assert answer.status_code == 422
    assert not Import.objects.exists()


def test_two_columns_cannot_fill_the_same(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    row = checked(f"name,owner\nGlass,{owner.email}", Kind.ACCOUNTS, administrator)

    answer = sign_in(administrator).post(
        f"/accounts/import/{row.pk}/columns/",
        {"source": "own", "column_0": "owner", "column_1": "owner"},
    )

    text = answer.content.decode()
    assert "fills Owner already" in text
    assert "Choose the columns for Name." in text


def test_a_page_that_waits_hears_only_what_is_new(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    row = checked(f"name,owner\nGlass,{owner.email}", Kind.ACCOUNTS, administrator)
    Import.objects.update(state=ImportState.WANTED)
    browser, url = sign_in(administrator), f"/accounts/import/{row.pk}/"

    same = browser.get(f"{url}?seen=wanted-1", headers=PART)
    other = browser.get(f"{url}?seen=checked-1", headers=PART)

    assert same.status_code == 204
    assert b"<html" not in other.content
    assert "Waits to be imported" in other.content.decode()


def test_what_is_wrong_can_be_searched(sign_in: SignIn, administrator: User) -> None:
    row = checked("name,tier\nGlass,huge\nWood,tiny\n", Kind.ACCOUNTS, administrator)

    answer = sign_in(administrator).get(
        f"/accounts/import/{row.pk}/?q=tiny", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="found"
    )

    text = answer.content.decode()
    assert text.strip().startswith('<section class="sec list" id="found"')
    assert ("tiny" in text, "huge" in text) == (True, False)


def test_wrong_rows_come_back_as_they_were(sign_in: SignIn, administrator: User) -> None:
    row = checked("name;tier\nGläser;huge\n".encode("cp1252"), Kind.ACCOUNTS, administrator)

    answer = sign_in(administrator).get(f"/accounts/import/{row.pk}/wrong/")

    lines = answer.getvalue().decode("cp1252").splitlines()
    assert lines[0] == "name;tier;What is wrong"
    assert lines[1].startswith("Gläser;huge;")


def test_the_list_asks_as_often_for_one_import_as_for_three(
    sign_in: SignIn,
    administrator: User,
    owner: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = sign_in(administrator)
    text = f"name,owner\nGlass,{owner.email}"
    imported(text, Kind.ACCOUNTS, administrator)
    browser.get("/accounts/import/")
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as one:
        browser.get("/accounts/import/")
    for _ in range(2):
        imported(text, Kind.ACCOUNTS, administrator)
    with django_assert_num_queries(len(one)):
        answer = browser.get("/accounts/import/")

    assert answer.content.decode().count("accounts.csv") == 3


def test_only_who_may_import_is_offered_it(sign_in: SignIn, lead: User, owner: User) -> None:
    link = b'href="/accounts/import/"'

    assert link in sign_in(lead).get("/accounts/").content
    assert link not in sign_in(owner).get("/accounts/").content

"""Changes as pages and files: of an account, of a person, and all of them for administrators."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from accounts.audit.choices import OWN_SETTINGS, Subject
from accounts.audit.queries.audited import INTERNAL
from accounts.clients.models import Account
from accounts.clients.operations import access, accounts, contacts
from accounts.clients.operations.access import Guest
from accounts.people.forms.profile import ProfileForm
from accounts.people.models import Calendar, User
from accounts.people.operations import calendars, profile
from config.lib import acting
from tests.accounts.audit.test_keeping import NOW, TODAY
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.support.accounts import sent_to
from tests.support.exports import exported

pytestmark = pytest.mark.django_db
EVIL = "=HYPERLINK(1)"
HEADS = ["About", "What", "Of", "From", "To", "By"]


@pytest.fixture
def changed(account: Account, owner: User, lead: User) -> Account:
    """An account with a change of its manager at a known hour, and one of its owner now."""
    with acting.by(lead.pk, at=NOW):
        accounts.change(account.pk, {"tier": "growth"}, version=1, on=TODAY)
    with acting.by(owner.pk):
        accounts.change(account.pk, {"developments": EVIL}, version=2, on=TODAY)
        contacts.add(account.pk, {"name": "Ines Hartl"}, sent_to(account))
    return account


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("what=account.tier", ["Tier"]),
        ("q=GROWTH+helena", ["Tier"]),
        ("q=hartl", ["Contact: Key contact", "Contact"]),
        ("since=2026-11-24&until=2026-11-24&what=account.tier", ["Tier"]),
        ("until=2026-11-23&what=account.tier", []),
        ("what=account.secret", []),
    ],
)
def test_changes_are_found_by_field_words_and_days(
    changed: Account, owner: User, sign_in: SignIn, query: str, found: list[str]
) -> None:
    page = sign_in(owner).get(f"/accounts/{changed.pk}/changes/?{query}")

    assert [line.label for line in page.context["lines"]] == found


def test_changes_are_found_by_who_made_them_and_read_from_the_oldest_on(
    changed: Account, owner: User, lead: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), f"/accounts/{changed.pk}/changes/"

    query = f"by={owner.pk}&sort=oldest"
    page = client.get(f"{address}?{query}")
    part = client.get(f"{address}?{query}", headers={"HX-Request": "true"})

    labels = [line.label for line in page.context["lines"]]
    assert labels == ["Recent developments", "Contact", "Contact: Key contact"]
    assert "<h1>" not in part.text
    assert all(label in part.text for label in labels)
    assert [line.who for line in client.get(f"{address}?by=0").context["lines"]] == ["Changeover"]


def test_a_file_holds_what_is_filtered_and_no_formula(
    changed: Account, owner: User, sign_in: SignIn
) -> None:
    client, address = sign_in(owner), f"/accounts/{changed.pk}/changes/export"
    query = "what=account.developments"

    heads, *lines = exported(client, f"{address}/csv/?{query}")
    file = load_workbook(BytesIO(b"".join(client.get(f"{address}/xlsx/?{query}"))))

    name = "Brightwater Foods"
    line = [name, "Account: Recent developments", "", "", f"'{EVIL}", "Tomas Eriksen"]
    assert (heads[0], heads[1:]) == ("When (Europe/Vienna)", HEADS)
    assert [one[1:] for one in lines] == [line]
    cell = file.worksheets[0]["F2"]
    assert (cell.value, cell.data_type) == (EVIL, "s")
    about = {row[0]: row[1] for row in file["About"].iter_rows(values_only=True)}
    assert about["Filters"] == "Field: Recent developments"
    assert about["Sorted by"] == "When, the newest first"


def test_a_confidential_account_shows_its_changes_to_who_may_see_it(
    changed: Account, owner: User, reader: User, administrator: User, sign_in: SignIn
) -> None:
    Account.objects.filter(pk=changed.pk).update(is_confidential=True)
    address = f"/accounts/{changed.pk}/changes/"

    answers = [sign_in(one).get(address).status_code for one in (owner, reader, administrator)]

    assert answers == [200, 404, 200]


def test_own_settings_are_for_the_person_and_administrators_only(
    owner: User, lead: User, administrator: User, stranger: User, hr: User, sign_in: SignIn
) -> None:
    with acting.by(owner.pk):
        profile.change(owner, {"digest_rhythm": "off", "position": "Senior KAM"})
    address = f"/people/{owner.pk}/changes/"

    def labels(reading: User) -> list[str]:
        return [line.label for line in sign_in(reading).get(address).context["lines"]]

    assert labels(owner) == labels(administrator) == ["Digest", "Position", "Person"]
    assert labels(lead) == labels(hr) == ["Position", "Person"]
    assert sign_in(stranger).get(address).status_code == 404
    person = f"/people/{owner.pk}/"
    shown = [address in sign_in(one).get(person).text for one in (lead, hr, stranger)]
    assert shown == [True, True, False]


def test_one_page_has_all_changes_that_a_manager_hr_or_an_administrator_may_read(
    changed: Account, lead: User, hr: User, administrator: User, sign_in: SignIn
) -> None:
    AccountFactory.create(name="Copperfield")  # of another team
    with acting.by(administrator.pk):
        calendars.save(Calendar.objects.create(name="Vienna", country="AT"))

    def about(reading: User) -> set[str]:
        page = sign_in(reading).get("/people/changes/")
        return {line.change.about for line in page.context["lines"]}

    assert about(lead) == {"Brightwater Foods", "Helena Brandt", "Tomas Eriksen", "Vienna"}
    assert about(hr) >= {"Helena Brandt", "Ada Berg", "Tomas Eriksen"}
    assert about(hr) & {"Brightwater Foods", "Copperfield", "Vienna"} == set()
    assert about(administrator) >= {*about(lead), *about(hr), "Copperfield", "Industry"}
    page = sign_in(lead).get("/people/changes/?q=brightwater")
    assert {"Account", "Account: Tier"} < {line.label for line in page.context["lines"]}
    assert f'href="/accounts/{changed.pk}/"' in page.text


def test_the_page_of_changes_is_linked_where_its_readers_look_and_nobody_else_has_it(
    owner: User, lead: User, hr: User, administrator: User, reader: User, sign_in: SignIn
) -> None:
    link, lists = 'href="/people/changes/"', ("/accounts/", "/people/")

    def links(reading: User) -> list[int]:
        main = [sign_in(reading).get(page).text.partition("<main")[2] for page in lists]
        return [text.count(link) for text in main]

    assert [links(one) for one in (lead, administrator, hr)] == [[1, 1], [1, 1], [0, 1]]
    assert [links(one) for one in (owner, reader)] == [[0, 0]] * 2
    for one in (owner, reader):
        assert sign_in(one).get("/people/changes/").status_code == 404


def test_changes_are_narrowed_to_one_kind_and_a_file_has_no_others(
    changed: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    access.set_to(changed.pk, [Guest(successor)], by=lead, now=NOW)
    client, query = sign_in(lead), "kind=access&sort=oldest"

    page = client.get(f"/people/changes/?{query}")
    _, *rows = exported(client, f"/people/changes/export/csv/?{query}")
    of_account = client.get(f"/accounts/{changed.pk}/changes/?kind=contact").context["lines"]

    assert [line.label for line in page.context["lines"]] == ["Access"]
    assert [row[1:] for row in rows] == [
        ["Brightwater Foods", "Access", "Priya Raman", "", "Priya Raman", "Helena Brandt"]
    ]
    assert {line.label for line in of_account} == {"Contact", "Contact: Key contact"}
    assert page.text.count('name="sort"') == 1


def test_kinds_and_fields_are_those_of_which_the_reader_may_read_changes(
    account: Account, lead: User, hr: User, administrator: User, sign_in: SignIn
) -> None:
    def offered(reading: User) -> tuple[set[str], set[str]]:
        filters = sign_in(reading).get("/people/changes/").context["filter"].filters
        kinds = {value for value, _ in filters["kind"].extra["choices"]}
        fields = {value.partition(".")[0] for value, _ in filters["what"].extra["choices"]}
        return kinds, fields

    every = {subject.value for subject in Subject}
    of_calendars = {"calendar", "closure"}
    assert offered(administrator) == (every, every)
    assert offered(lead) == (every - {"team"},) * 2
    assert offered(hr) == (every - {"team"} - of_calendars,) * 2


def test_the_page_of_an_account_says_that_who_was_let_in_stands_there_too(
    changed: Account, lead: User, sign_in: SignIn
) -> None:
    page = sign_in(lead).get(f"/accounts/{changed.pk}/changes/").text

    assert "from what to what, and who was let in to see it. Nobody can change" in page


def test_changes_of_a_team_or_of_an_account_that_is_gone_are_for_administrators(
    changed: Account, administrator: User, sign_in: SignIn
) -> None:
    pk = changed.pk
    changed.delete()

    page = sign_in(administrator).get("/people/changes/")

    assert page.context["lines"][0].is_removed
    assert f'href="/accounts/{pk}/"' not in page.text
    assert sign_in(administrator).get(f"/accounts/{pk}/changes/").status_code == 404


@pytest.mark.parametrize("address", ["/people/changes/", "/accounts/{}/changes/"])
def test_more_changes_take_no_more_queries(
    account: Account, owner: User, lead: User, sign_in: SignIn, address: str
) -> None:
    client, page = sign_in(lead), address.format(account.pk)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    with acting.by(owner.pk):
        contacts.add(account.pk, {"name": "Ines Hartl"}, sent_to(account))
        accounts.change(account.pk, {"tier": "growth", "effort": 20}, version=1, on=TODAY)

    with CaptureQueriesContext(connection) as many:
        client.get(page)

    assert len(many) == len(few) <= 8


def test_every_setting_of_a_profile_is_a_persons_own() -> None:
    known = {"full_name", "position", "phone", "country", "time_zone", "region"}
    known |= {"skills", "industries", "languages"}
    settings = ProfileForm.base_fields.keys() - known - INTERNAL[User]

    assert {f"person.{name}" for name in settings} == set(OWN_SETTINGS)

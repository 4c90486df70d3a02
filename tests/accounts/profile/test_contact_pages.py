"""Contacts are kept on their account's page by who may change the account."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.audit.models import FieldChange
from accounts.clients.models import Account, Contact
from accounts.clients.operations import contacts
from accounts.people.models import User
from accounts.profile.models import Commitment
from accounts.profile.operations import records
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.support.accounts import sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def ulrike(account: Account) -> Contact:
    return ContactFactory.create(account=account, name="Ulrike Sandmeer", is_key=True)


def form(**changes: object) -> dict[str, object]:
    return {
        "name": "Emil Varga",
        "influence": "medium",
        "relationship": "3",
        "loyalty": "unknown",
        **changes,
    }


def url(name: str, *args: int) -> str:
    return reverse(f"contact_{name}", args=args)


def test_a_contact_is_added_with_what_is_known(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    values = form(email="emil@brightwater.example", phone="+43 1 555", reports_to=ulrike.pk)

    answer = sign_in(owner).post(url("new", account.pk), values, follow=True)

    emil = account.contacts.get(name="Emil Varga")
    page = answer.content.decode()
    assert (emil.reports_to, emil.is_key) == (ulrike, False)
    assert 'href="mailto:emil@brightwater.example"' in page
    assert 'href="tel:+431555"' in page


def test_the_key_mark_moves_from_the_form(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    sign_in(owner).post(url("new", account.pk), form(is_key="on"))

    keys = account.contacts.filter(is_key=True).values_list("name", flat=True)
    assert list(keys) == ["Emil Varga"]


def test_a_mistake_is_said_and_what_was_typed_is_kept(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(url("new", account.pk), form(name="", email="nonsense"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Two answers need a change" in page
    assert 'value="nonsense"' in page
    assert not account.contacts.exists()


def test_nobody_reports_to_somebody_below_them(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    emil = ContactFactory.create(account=account, name="Emil Varga", reports_to=ulrike)
    petra = ContactFactory.create(account=account, name="Petra Holm", reports_to=emil)

    answer = sign_in(owner).post(
        url("edit", account.pk, ulrike.pk), form(name="Ulrike", reports_to=petra.pk)
    )

    ulrike.refresh_from_db()
    assert answer.status_code == 422
    assert "Petra Holm already reports to Ulrike Sandmeer." in answer.content.decode()
    assert ulrike.reports_to is None


def test_people_of_another_account_cannot_be_chosen(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    other = ContactFactory.create(account=AccountFactory.create(owner=owner))

    answer = sign_in(owner).post(url("new", account.pk), form(reports_to=other.pk))

    assert answer.status_code == 422
    assert not account.contacts.exists()


def test_removing_asks_first(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    asked = client.get(url("remove", account.pk, ulrike.pk)).content.decode()
    assert account.contacts.count() == 1
    client.post(url("remove", account.pk, ulrike.pk))

    assert "Remove Ulrike Sandmeer?" in asked
    assert "is named in" not in asked
    assert account.contacts.count() == 0


def test_who_removes_a_contact_reads_what_names_them_and_the_changes_keep_it(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    below = ContactFactory.create(account=account, name="Emil Varga", reports_to=ulrike)
    Contact.objects.filter(pk=ulrike.pk).update(phone="+43 732 555 0142", notes="Bad news first.")
    sent = sent_to(account)
    named = {"promise": "A monthly report", "made_on": date(2026, 11, 20), "contact": ulrike}
    promise = records.add(Commitment, account.pk, named, sent)
    client = sign_in(owner)

    asked = client.get(url("remove", account.pk, ulrike.pk)).content.decode()
    client.post(url("remove", account.pk, ulrike.pk))

    assert "Ulrike Sandmeer is named in 1 contact and 1 commitment" in asked
    below.refresh_from_db()
    promise.refresh_from_db()
    assert (below.reports_to, promise.contact) == (None, None)
    lost = FieldChange.objects.filter(account_id=account.pk, new="").values_list("thing", "old")
    assert ("A monthly report", "Ulrike Sandmeer") in lost
    assert {old for _, old in lost} >= {"+43 732 555 0142", "Bad news first."}


def test_what_is_written_of_somebody_stands_in_their_section(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    known = {"notes": "Wants bad news first.", "best_time": "before 11:00", "loyalty": "person"}
    Contact.objects.filter(pk=ulrike.pk).update(preferred_channel="phone", **known)

    page = sign_in(owner).get(reverse("account_profile", args=[account.pk])).text

    assert "Prefers: phone, before 11:00" in page
    assert "Loyal to the account manager" in page
    assert "<dt>Ulrike Sandmeer</dt><dd>Wants bad news first.</dd>" in page


@pytest.mark.parametrize("name", ["edit", "remove"])
def test_strangers_find_no_contact_and_readers_change_none(
    name: str, ulrike: Contact, stranger: User, reader: User, sign_in: SignIn
) -> None:
    address = url(name, ulrike.account_id, ulrike.pk)

    answers = [sign_in(person).post(address, form()) for person in (stranger, reader)]

    assert [answer.status_code for answer in answers] == [404, 403]
    ulrike.refresh_from_db()
    assert ulrike.name == "Ulrike Sandmeer"


def test_a_contact_of_another_account_is_not_found_under_this_one(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    other = ContactFactory.create(account=AccountFactory.create(owner=owner), name="Other")

    answer = sign_in(owner).post(url("remove", account.pk, other.pk))

    assert answer.status_code == 404
    assert Contact.objects.filter(pk=other.pk).exists()


def test_a_stale_form_shows_both_versions_and_saves_on_the_second_try(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    opened = client.get(url("edit", account.pk, ulrike.pk)).content.decode()
    contacts.change(
        ulrike.pk, {"position": "Board", "relationship": 4}, sent_to(ulrike.account), version=1
    )
    mine = form(name="Ulrike Sandmeer", position="Procurement")

    stale = client.post(url("edit", account.pk, ulrike.pk), {**mine, "version": 1})
    page = stale.content.decode()
    ulrike.refresh_from_db()

    assert 'name="version" value="1"' in opened
    assert stale.status_code == 409
    assert "This contact was changed since you opened it." in page
    assert "<td>Board</td><td>Procurement</td>" in page
    assert "<td>Strong</td><td>Good</td>" in page
    assert 'name="version" value="2"' in page
    assert ulrike.position == "Board"

    client.post(url("edit", account.pk, ulrike.pk), {**mine, "version": 2})
    ulrike.refresh_from_db()
    assert (ulrike.position, ulrike.version) == ("Procurement", 3)


def test_a_form_without_a_version_counts_as_stale(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(url("edit", account.pk, ulrike.pk), form(name="Other"))

    ulrike.refresh_from_db()
    assert (answer.status_code, ulrike.name) == (409, "Ulrike Sandmeer")


def test_sending_the_form_twice_adds_one_person(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    opened = client.get(url("new", account.pk)).content.decode()
    found = re.search(r'name="request_key" value="([^"]+)"', opened)
    assert found
    values = form(request_key=found[1])

    answers = [client.post(url("new", account.pk), values) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert account.contacts.count() == 1


def test_going_back_to_add_somebody_else_loses_nothing(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    client, key = sign_in(owner), str(uuid4())
    client.post(url("new", account.pk), form(request_key=key))

    answer = client.post(url("new", account.pk), form(name="Petra Holm", request_key=key))
    page = answer.content.decode()
    found = re.search(r'name="request_key" value="([^"]+)"', page)
    assert found
    client.post(url("new", account.pk), form(name="Petra Holm", request_key=found[1]))

    assert answer.status_code == 422
    assert "Emil Varga was added from this form already" in page
    assert account.contacts.count() == 2


def test_a_contact_without_a_number_to_dial_is_not_saved(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(url("new", account.pk), form(phone="call me"))

    assert answer.status_code == 422
    assert "Write a number to dial, such as +43 1 555 0110 ext 12." in answer.text
    assert not account.contacts.exists()


def test_a_number_that_was_pasted_is_saved_as_a_keyboard_writes_it(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    sign_in(owner).post(url("new", account.pk), form(phone="+43\u00a01 555\u20130110"))

    assert account.contacts.get(name="Emil Varga").phone == "+43 1 555-0110"


def test_what_nobody_has_judged_stays_empty(account: Account, owner: User, sign_in: SignIn) -> None:
    values = form(influence="", relationship="")

    address = f"{url('new', account.pk)}?back=account"
    page = sign_in(owner).post(address, values, follow=True).text

    emil = account.contacts.get()
    assert (emil.influence, emil.relationship) == ("", None)
    assert "<dt>Influence</dt><dd>–</dd>" in page
    assert "<dt>Relationship</dt><dd>–</dd>" in page


def test_a_new_contact_is_asked_about_and_not_judged_beforehand(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    opened = sign_in(owner).get(url("new", account.pk)).context["form"]

    assert [opened[name].value() for name in ("influence", "relationship")] == [None, None]
    assert opened.fields["relationship"].choices[0] == ("", "Not known")


@pytest.mark.parametrize("is_new", [True, False])
def test_whoever_moves_the_key_mark_is_told_from_whom(
    is_new: bool, account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    emil = None if is_new else ContactFactory.create(account=account, name="Emil Varga")
    address = url("edit", account.pk, emil.pk) if emil else url("new", account.pk)

    answer = sign_in(owner).post(address, form(is_key="on", version=1), follow=True)

    done = "Changes saved." if emil else "Emil Varga added."
    sentence = f"{done} Emil Varga is the key contact now, instead of Ulrike Sandmeer."
    assert [str(said) for said in answer.context["messages"]] == [sentence]


def test_the_first_contact_takes_the_mark_from_nobody(
    account: Account, owner: User, sign_in: SignIn
) -> None:
    answer = sign_in(owner).post(url("new", account.pk), form(is_key="on"), follow=True)

    assert [str(said) for said in answer.context["messages"]] == ["Emil Varga added."]

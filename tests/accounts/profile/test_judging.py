"""How well somebody knows a contact is theirs to say, wherever they say it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.clients.models import Account, Contact, Ownership
from accounts.clients.operations.accounts import hand_to
from accounts.people.models import User
from accounts.profile.models import Rapport
from accounts.profile.operations import rapport
from accounts.profile.operations.records import Sent
from accounts.profile.queries.stakeholders import Before, Stakeholders, stakeholders
from tests.conftest import SignIn
from tests.factories.accounts import ContactFactory
from tests.factories.people import UserFactory
from tests.support.accounts import NOW

pytestmark = pytest.mark.django_db
SHOWN = "initial-relationship"
"""The field that tells what the page showed as the relationship."""


@pytest.fixture
def ulrike(account: Account) -> Contact:
    Ownership.objects.create(account=account, person=account.owner, from_on=date(2022, 4, 1))
    return ContactFactory.create(
        account=account, name="Ulrike Sandmeer", influence="high", relationship=None
    )


def save(client: Client, contact: Contact, **changes: object) -> None:
    contact.refresh_from_db()
    address = reverse("contact_edit", args=[contact.account_id, contact.pk])
    values = {"name": contact.name, "loyalty": "unknown", "version": contact.version, **changes}
    answer = client.post(address, values)
    assert answer.status_code == 302


def typed(client: Client, contact: Contact) -> object:
    """What the form shows as the relationship."""
    address = reverse("contact_edit", args=[contact.account_id, contact.pk])
    return client.get(address).context["contact_form"]["relationship"].value()


def said(contact: Contact) -> dict[str, int]:
    rows = Rapport.objects.filter(contact=contact).order_by("person__full_name")
    return {one.person.full_name: one.strength for one in rows}


def shown(account: Account, user: User) -> Stakeholders:
    return stakeholders(Account.objects.get(pk=account.pk), user)


def test_what_the_owner_types_is_their_judgement_at_once(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    address = reverse("contact_new", args=[account.pk])
    client.post(address, {"name": "Emil Varga", "loyalty": "unknown", "relationship": 2})
    save(client, ulrike, relationship=3)

    emil = Contact.objects.get(name="Emil Varga")
    ulrike.refresh_from_db()
    assert (said(emil), emil.relationship) == ({"Tomas Eriksen": 2}, 2)
    assert (said(ulrike), ulrike.relationship) == ({"Tomas Eriksen": 3}, 3)

    rapport.judge(account.pk, {ulrike.pk: 1}, Sent(owner, NOW))
    assert typed(client, ulrike) == 1
    save(client, ulrike, relationship="", **{SHOWN: 1})
    ulrike.refresh_from_db()
    assert (said(ulrike), ulrike.relationship) == ({}, None)


def test_a_page_that_is_open_for_long_undoes_no_judgement(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    shown = {"relationship": "", SHOWN: ""}
    listed = {str(ulrike.pk): "", f"initial-{ulrike.pk}": ""}
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))

    save(client, ulrike, phone="+43 1 555", **shown)
    client.post(reverse("profile_rapport", args=[account.pk]), listed)

    ulrike.refresh_from_db()
    assert (said(ulrike), ulrike.relationship) == ({"Tomas Eriksen": 4}, 4)
    assert ulrike.phone == "+43 1 555"


def test_both_pages_send_what_they_showed(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 3}, Sent(owner, NOW))
    client = sign_in(owner)

    form = client.get(reverse("contact_edit", args=[account.pk, ulrike.pk])).text
    listed = client.get(reverse("profile_rapport", args=[account.pk])).text

    assert re.search(rf'type="hidden" name="{SHOWN}" value="3"', form)
    assert re.search(rf'type="hidden" name="initial-{ulrike.pk}" value="3"', listed)


def test_the_next_owner_says_it_anew_and_takes_nothing_away_from_the_one_before(
    account: Account, owner: User, successor: User, ulrike: Contact, sign_in: SignIn
) -> None:
    save(sign_in(owner), ulrike, relationship=4)
    hand_to(account.pk, successor, NOW.date())
    client = sign_in(successor)

    assert typed(client, ulrike) is None
    save(client, ulrike, phone="+43 1 555", relationship="")
    ulrike.refresh_from_db()
    assert (said(ulrike), ulrike.relationship) == ({"Tomas Eriksen": 4}, 4)

    save(client, ulrike, relationship=2)
    ulrike.refresh_from_db()
    assert said(ulrike) == {"Priya Raman": 2, "Tomas Eriksen": 4}
    assert ulrike.relationship == 2
    assert shown(account, successor).people[0].strengths == (2, 4)


def test_the_key_contact_stands_first_and_the_others_by_name(account: Account, owner: User) -> None:
    for name in ("Petra Holm", "Emil Varga"):
        ContactFactory.create(account=account, name=name)
    ContactFactory.create(account=account, name="Ulrike Sandmeer", is_key=True)

    names = [one.contact.name for one in shown(account, owner).people]

    assert names == ["Ulrike Sandmeer", "Emil Varga", "Petra Holm"]


def test_who_opens_the_judging_and_says_nothing_wipes_nothing(
    account: Account, owner: User, successor: User, ulrike: Contact
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))
    hand_to(account.pk, successor, NOW.date())

    rapport.judge(account.pk, {ulrike.pk: None}, Sent(successor, NOW))

    ulrike.refresh_from_db()
    assert (said(ulrike), ulrike.relationship) == ({"Tomas Eriksen": 4}, 4)


def test_a_manager_who_fills_the_form_speaks_for_themselves(
    account: Account, owner: User, lead: User, ulrike: Contact, sign_in: SignIn
) -> None:
    save(sign_in(owner), ulrike, relationship=4)
    manager = sign_in(lead)
    assert typed(manager, ulrike) is None

    save(manager, ulrike, relationship=1)

    ulrike.refresh_from_db()
    assert said(ulrike) == {lead.full_name: 1, "Tomas Eriksen": 4}
    assert ulrike.relationship == 4


def test_what_a_file_brings_does_not_replace_what_the_owner_said(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    save(sign_in(owner), ulrike, relationship=4)
    Contact.objects.update(relationship=1)

    assert shown(account, owner).people[0].strengths == (4,)
    assert typed(sign_in(owner), ulrike) == 4
    save(sign_in(owner), ulrike, relationship=4)
    ulrike.refresh_from_db()
    assert ulrike.relationship == 4


def test_the_form_says_whose_judgement_it_is(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(reverse("contact_new", args=[account.pk])).text

    assert "How well you know them" in page
    assert "In your own judgement: it counts on the map of stakeholders at once." in page


def test_a_judgement_keeps_its_day_while_something_else_is_changed(
    owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    rapport.judge(ulrike.account_id, {ulrike.pk: 4}, Sent(owner, NOW - timedelta(days=90)))

    save(sign_in(owner), ulrike, phone="+43 1 555", relationship=4)

    assert Rapport.objects.get().judged_at == NOW - timedelta(days=90)


def test_what_was_said_last_before_the_owner_stands_in_until_they_judge(
    account: Account, owner: User, successor: User, ulrike: Contact, sign_in: SignIn
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))
    hand_to(account.pk, successor, NOW.date())

    found = shown(account, successor)
    assert found.people[0].before == Before(4, owner, date(2026, 11, 24))
    assert (found.explains, found.said_before) == (True, "Tomas Eriksen")

    of_new = sign_in(successor).get(f"/accounts/{account.pk}/profile/").text
    assert "You have not said yet how well you know the people here." in of_new
    assert "Until then, what Tomas Eriksen said last is shown lightly." in of_new
    assert of_new.count(reverse("profile_rapport", args=[account.pk])) == 4
    assert '<span class="cap muted">Tomas, 24 Nov' in of_new

    rapport.judge(account.pk, {ulrike.pk: 1}, Sent(successor, NOW))
    found = shown(account, successor)
    assert (found.people[0].before, found.explains, found.draws_before) == (None, False, False)


def test_others_read_who_has_not_judged_yet(
    account: Account,
    owner: User,
    successor: User,
    administrator: User,
    ulrike: Contact,
    sign_in: SignIn,
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))
    hand_to(account.pk, successor, NOW.date())

    page = sign_in(administrator).get(f"/accounts/{account.pk}/profile/").text

    assert "Priya Raman has not said yet how well they know the people here." in page
    assert "Say how well you know them" not in page


def test_the_map_draws_who_judged_before_once(
    account: Account, owner: User, successor: User, ulrike: Contact
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))
    hand_to(account.pk, successor, NOW.date())

    alone = shown(account, successor)
    assert (alone.second, alone.draws_second, alone.draws_before) == (owner, False, True)
    assert [str(alone.map).count(f'class="mp-{dot}"') for dot in "oie"] == [0, 0, 1]

    ada = UserFactory.create(full_name="Ada Berg")
    petra = ContactFactory.create(account=account, influence="low", relationship=None)
    Rapport.objects.create(contact=petra, person=ada, strength=1, judged_at=NOW)
    with_ada = shown(account, ada)
    assert (with_ada.second, with_ada.draws_second) == (ada, True)
    assert [str(with_ada.map).count(f'class="mp-{dot}"') for dot in "oie"] == [0, 1, 1]


def test_after_a_move_who_took_over_is_solid_and_who_handed_over_hollow(
    account: Account, owner: User, successor: User, ulrike: Contact
) -> None:
    rapport.judge(account.pk, {ulrike.pk: 4}, Sent(owner, NOW))
    before = shown(account, owner).point(shown(account, owner).people[0], "Ulrike", "high")
    hand_to(account.pk, successor, NOW.date())
    rapport.judge(account.pk, {ulrike.pk: 1}, Sent(successor, NOW))

    after = shown(account, successor)
    point = after.point(after.people[0], "Ulrike", "high")

    assert (before.theirs, before.ours) == (4, None)
    assert (point.theirs, point.ours, point.earlier) == (4, 1, None)
    assert (after.is_owner_solid, after.draws_second) == (True, True)


def test_what_was_brought_in_is_shown_without_a_name_after_a_move(
    account: Account, successor: User, ulrike: Contact, sign_in: SignIn
) -> None:
    Contact.objects.update(relationship=3)
    hand_to(account.pk, successor, NOW.date())

    found = shown(account, successor)
    page = sign_in(successor).get(f"/accounts/{account.pk}/profile/").text

    assert found.people[0].before == Before(3)
    assert 'class="mp-e"' in found.map
    assert "Until then, what was recorded before is shown lightly." in page


def test_an_empty_map_says_why(
    account: Account, owner: User, ulrike: Contact, sign_in: SignIn
) -> None:
    page = sign_in(owner).get(f"/accounts/{account.pk}/profile/").text

    assert "Until then they are not on the map." in page


def test_what_stood_at_contacts_is_that_of_a_sole_owner_and_nobodys_own_word(
    account: Account, owner: User, ulrike: Contact
) -> None:
    """It may have come from a file: an upgrade does not put it into the mouth of the owner."""
    Contact.objects.update(relationship=3)
    migration = import_module("accounts.profile.migrations.0006_judgements_of_owners").Migration
    for operation in migration.operations:
        operation.code(apps, SimpleNamespace(connection=connection))

    assert said(ulrike) == {}
    assert shown(account, owner).people[0].strengths == (3,)

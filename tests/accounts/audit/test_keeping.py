"""Each changed field of an account or a person is kept: who, when, from what to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.audit.models import FieldChange
from accounts.audit.queries.audited import AUDITED, INTERNAL
from accounts.clients.models import Account
from accounts.clients.operations import access as who_sees
from accounts.clients.operations import accounts, contacts
from accounts.clients.operations.access import Guest
from accounts.clients.operations.accounts import NameTaken
from accounts.people.choices import AbsenceKind, Role
from accounts.people.models import Calendar, Closure, Team, User
from accounts.people.operations import absences, access, calendars, people, profile, teams
from accounts.people.operations.people import Edit
from accounts.people.queries.person import version
from config.lib import acting
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.support.accounts import sent_to

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)

Kept = list[tuple[str, str, str, str]]


def kept(since: int = 0) -> Kept:
    """What, from what, to what, and by whom, in the order in which it was written."""
    rows = FieldChange.objects.filter(pk__gt=since).order_by("pk").select_related("by")
    return [
        (row.what, row.old, row.new, row.by.full_name if row.by else "Changeover") for row in rows
    ]


@pytest.fixture
def later() -> Callable[[], Kept]:
    """What is kept from here on; ask for it last, after the people of the story."""
    newest = FieldChange.objects.first()
    last = newest.pk if newest else 0
    return lambda: kept(last)


def test_a_field_is_kept_in_words_with_who_changed_it_and_when(
    account: Account, successor: User, lead: User, later: Callable[[], Kept]
) -> None:
    values = {"tier": "growth", "annual_revenue": None, "country": "AT", "owner": successor}

    with acting.by(lead.pk, at=NOW):
        accounts.change(account.pk, values, version=1, on=TODAY)

    assert later() == [
        ("account.tier", "Key account", "Growth account", "Helena Brandt"),
        ("account.annual_revenue", "3,200,000.00", "", "Helena Brandt"),
        ("account.country", "", "Austria", "Helena Brandt"),
        ("account.owner", "Tomas Eriksen", "Priya Raman", "Helena Brandt"),
    ]
    assert {row.happened_at for row in FieldChange.objects.filter(by=lead)} == {NOW}


def test_in_a_request_it_is_its_person_and_else_changeover(
    account: Account, owner: User, successor: User, sign_in: SignIn, later: Callable[[], Kept]
) -> None:
    answers = {"name": "Brightwater", "tier": "key", "currency": "EUR", "effort": 10}
    client = sign_in(owner)

    client.post(f"/accounts/{account.pk}/edit/", {**answers, "version": 1})
    accounts.hand_to(account.pk, successor, on=TODAY)

    assert later() == [
        ("account.name", "Brightwater Foods", "Brightwater", "Tomas Eriksen"),
        ("account.annual_revenue", "3,200,000.00", "", "Tomas Eriksen"),
        ("account.owner", "Tomas Eriksen", "Priya Raman", "Changeover"),
    ]


def test_what_is_added_or_removed_is_kept_as_a_whole_and_outlives_its_account(
    account: Account, owner: User, later: Callable[[], Kept]
) -> None:
    with acting.by(owner.pk):
        first = contacts.add(account.pk, {"name": "Ines Hartl"}, sent_to(account))
        contacts.add(account.pk, {"name": "Ulf Berg", "is_key": True}, sent_to(account))
        contacts.remove(first.pk)
        account.delete()

    assert later() == [
        ("contact", "", "Ines Hartl", "Tomas Eriksen"),
        ("contact.is_key", "No", "Yes", "Tomas Eriksen"),
        ("contact", "", "Ulf Berg", "Tomas Eriksen"),
        ("contact.is_key", "Yes", "No", "Tomas Eriksen"),
        ("contact.is_key", "No", "Yes", "Tomas Eriksen"),
        ("contact.name", "Ines Hartl", "", "Tomas Eriksen"),
        ("contact.is_key", "No", "", "Tomas Eriksen"),
        ("contact.loyalty", "Not known", "", "Tomas Eriksen"),
        ("contact", "Ines Hartl", "", "Tomas Eriksen"),
        ("contact.name", "Ulf Berg", "", "Tomas Eriksen"),
        ("contact.is_key", "Yes", "", "Tomas Eriksen"),
        ("contact.loyalty", "Not known", "", "Tomas Eriksen"),
        ("contact", "Ulf Berg", "", "Tomas Eriksen"),
        ("account", "Brightwater Foods", "", "Tomas Eriksen"),
    ]
    assert set(FieldChange.objects.exclude(account=None).values_list("about", flat=True)) == {
        "Brightwater Foods"
    }


def test_a_person_is_kept_with_role_team_qualifications_and_absences(
    owner: User, team: Team, administrator: User, later: Callable[[], Kept]
) -> None:
    answers = {"role": Role.MANAGER, "team": None, "last_day_on": TODAY, "skills": ["Tenders"]}

    people.change(owner.pk, Edit(answers, version(owner)), by=administrator, now=NOW)
    away = absences.add(owner, AbsenceKind.SICK, first=TODAY, last=TODAY)
    absences.remove(away)

    assert later() == [
        ("person.role", "Key account manager", "Manager", "Ada Berg"),
        ("person.team", "Industry", "", "Ada Berg"),
        ("person.last_day_on", "", "Tue 24 Nov 2026", "Ada Berg"),
        ("qualification", "", "Skill: Tenders", "Ada Berg"),
        ("absence", "", "Sick leave, 24 Nov 2026", "Changeover"),
        ("absence", "Sick leave, 24 Nov 2026", "", "Changeover"),
    ]


def test_who_can_sign_in_and_who_leads_whom_is_kept_for_each_person(
    owner: User, team: Team, lead: User, administrator: User, later: Callable[[], Kept]
) -> None:
    access.close([owner, lead], by=administrator, now=NOW)
    access.open_again([lead], by=administrator, now=NOW)
    with acting.by(administrator.pk):
        lead.refresh_from_db()
        lead.team = None
        lead.save()
        teams.delete(team.pk)

    assert later() == [
        ("person.is_active", "Yes", "No", "Ada Berg"),
        ("person.is_active", "Yes", "No", "Ada Berg"),
        ("person.is_active", "No", "Yes", "Ada Berg"),
        ("person.team", "Industry", "", "Ada Berg"),
        ("person.team", "Industry", "", "Ada Berg"),
        ("team", "Industry", "", "Ada Berg"),
    ]


def test_to_sign_in_and_to_choose_colours_asks_and_keeps_nothing(
    owner: User, later: Callable[[], Kept], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner.last_login, owner.theme = timezone.now(), "dark"

    with django_assert_num_queries(1):
        owner.save(update_fields=["last_login", "theme"])
    Client().post("/auth/login/", {"login": owner.email, "password": PASSWORD})
    owner.set_password("another-long-word")
    owner.save()

    assert later() == []


def test_no_password_token_or_version_is_among_the_kept_fields() -> None:
    names = {field.name for kind in AUDITED for field in kind.fields}

    assert names & {"password", "last_login", "theme", "request_key", "version"} == set()
    for kind in AUDITED:
        every = {field.name for field in kind.model._meta.concrete_fields}
        assert INTERNAL[kind.model] <= every, kind.subject


def test_what_is_refused_is_not_kept(account: Account, later: Callable[[], Kept]) -> None:
    other = AccountFactory.create(name="Copperfield", owner=account.owner)

    with pytest.raises(NameTaken):
        accounts.change(other.pk, {"name": "Brightwater Foods"}, version=1, on=TODAY)

    assert later() == [("account", "", "Copperfield", "Changeover")]


def test_what_stays_the_same_is_not_kept(
    owner: User, account: Account, later: Callable[[], Kept]
) -> None:
    contact = ContactFactory.create(account=account)
    accounts.change(account.pk, {"annual_revenue": "3200000"}, version=1, on=TODAY)
    contacts.change(contact.pk, {"position": contact.position}, sent_to(contact.account), version=1)
    profile.change(owner, {"email": owner.email.upper()})

    assert [what for what, *_ in later()] == ["contact"]


def test_who_sees_an_account_is_kept_once_for_each_person(
    account: Account, successor: User, hr: User, lead: User, later: Callable[[], Kept]
) -> None:
    for let_in in ({successor}, {successor, hr}, {hr}):
        who_sees.set_to(account.pk, map(Guest, let_in), by=lead, now=NOW)

    assert later() == [
        ("access", "", "Priya Raman", "Helena Brandt"),
        ("access", "", "Ruth Aigner", "Helena Brandt"),
        ("access", "Priya Raman", "", "Helena Brandt"),
    ]
    told = FieldChange.objects.filter(what="access", account=account, person=None)
    assert list(told.values_list("happened_at", flat=True)) == [NOW] * 3


def test_a_handover_is_kept_as_one_change_of_owner(
    account: Account, successor: User, lead: User, later: Callable[[], Kept]
) -> None:
    with acting.by(lead.pk):
        accounts.hand_to(account.pk, successor, on=TODAY)
        accounts.hand_to(account.pk, successor, on=TODAY)

    assert later() == [("account.owner", "Tomas Eriksen", "Priya Raman", "Helena Brandt")]


def test_a_calendar_is_kept_with_its_closures_and_which_one_is_the_default(
    administrator: User, later: Callable[[], Kept]
) -> None:
    with acting.by(administrator.pk):
        first = calendars.save(Calendar(name="Vienna", country="AT", is_default=True))
        calendars.save(Calendar(name="Graz", country="AT", subdivision="6", is_default=True))
        closure = Closure.objects.create(calendar=first, starts_on=TODAY, ends_on=TODAY)
        closure.ends_on = date(2026, 11, 25)
        closure.save()
        closure.delete()

    assert later() == [
        ("calendar", "", "Vienna", "Ada Berg"),
        ("calendar.is_default", "Yes", "No", "Ada Berg"),
        ("calendar", "", "Graz", "Ada Berg"),
        ("closure", "", "Company closure, 24 Nov 2026", "Ada Berg"),
        ("closure.ends_on", "Tue 24 Nov 2026", "Wed 25 Nov 2026", "Ada Berg"),
        ("closure", "Company closure, 24 – 25 Nov 2026", "", "Ada Berg"),
    ]


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_fieldchange SET new = 'x'", "DELETE FROM audit_fieldchange"]
)
def test_the_database_refuses_to_change_what_is_kept(owner: User, statement: str) -> None:
    said = "append-only: what stands in audit_fieldchange is never changed or deleted"

    with pytest.raises(DatabaseError, match=said), transaction.atomic():
        connection.cursor().execute(statement)
    with pytest.raises(TypeError, match="FieldChange is append-only"):
        FieldChange.objects.all().delete()


def test_a_new_person_is_kept_without_their_password() -> None:
    UserFactory.create(full_name="Nora Lind")

    assert kept() == [("person", "", "Nora Lind", "Changeover")]

"""Administrators look after people and calendars; nobody else gets in."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.people.choices import Role
from accounts.people.models import Absence, Calendar, SecurityEvent, Team, User
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.factories.people import AbsenceFactory, CalendarFactory, UserFactory

NEW_PERSON = {
    "email": "ines.halloran@norvane.example",
    "full_name": "Ines Halloran",
    "role": "kam",
    "country": "AT",
    "time_zone": "Europe/Vienna",
    "usable_password": "false",
}


@pytest.mark.parametrize("who", ["owner", "lead", "reader", "stranger"])
def test_only_administrators_get_in(
    sign_in: SignIn, who: str, request: pytest.FixtureRequest
) -> None:
    client = sign_in(request.getfixturevalue(who))

    answer = client.get("/admin/people/user/", follow=True)

    assert answer.status_code == 403
    assert "You cannot do this" in answer.text


def test_the_admin_has_no_sign_in_of_its_own(client: Client, owner: User) -> None:
    answer = client.get("/admin/login/?next=/admin/people/")

    assert answer.headers["Location"].startswith("/auth/login/")


def test_a_country_that_is_on_no_list_is_shown_as_it_is(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    User.objects.filter(pk=owner.pk).update(country="UK")

    page = sign_in(administrator).get(f"/admin/people/user/{owner.pk}/change/").text

    assert '<option value="UK" selected>UK</option>' in page


def test_an_administrator_adds_a_person_who_chooses_a_password_by_mail(
    sign_in: SignIn, administrator: User
) -> None:
    client = sign_in(administrator)

    client.post("/admin/people/user/add/", NEW_PERSON)
    person = User.objects.get(email="ines.halloran@norvane.example")
    client.post(
        "/admin/people/user/", {"action": "mail_link", "_selected_action": [str(person.pk)]}
    )

    assert not person.has_usable_password()
    assert Message.objects.get().to == person.email


def test_an_administrator_may_give_a_password_at_once(sign_in: SignIn, administrator: User) -> None:
    password = "a long and quiet sentence"
    answers = {**NEW_PERSON, "usable_password": "true"}
    answers |= {"password1": password, "password2": password}

    sign_in(administrator).post("/admin/people/user/add/", answers)

    assert User.objects.get(full_name="Ines Halloran").check_password(password)


def test_two_people_cannot_have_one_address(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    answers = {**NEW_PERSON, "email": owner.email.upper()}

    sign_in(administrator).post("/admin/people/user/add/", answers)

    assert User.objects.filter(email__iexact=owner.email).count() == 1


def test_people_are_deactivated_not_deleted(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    client = sign_in(administrator)

    client.post("/admin/people/user/", {"action": "deactivate", "_selected_action": [owner.pk]})
    delete = client.post(f"/admin/people/user/{owner.pk}/delete/", {"post": "yes"})

    owner.refresh_from_db()
    assert not owner.is_active
    assert delete.status_code == 403
    assert "You cannot do this" in delete.text


def test_the_last_administrator_keeps_the_role(sign_in: SignIn, administrator: User) -> None:
    answers = {**person_answers(administrator), "role": Role.KAM}

    answer = sign_in(administrator).post(f"/admin/people/user/{administrator.pk}/change/", answers)

    administrator.refresh_from_db()
    assert "Make somebody else administrator first." in answer.text
    assert administrator.is_administrator


def test_an_administrator_gives_another_role(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    answers = {**person_answers(owner), "role": Role.MANAGER}

    sign_in(administrator).post(f"/admin/people/user/{owner.pk}/change/", answers)

    owner.refresh_from_db()
    assert owner.is_manager


def test_an_address_changed_in_the_administration_is_told_to_the_one_before(
    sign_in: SignIn,
    administrator: User,
    owner: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    answers = {**person_answers(owner), "email": "new@norvane.example"}
    client = sign_in(administrator)

    with django_capture_on_commit_callbacks() as nudges:
        client.post(f"/admin/people/user/{owner.pk}/change/", answers)

    assert len(nudges) == 1
    assert SecurityEvent.objects.get(kind="address_changed").by == administrator
    assert Message.objects.get().to == owner.email


def test_a_new_default_calendar_takes_the_place_of_the_one_before(
    sign_in: SignIn, administrator: User, calendar: Calendar
) -> None:
    german = CalendarFactory.create(name="Germany", country="DE")

    sign_in(administrator).post(
        f"/admin/people/calendar/{german.pk}/change/",
        {"name": "Germany", "country": "DE", "subdivision": "BY", "is_default": "on", **CLOSURES},
    )

    assert [one.name for one in Calendar.objects.filter(is_default=True)] == ["Germany"]


def test_a_calendar_needs_a_place_whose_holidays_are_known(
    sign_in: SignIn, administrator: User, calendar: Calendar
) -> None:
    answer = sign_in(administrator).post(
        f"/admin/people/calendar/{calendar.pk}/change/",
        {"name": "Austria", "country": "AT", "subdivision": "QQ", **CLOSURES},
    )

    calendar.refresh_from_db()
    assert "are not known" in answer.text
    assert calendar.subdivision == ""


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: UserFactory.build(country="XX"), "country"),
        (lambda: CalendarFactory.build(country="QQ"), "country"),
        (lambda: CalendarFactory.build(country="AT", subdivision="QQ"), "subdivision"),
    ],
)
def test_only_places_whose_holidays_are_known_are_valid(
    db: None, make: Callable[[], User | Calendar], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        make().full_clean()

    assert list(refused.value.message_dict) == [field]


def test_the_administration_speaks_of_people_and_accesses(
    sign_in: SignIn, administrator: User
) -> None:
    index = sign_in(administrator).get("/admin/").text
    form = sign_in(administrator).get("/admin/people/user/add/").text

    assert ">People</a>" in index
    assert ">Accesses</a>" in index
    assert "Accesss" not in index
    assert "Add person" in form


CLOSURES = {"closures-TOTAL_FORMS": "0", "closures-INITIAL_FORMS": "0"}


def person_answers(person: User) -> dict[str, Any]:
    return {
        "email": person.email,
        "is_active": "on",
        "full_name": person.full_name,
        "position": "",
        "phone": "",
        "role": person.role,
        "team": person.team_id or "",
        "capacity": person.capacity,
        "last_day_on": "",
        "country": person.country,
        "time_zone": person.time_zone,
        "digest_rhythm": person.digest_rhythm,
        "digest_at": "07:30",
        "theme": person.theme,
        "absences-TOTAL_FORMS": "0",
        "absences-INITIAL_FORMS": "0",
    }


def test_a_box_in_the_form_closes_the_door_as_the_page_does(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    client, url = sign_in(administrator), f"/admin/people/user/{owner.pk}/change/"
    form = client.get(url).context["adminform"].form
    answers = {name: value for name, value in form.initial.items() if value is not None} | {
        "is_active": "",
        "role": "hr",
        "digest_at": "07:30",
        "password": "",
    }
    inline = {"absences-TOTAL_FORMS": "0", "absences-INITIAL_FORMS": "0"}

    answer = client.post(url, {**answers, **inline})

    owner.refresh_from_db()
    kept = SecurityEvent.objects.filter(person=owner, by=administrator).order_by("pk")
    assert (answer.status_code, owner.is_active, owner.role) == (302, False, "hr")
    assert list(kept.values_list("kind", flat=True)) == ["role_changed", "deactivated"]


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/delete/"])
def test_teams_are_changed_on_their_own_pages_only(
    sign_in: SignIn, administrator: User, team: Team, owner: User, page: str
) -> None:
    address = f"/admin/people/team/{page.format(pk=team.pk)}"

    answer = sign_in(administrator).post(
        address, {"name": "Another", "lead": owner.pk, "post": "yes"}
    )

    assert answer.status_code == 403
    assert [(one.name, one.lead) for one in Team.objects.all()] == [("Industry", team.lead)]


@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/delete/"])
def test_absences_are_changed_on_the_page_of_their_person_only(
    sign_in: SignIn, administrator: User, owner: User, page: str
) -> None:
    away = AbsenceFactory.create(person=owner)
    days = {"person": owner.pk, "kind": "leave", "starts_on": "2026-12-01", "ends_on": "2026-12-01"}

    address = f"/admin/people/absence/{page.format(pk=away.pk)}"
    answer = sign_in(administrator).post(address, {**days, "post": "yes"})

    assert answer.status_code == 403
    assert [one.starts_on for one in Absence.objects.all()] == [away.starts_on]


def test_the_administration_leads_to_the_pages_where_teams_and_absences_are_changed(
    sign_in: SignIn, administrator: User, owner: User, team: Team
) -> None:
    away, client = AbsenceFactory.create(person=owner), sign_in(administrator)

    of_absence = client.get(f"/admin/people/absence/{away.pk}/change/").text
    of_team = client.get(f"/admin/people/team/{team.pk}/change/").text
    link = re.search(r'href="(/admin/r/[^"]+)"', of_team)

    assert f'href="/people/{owner.pk}/"' in of_absence
    assert link
    assert client.get(link[1]).headers["Location"].endswith(f"/people/teams/{team.pk}/")


def test_an_absence_sent_along_with_a_person_is_not_looked_at(
    sign_in: SignIn, administrator: User, owner: User
) -> None:
    inline = {
        "absences-TOTAL_FORMS": "1",
        "absences-0-person": owner.pk,
        "absences-0-kind": "leave",
    }
    days = {"absences-0-starts_on": "2026-12-01", "absences-0-ends_on": "2026-12-01"}

    sign_in(administrator).post(
        f"/admin/people/user/{owner.pk}/change/", {**person_answers(owner), **inline, **days}
    )

    assert not Absence.objects.exists()

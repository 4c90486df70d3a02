"""What others may change about a person."""

from datetime import date

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.people.choices import Role
from accounts.people.models import Absence, User
from accounts.people.queries import person as known
from config.lib.mail.models import Message
from tests.conftest import SignIn
from tests.support.profiles import answers

PLANNED = {"capacity": "80", "last_day_on": "2026-12-18"}
LEAVE = {"kind": "sick", "starts_on": "2026-12-01", "ends_on": "2026-12-04"}


def test_a_person_changes_what_is_theirs_and_nothing_else(sign_in: SignIn, owner: User) -> None:
    more = {**PLANNED, "role": "administrator", "email": "x@y.example", "team": ""}

    answer = sign_in(owner).post(f"/people/{owner.pk}/edit/", answers(owner, **more))

    after = User.objects.get(pk=owner.pk)
    assert answer.headers["Location"] == f"/people/{owner.pk}/"
    assert (after.position, after.region) == ("Senior KAM", "Tyrol")
    assert known.qualifications(after).skills == ("Cold chain", "Tenders")
    assert (after.capacity, after.last_day_on, after.role) == (100, None, Role.KAM)
    assert (after.email, after.team) == (owner.email, owner.team)


@pytest.mark.parametrize("name", ["lead", "hr"])
def test_whoever_plans_changes_capacity_and_last_day_but_no_role(
    sign_in: SignIn, owner: User, request: pytest.FixtureRequest, name: str
) -> None:
    client = sign_in(request.getfixturevalue(name))

    client.post(f"/people/{owner.pk}/edit/", answers(owner, **PLANNED, role="administrator"))

    owner.refresh_from_db()
    assert (owner.capacity, owner.last_day_on) == (80, date(2026, 12, 18))
    assert owner.role == Role.KAM


@pytest.mark.usefixtures("clock")
def test_a_last_day_that_has_passed_is_asked_about_once_more(
    sign_in: SignIn, owner: User, hr: User
) -> None:
    client, address = sign_in(hr), f"/people/{owner.pk}/edit/"
    more = {"capacity": "100", "last_day_on": "2026-11-20"}

    asked = client.post(address, answers(owner, **more))
    other_day = client.post(address, answers(owner, **more, anyway="2026-11-19"))
    before = User.objects.get(pk=owner.pk).last_day_on
    saved = client.post(address, answers(owner, **more, anyway="2026-11-20"))

    assert (asked.status_code, other_day.status_code, saved.status_code) == (422, 422, 302)
    assert "Fri 20 Nov has passed: Tomas’s accounts then wait for a successor" in asked.text
    assert '<input type="hidden" name="anyway" value="2026-11-20"' in asked.text
    assert ">Save it all the same</button>" in asked.text
    assert "/deactivate/" not in asked.text
    assert (before, User.objects.get(pk=owner.pk).last_day_on) == (None, date(2026, 11, 20))


@pytest.mark.usefixtures("clock")
def test_a_last_day_of_years_ago_is_refused(sign_in: SignIn, owner: User, hr: User) -> None:
    more = {"capacity": "100", "last_day_on": "2020-01-01", "anyway": "2020-01-01"}

    refused = sign_in(hr).post(f"/people/{owner.pk}/edit/", answers(owner, **more))

    assert refused.status_code == 422
    assert "Wed 1 Jan 2020 is more than a year ago. Look at the year once more." in refused.text
    assert ">Save changes</button>" in refused.text
    assert User.objects.get(pk=owner.pk).last_day_on is None


@pytest.mark.usefixtures("clock")
def test_a_last_day_that_passed_meanwhile_is_not_asked_about(
    sign_in: SignIn, owner: User, hr: User
) -> None:
    User.objects.filter(pk=owner.pk).update(last_day_on=date(2020, 1, 1))
    more = {"capacity": "90", "last_day_on": "2020-01-01"}

    saved = sign_in(hr).post(f"/people/{owner.pk}/edit/", answers(owner, **more))

    assert saved.status_code == 302
    assert User.objects.get(pk=owner.pk).capacity == 90


@pytest.mark.usefixtures("clock")
def test_whoever_may_deactivate_is_shown_that_way_for_somebody_who_has_left(
    sign_in: SignIn, owner: User, administrator: User
) -> None:
    more = {"capacity": "100", "last_day_on": "2026-11-20", "role": "kam", "email": owner.email}

    asked = sign_in(administrator).post(f"/people/{owner.pk}/edit/", answers(owner, **more))

    assert f'<a href="/people/{owner.pk}/deactivate/">deactivate Tomas</a>' in asked.text


def test_administrators_change_everything(
    sign_in: SignIn, owner: User, stranger: User, administrator: User
) -> None:
    more = {**PLANNED, "role": "manager", "email": "tom@norvane.example"}

    sign_in(administrator).post(
        f"/people/{owner.pk}/edit/", answers(owner, **more, team=str(stranger.team_id))
    )

    owner.refresh_from_db()
    assert (owner.role, owner.email, owner.team_id) == (
        Role.MANAGER, "tom@norvane.example", stranger.team_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"full_name": " "}, "Fill this in."),
        ({"capacity": "much"}, "Write a number."),
        ({"skills": "x" * 61}, "is too long; at most 60 characters."),
        ({"skills": ",".join(f"s{n}" for n in range(21))}, "At most 20; these are 21."),
        ({"email": "priya.raman@norvane.example"}, "This address belongs to"),
        ({"role": "king"}, "Select a valid choice."),
    ],
)
def test_wrong_answers_come_back_with_what_was_typed(
    sign_in: SignIn,
    owner: User,
    successor: User,
    administrator: User,
    change: dict[str, str],
    sentence: str,
) -> None:
    everything = answers(owner, **PLANNED, role="kam", email=owner.email)
    client = sign_in(administrator)

    answer = client.post(f"/people/{owner.pk}/edit/", {**everything, **change})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Senior KAM"' in answer.text
    owner.refresh_from_db()
    assert owner.position == ""


@pytest.mark.parametrize(("email", "letters"), [("new@norvane.example", 1), (None, 0)])
def test_the_letter_to_the_address_before_leaves_at_once(
    sign_in: SignIn,
    owner: User,
    administrator: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    email: str | None,
    letters: int,
) -> None:
    client = sign_in(administrator)
    everything = answers(owner, **PLANNED, role="kam", email=email or owner.email)

    with django_capture_on_commit_callbacks() as nudges:
        client.post(f"/people/{owner.pk}/edit/", everything)

    assert Message.objects.filter(to=owner.email).count() == letters
    assert len(nudges) == letters + 1  # health follows the last day


def test_a_stale_page_shows_both_and_saves_on_the_second_try(
    sign_in: SignIn, owner: User, lead: User
) -> None:
    typed = answers(owner, **PLANNED)
    sign_in(owner).post(f"/people/{owner.pk}/edit/", answers(owner, position="Director"))
    client = sign_in(lead)

    stale = client.post(f"/people/{owner.pk}/edit/", typed)
    owner.refresh_from_db()
    kept = owner.position
    seen = known.version(owner)
    client.post(f"/people/{owner.pk}/edit/", {**typed, "seen": seen})

    owner.refresh_from_db()
    assert stale.status_code == 409
    assert "<td>Director</td><td>Senior KAM</td>" in stale.text
    assert f'value="{seen}"' in stale.text
    assert (kept, owner.position) == ("Director", "Senior KAM")


def test_the_last_administrator_does_not_give_up_the_role(
    sign_in: SignIn, administrator: User
) -> None:
    answer = sign_in(administrator).post(
        f"/people/{administrator.pk}/edit/",
        answers(administrator, **PLANNED, role="kam", email=administrator.email),
    )

    administrator.refresh_from_db()
    assert answer.status_code == 422
    assert "Nobody could look after this site any more." in answer.text
    assert administrator.is_administrator


def test_a_lead_enters_and_removes_an_absence(sign_in: SignIn, owner: User, lead: User) -> None:
    client = sign_in(lead)

    client.post(f"/people/{owner.pk}/absences/add/", LEAVE)
    absence = Absence.objects.get()
    twice = client.post(f"/people/{owner.pk}/absences/add/", LEAVE)
    other = client.post(f"/people/{lead.pk}/absences/{absence.pk}/remove/")
    client.post(f"/people/{owner.pk}/absences/{absence.pk}/remove/")

    assert (absence.person, absence.kind) == (owner, "sick")
    assert twice.status_code == 422
    assert "An absence on 1 – 4 Dec 2026 is entered already." in twice.text
    assert other.status_code == 404
    assert not Absence.objects.exists()

"""Asking somebody to join, and joining."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.people.choices import Role
from accounts.people.models import Invitation, SecurityEvent, Team, User
from accounts.people.operations import invitations
from accounts.people.operations.invitations import (
    CannotInvite,
    Invitee,
    LinkClosed,
    Newcomer,
    NotWaiting,
)
from accounts.people.rules import invitation_link
from config.lib.mail.models import Message

NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
MIRA = Newcomer("Mira Köstler", "a long and quiet sentence", "Europe/Berlin", "DE")


@pytest.fixture
def invitation(administrator: User, team: Team) -> Invitation:
    invitee = Invitee("mira@norvane.example", "Mira Köstler", Role.KAM, team)
    return invitations.invite(invitee, by=administrator, now=NOW)


@pytest.mark.usefixtures("clock")  # the second in which a link is signed stands in it
def test_an_invitation_is_a_row_a_mail_and_a_line_in_the_audit(
    invitation: Invitation, administrator: User
) -> None:
    mail, kept = Message.objects.get(), SecurityEvent.objects.get()

    assert (mail.to, mail.person, mail.is_private) == ("mira@norvane.example", None, True)
    assert mail.subject == "Ada Berg invites you to Changeover at Norvane Systems"
    link = f"http://localhost:8000{invitation_link(invitation.key)}"
    assert link in mail.body_text and f'href="{link}"' in mail.body_html
    assert "works until 1 December 2026" in mail.body_text
    assert "works until 1 December 2026" in mail.body_html
    assert ", Norvane Systems uses Changeover to hand customers over" in mail.body_html
    assert "to Changeover. Norvane Systems uses it to hand" in mail.body_text
    assert (kept.kind, kept.by, kept.email) == ("invited", administrator, "mira@norvane.example")
    assert kept.details == "Key account manager"


def test_an_address_in_use_is_not_invited(administrator: User, owner: User) -> None:
    with pytest.raises(CannotInvite, match="belongs to Tomas Eriksen already"):
        invitee = Invitee(owner.email.upper(), "Tom", Role.KAM)
        invitations.invite(invitee, by=administrator, now=NOW)

    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)


def test_an_address_is_invited_once_at_a_time(invitation: Invitation, administrator: User) -> None:
    again = Invitee("MIRA@norvane.example", "Mira", Role.HR)
    with pytest.raises(CannotInvite, match="has an invitation that waits"):
        invitations.invite(again, by=administrator, now=NOW)

    invitations.withdraw(invitation.pk, now=NOW)
    invitations.invite(again, by=administrator, now=NOW)
    assert Message.objects.count() == 2


def test_whoever_accepts_has_the_role_and_the_team_they_were_invited_to(
    invitation: Invitation, team: Team
) -> None:
    person = invitations.accept(invitation.key, MIRA, now=NOW + timedelta(days=6))

    invitation.refresh_from_db()
    assert (person.email, person.full_name) == ("mira@norvane.example", "Mira Köstler")
    assert (person.role, person.team, person.is_active) == (Role.KAM, team, True)
    assert (person.time_zone, person.country) == ("Europe/Berlin", "DE")
    assert person.check_password("a long and quiet sentence")
    assert (invitation.person, invitation.accepted_at) == (person, NOW + timedelta(days=6))
    assert SecurityEvent.objects.filter(kind="joined", person=person).count() == 1


def test_a_link_lets_one_person_in_once(invitation: Invitation) -> None:
    invitations.accept(invitation.key, MIRA, now=NOW)

    with pytest.raises(LinkClosed):
        invitations.accept(invitation.key, MIRA, now=NOW)
    assert User.objects.filter(email="mira@norvane.example").count() == 1


def test_a_link_works_for_seven_days(invitation: Invitation) -> None:
    with pytest.raises(LinkClosed):
        invitations.accept(invitation.key, MIRA, now=NOW + WEEK)

    invitations.accept(invitation.key, MIRA, now=NOW + WEEK - timedelta(seconds=1))
    assert User.objects.filter(email=invitation.email).exists()


def test_a_withdrawn_link_lets_nobody_in(invitation: Invitation) -> None:
    invitations.withdraw(invitation.pk, now=NOW)

    with pytest.raises(LinkClosed):
        invitations.accept(invitation.key, MIRA, now=NOW)


def test_only_the_newest_link_works(invitation: Invitation, administrator: User) -> None:
    old = invitation.key
    later = NOW + timedelta(days=10)
    sent = invitations.send_again(invitation.pk, by=administrator, now=later)

    with pytest.raises(Invitation.DoesNotExist):
        invitations.accept(old, MIRA, now=later)
    assert sent.expires_at == later + WEEK
    assert str(invitation_link(sent.key)) in Message.objects.order_by("-pk")[0].body_text
    invitations.accept(sent.key, MIRA, now=later)
    assert User.objects.filter(email=sent.email).exists()


def test_an_address_that_is_taken_meanwhile_is_not_given_twice(invitation: Invitation) -> None:
    User.objects.create_user("Mira@norvane.example", "x", full_name="Somebody else")

    with pytest.raises(LinkClosed):
        invitations.accept(invitation.key, MIRA, now=NOW)


@pytest.mark.parametrize("closed", ["accepted", "withdrawn"])
def test_what_is_closed_is_neither_sent_again_nor_withdrawn(
    invitation: Invitation, administrator: User, closed: str
) -> None:
    if closed == "accepted":
        invitations.accept(invitation.key, MIRA, now=NOW)
    else:
        invitations.withdraw(invitation.pk, now=NOW)

    with pytest.raises(NotWaiting):
        invitations.send_again(invitation.pk, by=administrator, now=NOW)
    with pytest.raises(NotWaiting):
        invitations.withdraw(invitation.pk, now=NOW)
    assert Message.objects.count() == 1

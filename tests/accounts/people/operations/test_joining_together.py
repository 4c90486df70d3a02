"""Joining twice at the same moment, or while the address is given to somebody else."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.operations import invitations, openid, people
from accounts.people.operations.invitations import Invitee, LinkClosed, Newcomer
from accounts.people.operations.openid import Claims
from accounts.people.operations.people import AddressTaken, Edit
from accounts.people.operations.security import Seen
from accounts.people.queries import person as known
from tests.support.together import all_at_once, at_once

MIRA = Newcomer("Mira Köstler", "a long and quiet sentence", "Europe/Berlin", "DE")


@pytest.mark.django_db(transaction=True)
def test_two_clicks_make_one_person(administrator: User) -> None:
    now = timezone.now()
    invitee = Invitee("mira@norvane.example", "Mira Köstler", Role.KAM)
    sent = invitations.invite(invitee, by=administrator, now=now)

    def click() -> str:
        try:
            return invitations.accept(sent.key, MIRA, now=now).email
        except LinkClosed:
            return "closed"

    assert sorted(at_once(click)) == ["closed", "mira@norvane.example"]
    assert User.objects.filter(email="mira@norvane.example").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_address_given_away_at_the_same_moment_belongs_to_one(
    administrator: User, owner: User
) -> None:
    now = timezone.now()
    invitee = Invitee("mira@norvane.example", "Mira Köstler", Role.KAM)
    sent = invitations.invite(invitee, by=administrator, now=now)
    seen = known.version(owner)

    def join() -> str:
        try:
            return invitations.accept(sent.key, MIRA, now=now).email
        except LinkClosed:
            return "closed"

    def give_away() -> str:
        answers = {"email": invitee.email}
        try:
            return people.change(owner.pk, Edit(answers, seen), by=administrator, now=now).email
        except AddressTaken:
            return "taken"

    joined, given = all_at_once([join, give_away])

    assert (joined, given) in {("closed", invitee.email), (invitee.email, "taken")}
    assert User.objects.filter(email=invitee.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_windows_come_in_by_the_same_account(owner: User) -> None:
    claims = Claims("subject-1", owner.email, is_verified=True)

    came = at_once(lambda: openid.identify(claims, seen=Seen(), now=timezone.now()))

    assert came == [owner, owner]
    assert SocialAccount.objects.get().uid == "subject-1"

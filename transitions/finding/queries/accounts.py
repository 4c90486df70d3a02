"""Accounts and the contacts there, by what they are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from accounts.clients.models import Account, Contact
from accounts.people.models import User
from accounts.people.rules import gone
from config.lib import search, words
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said, any_word, rank
from transitions.finding.queries.shapes import Finder, Hit

ABOUT_ACCOUNT = (
    "pk",
    "name",
    "is_confidential",
    "is_changing_hands",
    "owner__full_name",
    "owner__is_active",
    "owner__last_day_on",
    "handover__moves_on",
)
ABOUT_CONTACT = ("pk", "name", "position", "account", "account__name", "is_key")
OWN = ("name", "position", "email")


def accounts(user: User, said: Said) -> QuerySet[Account]:
    """By name; those that change hands come before those that are left in peace."""
    named = search.every_word(said.asked, lambda word: search.within(word, "name"))
    visible = Account.objects.visible_to(user).filter(named)
    return visible.order_by(rank(said, "name"), F("is_changing_hands").desc(), "name", "pk")


def account_hit(row: dict[str, Any], today: date) -> Hit:
    """An account with its owner and how its handover stands."""
    why = gone(
        is_active=row["owner__is_active"], last_day_on=row["owner__last_day_on"], today=today
    )
    owner = f"{row['owner__full_name']}, who {why}" if why else row["owner__full_name"]
    moves_on = row["handover__moves_on"] if row["is_changing_hands"] else None
    moves = f", ownership moves on {words.day(moves_on, today=today)}" if moves_on else ""
    return Hit(
        url=reverse("account", args=[row["pk"]]),
        title=row["name"],
        about=f"{owner}{moves}",
        initials=words.initials(row["name"]),
        side="cli",
        state="Changing hands" if row["is_changing_hands"] else "",
        is_confidential=row["is_confidential"],
    )


def contacts(user: User, said: Said) -> QuerySet[Contact]:
    """By name, position and e-mail; other words may stand in the name of the account."""

    def anywhere(word: str) -> Q:
        return search.within(word, *OWN, "account__name")

    visible = Contact.objects.filter(account__in=Account.objects.visible_to(user).order_by())
    found = visible.filter(any_word(said, *OWN))
    if len(said.words) > 1:
        found = found.filter(search.every_word(said.asked, anywhere))
    return found.order_by(rank(said, "name"), F("is_key").desc(), "name", "pk")


def contact_hit(row: dict[str, Any], today: date) -> Hit:
    """A contact with their position and account."""
    position = f"{row['position']}, " if row["position"] else ""
    return Hit(
        url=f"{reverse('account', args=[row['account']])}#contacts",
        title=row["name"],
        about=f"{position}{row['account__name']}",
        initials=words.initials(row["name"]),
        side="cli",
        state="Key contact" if row["is_key"] else "",
    )


ACCOUNTS = Finder(Kind.ACCOUNTS, accounts, ABOUT_ACCOUNT, account_hit)
CONTACTS = Finder(Kind.CONTACTS, contacts, ABOUT_CONTACT, contact_hit)

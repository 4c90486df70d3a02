"""People, by what they are called."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from accounts.people.choices import Role
from accounts.people.models import User
from accounts.people.rules import gone
from config.lib import search, words
from transitions.finding.choices import Kind
from transitions.finding.queries.said import Said, rank
from transitions.finding.queries.shapes import Finder, Hit

ABOUT = ("pk", "full_name", "role", "team__name", "is_active", "last_day_on")


def people(user: User, said: Said) -> QuerySet[User]:
    """By name, position and e-mail; those who can no longer sign in come last."""
    own = ("full_name", "position", "email")
    named = search.every_word(said.asked, lambda word: search.within(word, *own))
    visible = User.objects.visible_to(user).filter(named)
    return visible.order_by(F("is_active").desc(), rank(said, "full_name"), "full_name", "pk")


def hit(row: dict[str, Any], today: date) -> Hit:
    """A person with their role and team, and whether they have left."""
    why = gone(is_active=row["is_active"], last_day_on=row["last_day_on"], today=today)
    team = f", {row['team__name']}" if row["team__name"] else ""
    return Hit(
        url=reverse("person", args=[row["pk"]]),
        title=row["full_name"],
        about=f"{Role(row['role']).label}{team}",
        initials=words.initials(row["full_name"]),
        state=why.capitalize() if why else "",
    )


PEOPLE = Finder(Kind.PEOPLE, people, ABOUT, hit)

"""An empty site gets its first administrator."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from accounts.people.choices import Role
from accounts.people.models import Calendar, User
from accounts.people.queries import people
from config.lib.countries import COUNTRIES


class AlreadySetUp(Exception):
    """Somebody was faster: the site has people already."""


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """What the first person answers about themselves and the company."""

    full_name: str
    email: str
    password: str
    time_zone: str
    country: str


@transaction.atomic
def create_administrator(first: FirstAdministrator) -> User:
    """Create the first administrator and the company's calendar.

    There is no person yet whose row could be locked, so the row that names the model is; two
    people who send the form at once cannot both become the first.

    Raises:
        AlreadySetUp: there is somebody already.
    """
    model = ContentType.objects.get_for_model(User)
    ContentType.objects.select_for_update().get(pk=model.pk)
    if people.exist():
        raise AlreadySetUp
    if not Calendar.objects.filter(is_default=True).exists():
        name = COUNTRIES[first.country]
        Calendar.objects.create(name=name, country=first.country, is_default=True)
    return User.objects.create_user(
        first.email,
        first.password,
        full_name=first.full_name,
        role=Role.ADMINISTRATOR,
        time_zone=first.time_zone,
        country=first.country,
    )

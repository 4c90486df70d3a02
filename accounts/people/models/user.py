from __future__ import annotations

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.people.choices import Locale, MentionMail, Rhythm, Role, Theme
from accounts.people.models.address import AddressField
from accounts.people.models.team import Team
from accounts.people.permissions import visible_people
from accounts.people.rules import Gone, gone
from config.lib import words
from config.lib.countries import validate_country


def validate_time_zone(name: str) -> None:
    """Accept the names of the IANA time zone database only."""
    if name not in available_timezones():
        raise ValidationError("“%(name)s” is not a time zone.", params={"name": name})


class UserQuerySet(models.QuerySet["User"]):
    """People, by what they do here and by who may see them."""

    def visible_to(self, user: User) -> UserQuerySet:
        return self.filter(visible_people(user))

    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def holding_accounts(self) -> UserQuerySet:
        """People who can own an account: key account managers and managers."""
        return self.active().filter(role__in=[Role.KAM, Role.MANAGER])

    def led_by(self, person: User) -> UserQuerySet:
        return self.filter(team__lead=person)


class UserManager(BaseUserManager["User"]):
    """Creates people; the e-mail address is the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        fields.setdefault("role", Role.ADMINISTRATOR)
        return self.create_user(email, password, **fields)


class User(AbstractBaseUser):
    """A person who signs in: what they do, where they work and how they want to be told."""

    email = AddressField("e-mail", unique=True)
    full_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    role = models.CharField(max_length=20, choices=Role, default=Role.KAM)
    team = models.ForeignKey(
        Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="people"
    )
    country = models.CharField(
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text="Two-letter code; decides the public holidays.",
    )
    time_zone = models.CharField(
        max_length=60, default="Europe/Vienna", validators=[validate_time_zone]
    )
    region = models.CharField(
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text="Where this person looks after customers.",
    )
    last_day_on = models.DateField(
        "last working day", null=True, blank=True, help_text="Empty while nobody leaves."
    )
    capacity = models.PositiveSmallIntegerField(
        default=100, help_text="Load points this person can carry; 100 is a full-time KAM."
    )
    locale = models.CharField(
        "dates and numbers",
        max_length=10,
        choices=Locale,
        default=Locale.EN_GB,
        db_default=Locale.EN_GB,
    )
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    digest_rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.WEEKDAYS)
    digest_at = models.TimeField(default=time(7, 30))
    mention_mail = models.CharField(
        "mentions by e-mail",
        max_length=10,
        choices=MentionMail,
        default=MentionMail.DIGEST,
        db_default=MentionMail.DIGEST,
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ["full_name"]
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one person per e-mail address"),
        ]
        indexes = [
            models.Index(
                fields=["digest_rhythm"], name="people_with_digest", condition=Q(is_active=True)
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("person", args=[self.pk])

    @property
    def first_name(self) -> str:
        return self.full_name.split()[0] if self.full_name.strip() else self.email

    @property
    def initials(self) -> str:
        return words.initials(self.full_name.strip() or self.email)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_staff(self) -> bool:
        """Django's admin is open to administrators only."""
        return self.is_administrator

    @property
    def is_administrator(self) -> bool:
        return self.role == Role.ADMINISTRATOR

    @property
    def is_manager(self) -> bool:
        return self.role == Role.MANAGER

    @property
    def reads_only(self) -> bool:
        return self.role == Role.LEADER

    @property
    def oversees(self) -> bool:
        """Whether the person looks after more than their own work."""
        return self.role in {Role.ADMINISTRATOR, Role.MANAGER, Role.LEADER}

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_administrator

    def gone(self, today: date) -> Gone | None:
        """Why nobody can count on the person any more; nothing while somebody can."""
        return gone(is_active=self.is_active, last_day_on=self.last_day_on, today=today)

    def leaves_by(self, day: date) -> bool:
        """Whether the person has had their last working day before a day."""
        return self.last_day_on is not None and self.last_day_on < day

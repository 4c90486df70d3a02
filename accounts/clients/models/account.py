from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
    URLValidator,
)
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from accounts.clients.choices import Tier
from accounts.clients.permissions import visible_accounts
from config.lib import words
from config.lib.countries import COUNTRIES, validate_country
from config.lib.phones import validate_phone

if TYPE_CHECKING:
    from accounts.people.models import User

WEB_ADDRESS = URLValidator(["http", "https"], message="Enter a web address, such as example.com.")
IN_OUR_TIME = [
    MinValueValidator(date(1800, 1, 1), "No year before 1800."),
    MaxValueValidator(timezone.localdate, "This day is still to come."),
]

NAME_TAKEN = "This name is taken. Choose another, or ask an administrator."


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts, by who may see them."""

    def visible_to(self, user: User) -> AccountQuerySet:
        return self.filter(visible_accounts(user))


class Account(models.Model):
    """A customer company that one person of ours looks after."""

    name = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="owned_accounts"
    )
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.KEY)
    is_confidential = models.BooleanField(
        "confidential",
        default=False,
        help_text="Only the people on it, their managers and administrators see it.",
    )
    annual_revenue = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="What the account brings in a year.",
    )
    currency = models.CharField(
        max_length=3,
        default="EUR",
        validators=[RegexValidator(r"^[A-Z]{3}$", "Three capital letters, such as EUR.")],
    )
    effort = models.PositiveSmallIntegerField(
        default=10,
        validators=[MaxValueValidator(100)],
        help_text="Load points: what it takes to look after it; 100 fill one person.",
    )
    client_since_on = models.DateField(
        "client since", null=True, blank=True, validators=IN_OUR_TIME
    )
    industry = models.CharField(max_length=100, blank=True)
    industry_position = models.CharField("position in the industry", max_length=200, blank=True)
    line_of_business = models.CharField(max_length=100, blank=True)
    region = models.CharField(max_length=100, blank=True)
    country = models.CharField(max_length=2, blank=True, validators=[validate_country])
    address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True, validators=[validate_phone])
    website = models.URLField("web site", blank=True, validators=[WEB_ADDRESS])
    developments = models.TextField(
        "recent developments", blank=True, help_text="What changes for them, and what drives it."
    )
    why_here = models.TextField("why we are in this account", blank=True)
    is_changing_hands = models.BooleanField(
        default=False,
        editable=False,
        help_text="A handover is under way; its owner changes when that moves ownership.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="one account per name",
                violation_error_message=NAME_TAKEN,
            ),
            models.CheckConstraint(
                name="revenue is not negative",
                condition=Q(annual_revenue__isnull=True) | Q(annual_revenue__gte=0),
            ),
        ]
        indexes = [
            models.Index(fields=["name", "id"], name="accounts_by_name"),
            models.Index(
                fields=["id"], name="confidential_accounts", condition=Q(is_confidential=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.pk])

    @property
    def initials(self) -> str:
        return words.initials(self.name)

    @property
    def country_name(self) -> str:
        return COUNTRIES.get(self.country, self.country)

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.clients.choices import Level
from accounts.clients.models import Account, Contact
from accounts.clients.permissions import confidential_accounts, visible_accounts
from accounts.profile.choices import Promise
from accounts.profile.models.base import Record
from accounts.profile.models.level import ConfidentialSection

if TYPE_CHECKING:
    from accounts.people.models import User


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments, by whether they still bind us."""

    def open(self) -> CommitmentQuerySet:
        return self.filter(state=Promise.OPEN)

    def visible_to(self, user: User) -> CommitmentQuerySet:
        """Those of accounts that a person sees; confidential ones where they read such things.

        All of an account are confidential where the section of its profile is.
        """
        accounts = Account.objects.order_by()
        seen = accounts.filter(visible_accounts(user)).values("pk")
        close = accounts.filter(confidential_accounts(user)).values("pk")
        kept = ConfidentialSection.objects.filter(book="profile", section="commitments")
        is_open = Q(level=Level.OPEN) & ~Q(account__in=kept.values("account"))
        readable = is_open | Q(account__in=close)
        return self.filter(readable, account__in=seen)


class Commitment(Record):
    """Something we have promised to a client: to whom, until when, and where that is written."""

    promise = models.CharField("what was promised", max_length=300)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="promised by",
    )
    made_on = models.DateField(
        "promised on",
        null=True,
        blank=True,
        validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")],
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name="promised to",
    )
    source = models.CharField(
        "where it is recorded",
        max_length=200,
        blank=True,
        help_text="A mail, a contract, the minutes of a meeting.",
    )
    due_on = models.DateField("due", null=True, blank=True)
    value = models.DecimalField(
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text="In the currency of the account.",
    )
    level = models.CharField(
        "who reads it",
        max_length=12,
        choices=Level,
        default=Level.OPEN,
        db_default=Level.OPEN,
        help_text="Confidential is for whoever reads what is confidential of this account.",
    )
    state = models.CharField(
        max_length=10, choices=Promise, default=Promise.OPEN, db_default=Promise.OPEN
    )
    settled_on = models.DateField(
        null=True,
        blank=True,
        validators=[MaxValueValidator(timezone.localdate, "This day is still to come.")],
    )
    outcome = models.CharField(
        "how it was settled", max_length=300, blank=True, help_text="What was done, or agreed."
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "promise", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="a commitment is settled on a day, or open",
                condition=Q(state=Promise.OPEN, settled_on__isnull=True, outcome="")
                | (~Q(state=Promise.OPEN) & Q(settled_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.promise

    @property
    def is_open(self) -> bool:
        return self.state == Promise.OPEN

    def is_late(self, today: date) -> bool:
        """Whether its day has passed, and it still binds us."""
        return self.is_open and self.due_on is not None and self.due_on < today

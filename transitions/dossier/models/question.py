from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.clients.permissions import confidential_accounts, visible_accounts
from accounts.profile.models import ConfidentialSection
from transitions.plans.models import Transition

if TYPE_CHECKING:
    from accounts.people.models import User


def _is_confidential() -> Case:
    """Whether a question is confidential, by itself or as all of its section."""
    kept = ConfidentialSection.objects.filter(
        book="profile", section=OuterRef("section"), account=OuterRef("transition__account")
    )
    return Case(
        When(Q(level=Level.CONFIDENTIAL) | Exists(kept), then=Value(True)),
        default=Value(False),
        output_field=models.BooleanField(),
    )


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, by whether they count and whether they wait for an answer."""

    def asked(self) -> QuestionQuerySet:
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, user: User) -> QuestionQuerySet:
        """Those of dossiers that are open to a person, who sees both the transition and its
        account; confidential ones where they read such things (`is_confidential`).

        All of a section are confidential where that section of the profile is.
        """
        accounts = Account.objects.order_by()
        seen = accounts.filter(visible_accounts(user)).values("pk")
        close = accounts.filter(confidential_accounts(user)).values("pk")
        readable = Q(is_confidential=False) | Q(transition__account__in=close)
        transitions = Transition.objects.visible_to(user).order_by().values("pk")
        return (
            self.asked()
            .annotate(is_confidential=_is_confidential())
            .filter(readable, transition__in=transitions, transition__account__in=seen)
        )

    def open(self) -> QuestionQuerySet:
        return self.asked().filter(answered_at__isnull=True)


class Question(models.Model):
    """Something that who takes over wants to know of who hands over.

    What was told without being asked, to a prompt of the bank, has nobody who asked.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="questions")
    section = models.CharField(max_length=20)
    prompt = models.CharField(max_length=40, blank=True, help_text="Of the question bank.")
    text = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    level = models.CharField(
        max_length=12, choices=Level, default=Level.OPEN, db_default=Level.OPEN.value
    )
    told_at = models.DateTimeField(
        null=True, editable=False, help_text="When a digest told who asked of the answer."
    )
    withdrawn_at = models.DateTimeField(
        null=True, editable=False, help_text="When who asked took it back; it counts no more."
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one question a prompt",
                fields=["transition", "prompt"],
                condition=~Q(prompt=""),
            ),
            models.CheckConstraint(
                name="who asked takes back what is not answered",
                condition=Q(withdrawn_at__isnull=True)
                | Q(answered_at__isnull=True, asked_by__isnull=False, prompt=""),
            ),
            models.CheckConstraint(
                name="an answer has words, and who gave them",
                condition=Q(answered_at__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None and self.withdrawn_at is None

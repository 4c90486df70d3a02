from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.profile.models import Commitment
from transitions.dossier.choices import Stance
from transitions.plans.models import Transition


class Decision(models.Model):
    """What who takes over an account decides about one of its commitments.

    It counts for the version of the commitment that was read (`seen`), and for who decided alone.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="decisions")
    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="decisions")
    stance = models.CharField(max_length=12, choices=Stance)
    seen = models.PositiveIntegerField(help_text="Version of the commitment that was decided on.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.CharField(
        max_length=300, blank=True, help_text="What is offered instead, or why it is declined."
    )
    new_due_on = models.DateField(null=True, blank=True)
    client_told_on = models.DateField(null=True, blank=True)
    client_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    client_told_how = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one decision a commitment", fields=["transition", "commitment"]
            ),
            models.CheckConstraint(
                name="a decision has the words that it needs",
                condition=Q(stance=Stance.TAKES_OVER, words="", new_due_on__isnull=True)
                | (Q(stance=Stance.DECLINES, new_due_on__isnull=True) & ~Q(words=""))
                | (Q(stance=Stance.RENEGOTIATES, new_due_on__isnull=False) & ~Q(words="")),
            ),
            models.CheckConstraint(
                name="who told the client said when and how",
                condition=Q(
                    client_told_on__isnull=True, client_told_by__isnull=True, client_told_how=""
                )
                | (
                    Q(client_told_on__isnull=False, client_told_by__isnull=False)
                    & ~Q(stance=Stance.TAKES_OVER)
                    & ~Q(client_told_how="")
                ),
            ),
            models.CheckConstraint(
                name="only what is renegotiated is agreed anew",
                condition=Q(agreed_at__isnull=True, agreed_by__isnull=True)
                | Q(
                    agreed_at__isnull=False,
                    agreed_by__isnull=False,
                    client_told_on__isnull=False,
                    stance=Stance.RENEGOTIATES,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_stance_display().lower()}: {self.commitment}"

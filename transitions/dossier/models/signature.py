from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from transitions.dossier.choices import Side
from transitions.plans.models import Transition


class SignatureQuerySet(models.QuerySet["Signature"]):
    def counting(self) -> SignatureQuerySet:
        """Those that count for who hands over and takes over now: nobody accepts for another, and
        nobody who takes over has signed for the other side.

        Where one of these counts no more, the release does not either: it was given to what was
        signed then. Nor does one by who takes over by now themselves.
        """
        is_own = Q(by=F("transition__incoming"))
        is_past = Q(is_own, side=Side.OUTGOING) | Q(~is_own, side=Side.INCOMING)
        past = Signature.objects.filter(is_past, transition=OuterRef("transition"))
        release = Q(~is_own, ~Exists(past.order_by()), side=Side.MANAGER)
        return self.filter(release | ~Q(side=Side.MANAGER) & ~is_past)


class Signature(models.Model):
    """A key that was turned for a whole dossier, until somebody takes it back.

    Who hands over has handed over everything, who takes over accepts it, perhaps with
    reservations, and who manages releases it: ownership may move.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reservations = models.CharField(
        max_length=1000, blank=True, help_text="What who takes over does not accept yet."
    )
    stamp = models.CharField(max_length=64, help_text="Of what the dossier held then.")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(name="one signature a side", fields=["transition", "side"]),
            models.UniqueConstraint(
                name="nobody signs for both sides",
                fields=["transition", "by"],
                condition=~Q(side=Side.MANAGER),
            ),
            models.CheckConstraint(
                name="only who takes over has reservations",
                condition=Q(side=Side.INCOMING) | Q(reservations=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.by}"

    @property
    def has_reservations(self) -> bool:
        return bool(self.reservations)

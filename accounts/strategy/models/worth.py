from __future__ import annotations

from django.db import models

from accounts.profile.models import OnePerAccount


class Worth(OnePerAccount):
    """What a client is worth to us, and what they need from us."""

    worth = models.TextField(
        blank=True, help_text="What they bring: revenue, reference, learning, access to others."
    )
    profitability = models.TextField(
        blank=True, help_text="What is left after all that we do for them."
    )
    needs = models.TextField(blank=True, help_text="What they have to solve, in their words.")
    decisions = models.TextField(
        "how they decide", blank=True, help_text="Who, by which steps, and how long it takes."
    )
    reasons = models.TextField("why they buy from us", blank=True)
    issues = models.TextField(blank=True, help_text="What stands in the way.")

    class Meta:
        verbose_name_plural = "worth"

    def __str__(self) -> str:
        return f"Worth of {self.account}"

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F

from accounts.profile.models import Record
from accounts.strategy.choices import (
    CLOSED_ACTIONS,
    CLOSED_GOALS,
    ActionState,
    GoalState,
    Horizon,
)


class Goal(Record):
    """Where the account is to be: soon, or in some years; whose goal it is, and until when."""

    title = models.CharField("goal", max_length=300)
    horizon = models.CharField("how far", max_length=10, choices=Horizon, default=Horizon.SHORT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who answers for it",
    )
    due_on = models.DateField("until", null=True, blank=True)
    state = models.CharField(max_length=10, choices=GoalState, default=GoalState.OPEN)

    class Meta(Record.Meta):
        ordering = ["-horizon", F("due_on").asc(nulls_last=True), "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED_GOALS


class Action(Record):
    """What somebody does for a goal, until when, and how we see that it worked."""

    title = models.CharField("what", max_length=300)
    goal = models.ForeignKey(
        Goal,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name="for which goal",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="who",
    )
    due_on = models.DateField("when", null=True, blank=True)
    success = models.CharField(
        "measure of success", max_length=300, blank=True, help_text="How we see that it worked."
    )
    state = models.CharField(max_length=10, choices=ActionState, default=ActionState.PLANNED)

    class Meta(Record.Meta):
        ordering = [F("due_on").asc(nulls_last=True), "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED_ACTIONS

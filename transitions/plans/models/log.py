from __future__ import annotations

from django.conf import settings
from django.db import models

from checklists.runs.models import Item
from config.lib.append_only import AppendOnly, AppendOnlyQuerySet
from transitions.plans.choices import LogKind
from transitions.plans.models.transition import Transition


class LogEntry(AppendOnly):
    """Something that happened on a transition, in words a manager would use.

    Never changed, by nobody: the database refuses it, too.
    """

    transition = models.ForeignKey(Transition, on_delete=models.PROTECT, related_name="log")
    item = models.ForeignKey(
        Item,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where it is about one item alone; it may be gone.",
    )
    kind = models.CharField(max_length=10, choices=LogKind)
    happened_at = models.DateTimeField()
    activity = models.CharField(max_length=300)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty when Changeover itself did it.",
    )
    notes = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    request_key = models.UUIDField(
        unique=True,
        null=True,
        editable=False,
        help_text="Of an entry by hand: one per opened form; no doubles.",
    )

    objects = AppendOnlyQuerySet["LogEntry"].as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            # With all that the whole log counts and offers, which needs no look at the rows then.
            models.Index(
                fields=["transition", "-happened_at", "-id", "responsible"],
                name="log_by_transition",
            ),
            models.Index(fields=["-happened_at", "-id"], name="log_by_time"),
        ]

    def __str__(self) -> str:
        return self.activity

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from config.lib.append_only import AppendOnly, AppendOnlyQuerySet


class PromptQuerySet(models.QuerySet["Prompt"]):
    """What is kept of the question bank, by where its words come from."""

    def own(self) -> PromptQuerySet:
        """Those that somebody here wrote, in their order."""
        return self.exclude(text="").order_by("position", "pk")


class Prompt(models.Model):
    """A question of the bank that somebody here wrote, or a shipped one that was retired.

    The words of a shipped one come with Changeover, so that row has none. A prompt is never
    deleted: what was asked with it keeps its key.
    """

    key = models.CharField(max_length=40, unique=True)
    text = models.CharField(max_length=500, blank=True)
    section = models.CharField(max_length=20, blank=True, help_text="What it is about.")
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    objects = PromptQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an own prompt has words, a shipped one its own",
                condition=(Q(key__startswith="own-") & ~Q(text=""))
                | (~Q(key__startswith="own-") & Q(text="")),
            )
        ]

    def __str__(self) -> str:
        return self.text or self.key


class PromptChange(AppendOnly):
    """What somebody did to the question bank, in words; written by the operation that did it."""

    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="changes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    said = models.CharField(max_length=1200)

    objects: models.Manager[PromptChange] = AppendOnlyQuerySet["PromptChange"].as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.said

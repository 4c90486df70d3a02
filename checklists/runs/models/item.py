from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from checklists.library.choices import Anchor, ItemRole, Proof
from checklists.runs.choices import ItemState
from checklists.runs.models.checklist import Checklist, Phase

if TYPE_CHECKING:
    from accounts.people.models import User


class ItemQuerySet(models.QuerySet["Item"]):
    """Items, by state, date and person."""

    def open(self) -> ItemQuerySet:
        return self.filter(state=ItemState.OPEN)

    def overdue(self, today: date) -> ItemQuerySet:
        return self.open().filter(due_on__lt=today)

    def of(self, person: User) -> ItemQuerySet:
        """Items a person has to do, alone or with somebody."""
        return self.filter(Q(assignee=person.pk) | Q(helper=person.pk))


class Item(models.Model):
    """Something that has to be done on a running checklist, by one person, by a day."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="items")
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8, help_text="Phase and position, such as 3.5.")
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    role = models.CharField(max_length=10, choices=ItemRole)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
    )
    helper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="helps_with",
    )
    anchor = models.CharField(max_length=10, choices=Anchor)
    offset = models.SmallIntegerField()
    planned_on = models.DateField(help_text="The day the first plan gave it.")
    replanned_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day the latest planning gave it; empty while the first plan holds.",
    )
    due_on = models.DateField()
    is_pinned = models.BooleanField(default=False, help_text="Moved by hand; planning leaves it.")
    is_required = models.BooleanField(default=True)
    is_gate = models.BooleanField(
        default=False, help_text="Required, and planned no later than the day ownership moves."
    )
    proof = models.CharField(max_length=10, choices=Proof, default=Proof.NOTHING)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_items",
    )
    skip_reason = models.CharField(max_length=300, blank=True)
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, related_name="unblocks", blank=True
    )
    blockers = models.PositiveSmallIntegerField(
        default=0, help_text="How many of the items it waits for are still open."
    )
    template_key = models.SlugField(
        max_length=60,
        blank=True,
        db_index=False,
        default="",
        db_default="",
        help_text="By which the versions of its template know it; empty for one added by hand.",
    )
    note_count = models.PositiveSmallIntegerField(default=0)
    file_count = models.PositiveSmallIntegerField(default=0)
    request_key = models.UUIDField(
        unique=True,
        null=True,
        editable=False,
        help_text="Of an item added by hand: one per opened form; no doubles.",
    )

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["phase__number", "position"]
        constraints = [
            models.UniqueConstraint(
                name="one running item per position", fields=["phase", "position"]
            ),
            models.CheckConstraint(
                name="a closed item says when",
                condition=Q(state=ItemState.OPEN, closed_at__isnull=True)
                | ~Q(state=ItemState.OPEN) & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an item set aside has a reason",
                condition=~Q(state=ItemState.SKIPPED) | ~Q(skip_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["assignee", "due_on"], name="open_items_of", condition=Q(state="open")
            ),
            models.Index(
                fields=["helper", "due_on"], name="open_items_helped", condition=Q(state="open")
            ),
            models.Index(
                fields=["checklist", "due_on"], name="open_items_in", condition=Q(state="open")
            ),
            models.Index(fields=["due_on"], name="open_items_due", condition=Q(state="open")),
            models.Index(fields=["closed_by", "-closed_at"], name="items_closed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_added(self) -> bool:
        """Whether somebody added it by hand."""
        return self.request_key is not None

    @property
    def is_open(self) -> bool:
        return self.state == ItemState.OPEN

    @property
    def is_done(self) -> bool:
        return self.state == ItemState.DONE

    @property
    def is_skipped(self) -> bool:
        return self.state == ItemState.SKIPPED

    @property
    def is_blocked(self) -> bool:
        return self.is_open and self.blockers > 0

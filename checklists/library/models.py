"""Checklist templates: what has to be done when an account changes hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from checklists.library import permissions
from checklists.library.choices import (
    Anchor,
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Origin,
    Proof,
    Stage,
    TemplateState,
)

if TYPE_CHECKING:
    from accounts.people.models import User


class TemplateQuerySet(models.QuerySet["Template"]):
    """Templates, by what can be done with them."""

    def published(self) -> TemplateQuerySet:
        return self.filter(state=TemplateState.PUBLISHED)

    def kept(self) -> TemplateQuerySet:
        """Those that nobody has deleted."""
        return self.exclude(state=TemplateState.DELETED)

    def visible_to(self, user: User) -> TemplateQuerySet:
        """What is or was published is for everybody; drafts, and what came with Changeover and was
        never published, are for those who may edit them.
        """
        if permissions.can_edit(user):
            return self.kept()
        states = [TemplateState.PUBLISHED, TemplateState.RETIRED]
        return self.filter(state__in=states, is_set_aside=False)

    def open_drafts(self) -> TemplateQuerySet:
        """Drafts that people here write; what a new release brings waits beside them."""
        return self.filter(state=TemplateState.DRAFT, origin=Origin.OWN)


class Template(models.Model):
    """One version of a checklist that transitions are started from."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=80)
    summary = models.TextField()
    days = models.PositiveSmallIntegerField(help_text="Nominal length in working days.")
    ownership_day = models.PositiveSmallIntegerField(
        help_text="Nominal working day on which ownership moves; the first day is 0."
    )
    item_count = models.PositiveSmallIntegerField(default=0)
    condition_count = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="How much its gates ask for beside required items.",
    )
    state = models.CharField(max_length=10, choices=TemplateState, default=TemplateState.DRAFT)
    is_set_aside = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Retired as a draft that came with Changeover, without ever being published.",
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)
    digest = models.CharField(
        max_length=64,
        blank=True,
        help_text="SHA-256 of what its file said; rows that say something else were edited here.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(name="one row per version", fields=["key", "version"]),
            models.UniqueConstraint(
                name="one published version",
                fields=["key"],
                condition=Q(state=TemplateState.PUBLISHED),
            ),
            models.UniqueConstraint(
                name="one draft of our own per key",
                fields=["key"],
                condition=Q(state=TemplateState.DRAFT, origin=Origin.OWN),
            ),
            models.CheckConstraint(
                name="ownership moves within the template",
                condition=Q(ownership_day__lt=F("days")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("template", args=[self.pk])

    @property
    def is_open_draft(self) -> bool:
        """Whether people write it here; only then anything in it is changed."""
        return self.state == TemplateState.DRAFT and self.origin == Origin.OWN

    @property
    def standing(self) -> str:
        """Its state, in a word or two."""
        return "Set aside" if self.is_set_aside else self.get_state_display()

    @property
    def weeks(self) -> int:
        """Length in weeks of five working days, rounded up."""
        return -(-self.days // 5)

    @property
    def length(self) -> str:
        """How long it takes, in words."""
        return f"{self.weeks} weeks" if self.days >= 10 else f"{self.days} days"


class TemplatePhase(models.Model):
    """A part of a template with a goal of its own."""

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    stage = models.CharField(max_length=10, choices=Stage)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="one phase per number", fields=["template", "number"])
        ]

    def __str__(self) -> str:
        return self.name


class TemplateItem(models.Model):
    """Something to do, why it matters, who does it, by when and what proves it."""

    phase = models.ForeignKey(TemplatePhase, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    guidance = models.TextField(blank=True)
    role = models.CharField(max_length=10, choices=ItemRole)
    anchor = models.CharField(max_length=10, choices=Anchor, default=Anchor.START)
    offset = models.SmallIntegerField(
        help_text="Working days: from the start at nominal length, or before and after the anchor."
    )
    is_required = models.BooleanField(default=True)
    proof = models.CharField(max_length=10, choices=Proof, default=Proof.NOTHING)
    only_when = models.CharField(
        max_length=20,
        choices=Condition,
        default=Condition.ALWAYS,
        db_default=Condition.ALWAYS,
        help_text="When alone a transition takes this item; it is decided when it starts.",
    )
    revenue_above = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        help_text="A whole amount a year, in the account’s own currency, that revenue has to pass.",
    )
    waits_for = models.ManyToManyField(
        "self", symmetrical=False, related_name="unblocks", blank=True
    )

    class Meta:
        ordering = ["phase__number", "position"]
        constraints = [
            models.UniqueConstraint(name="one item per position", fields=["phase", "position"]),
            models.CheckConstraint(
                name="an amount stands with revenue alone",
                condition=Q(only_when=Condition.REVENUE, revenue_above__isnull=False)
                | ~Q(only_when=Condition.REVENUE) & Q(revenue_above__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        return f"{self.phase.number}.{self.position}"


class TemplateGate(models.Model):
    """What has to be true, beside required items, before ownership moves or a transition completes.

    A transition keeps the version of its template, so what its gates ask for never changes.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="gates")
    gate = models.CharField(max_length=10, choices=Gate)
    condition = models.CharField(max_length=20, choices=GateCondition)
    number = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="The phase, or how many days; 0 where there is none."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="a gate asks for a thing once",
                fields=["template", "gate", "condition", "number"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_gate_display()}: {self.get_condition_display()}"


class TemplateChange(models.Model):
    """What somebody did to a template, in words; written once by the operation that did it.

    `removed` is what undo puts back. `made` is the number of the phase or item that was added,
    and `request_key` that of the form it came from, so that sending it twice adds one.
    """

    template = models.ForeignKey(Template, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=400)
    removed = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    is_undone = models.BooleanField(default=False, db_default=False)
    made = models.BigIntegerField(null=True, blank=True)
    request_key = models.UUIDField(unique=True, null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.said

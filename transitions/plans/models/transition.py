from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.clients.models import Account, Contact
from accounts.people.models import Calendar
from checklists.library.models import Template
from checklists.runs.models import Checklist
from config.lib.site_time import site_day
from transitions.plans.choices import (
    OPEN_STATES,
    RUNNING_STATES,
    Health,
    Reason,
    State,
    TeamRole,
)
from transitions.plans.permissions import visible_transitions

if TYPE_CHECKING:
    from accounts.people.models import User


class TransitionQuerySet(models.QuerySet["Transition"]):
    """Transitions, by state and by who may see them."""

    def visible_to(self, user: User) -> TransitionQuerySet:
        return self.filter(visible_transitions(user))

    def active(self) -> TransitionQuerySet:
        return self.filter(state=State.ACTIVE)

    def running(self) -> TransitionQuerySet:
        """Active or on hold."""
        return self.filter(state__in=RUNNING_STATES)

    def open(self) -> TransitionQuerySet:
        """Draft, active or on hold: an account has at most one of these."""
        return self.filter(state__in=OPEN_STATES)

    def from_owner(self) -> Exists:
        """Whether these take an account from who owns it; a condition on accounts.

        One whose ownership has moved does not, though it may be open for weeks: if the new owner
        leaves, the account needs somebody else.
        """
        return Exists(self.filter(account=OuterRef("pk"), outgoing=OuterRef("owner")))

    def ownership_due(self, today: date) -> TransitionQuerySet:
        """Active ones whose day has come, whose account has not moved, to somebody still here."""
        due = self.active().filter(owns_on__lte=today, ownership_moved_at__isnull=True)
        return due.filter(incoming__is_active=True)


class Transition(models.Model):
    """One account changing hands: from whom, to whom, why, and by when."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="transitions")
    outgoing = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hands_over"
    )
    incoming = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="takes_over"
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="manages_transitions"
    )
    reason = models.CharField(max_length=10, choices=Reason)
    client_reason = models.CharField("what the client will read", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    health = models.CharField(
        max_length=10,
        choices=Health,
        default=Health.ON_TRACK,
        db_default=Health.ON_TRACK,
        editable=False,
        help_text="As last worked out; only active transitions stand well or ill.",
    )
    state_reason = models.CharField(
        max_length=300, blank=True, help_text="Why it is on hold or was cancelled."
    )
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="transitions")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="transitions")
    checklist = models.OneToOneField(
        Checklist, on_delete=models.PROTECT, null=True, blank=True, related_name="transition"
    )
    starts_on = models.DateField("start")
    owns_on = models.DateField("day ownership moves")
    ends_on = models.DateField("last day")
    counts_from = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="From when open items are counted, where it stood still since its start.",
    )
    ownership_moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    ownership_moved_on = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The day it moved where the incoming KAM works; the same for every reader.",
    )
    ownership_moved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty when the scheduled task moved it.",
    )
    waits_for = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="What beside required items held ownership back when it was last to move.",
    )
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)
    completed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="prepared_transitions"
    )
    prepared_on = models.DateField()
    key_contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="transitions"
    )
    introduction = models.TextField(blank=True)
    closing = models.TextField("closing text", blank=True)
    findings = models.TextField(blank=True)
    recommendations = models.TextField(blank=True)
    lessons = models.TextField("lessons learned", blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        db_index=False,
        help_text="The handover of the same account whose lessons and open points go along.",
    )
    left_behind = models.JSONField(
        default=list,
        db_default=[],
        blank=True,
        help_text="The ids of those open points of it that do not go along.",
    )
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )
    comment_count = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="Of comments that nobody has removed; kept by those who write them.",
    )
    dossier_share = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="How much of the dossier was known when it was last looked at, in percent.",
    )
    access_days = models.PositiveSmallIntegerField(
        "days of reading",
        default=30,
        db_default=30,
        help_text="For how many days who handed over reads the account after ownership moved.",
    )
    reads_until = models.DateField(
        null=True,
        blank=True,
        editable=False,
        help_text="The last day on which who handed over reads it; empty until ownership moved.",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one open transition per account",
                fields=["account"],
                condition=Q(state__in=OPEN_STATES),
            ),
            models.CheckConstraint(
                name="nobody hands over to themselves", condition=~Q(outgoing=F("incoming"))
            ),
            models.CheckConstraint(
                name="start, ownership and end stand in order",
                condition=Q(starts_on__lte=F("owns_on"), owns_on__lte=F("ends_on")),
            ),
            models.CheckConstraint(
                name="a started transition has a checklist",
                condition=Q(checklist__isnull=False) | Q(state__in=[State.DRAFT, State.CANCELLED]),
            ),
            models.CheckConstraint(
                name="a completed transition says when",
                condition=~Q(state=State.COMPLETED) | Q(completed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who handed over reads for a year at most", condition=Q(access_days__lte=365)
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on"], name="transition_by_state"),
            models.Index(
                fields=["health"], name="active_by_health", condition=Q(state=State.ACTIVE)
            ),
            models.Index(
                fields=["owns_on"],
                name="ownership_to_move",
                condition=Q(state=State.ACTIVE, ownership_moved_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.outgoing} to {self.incoming}"

    def get_absolute_url(self) -> str:
        return reverse("transition", args=[self.pk])

    @property
    def reference(self) -> str:
        """The number people quote, such as TR-2026-031."""
        return f"TR-{self.prepared_on.year}-{self.pk:03d}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_active(self) -> bool:
        return self.state == State.ACTIVE

    @property
    def is_on_hold(self) -> bool:
        return self.state == State.ON_HOLD

    @property
    def is_over(self) -> bool:
        return self.state in {State.COMPLETED, State.CANCELLED}

    @property
    def has_moved(self) -> bool:
        """Whether the account belongs to the incoming KAM already."""
        return self.ownership_moved_at is not None

    def holder(self, role: TeamRole) -> User:
        """Who hands over, takes over, or manages it."""
        people = {
            TeamRole.OUTGOING: self.outgoing,
            TeamRole.INCOMING: self.incoming,
            TeamRole.MANAGER: self.manager,
        }
        return people[role]

    @property
    def is_reviewed(self) -> bool:
        """Whether its review can be read: once ownership has moved, unless it was cancelled."""
        return self.state == State.COMPLETED or (self.has_moved and self.state in RUNNING_STATES)

    @property
    def moves_on(self) -> date | None:
        """The day ownership is to move; None once it has, and while nothing moves."""
        return self.owns_on if self.is_active and not self.has_moved else None

    @property
    def moved_on(self) -> date | None:
        """The day ownership moved, where the incoming KAM works; None while it has not.

        A server of the version before keeps the moment alone, so the day may have to be told
        from that; then the incoming KAM has to be loaded.
        """
        if self.ownership_moved_at is None or self.ownership_moved_on:
            return self.ownership_moved_on
        return self.ownership_moved_at.astimezone(self.incoming.zone).date()

    @property
    def completed_on(self) -> date | None:
        """The day it was completed, by the clock of the site: pages, lists and reports name the
        same, whoever reads; None while it is not complete.
        """
        return site_day(self.completed_at)

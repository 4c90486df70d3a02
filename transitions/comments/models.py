"""What people say to each other on a transition, and whom they mention."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from checklists.runs.models import Item
from config.lib.mail.models import Message
from transitions.comments.choices import Told
from transitions.plans.models import Transition
from transitions.plans.permissions import visible_transitions

if TYPE_CHECKING:
    from accounts.people.models import User

LONGEST = 4000


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments, by who may see them and whom they mention."""

    def visible_to(self, user: User) -> CommentQuerySet:
        return self.filter(visible_transitions(user, "transition__"))

    def mentioning(self, user: User) -> CommentQuerySet:
        return self.filter(mentions__person=user)


class Comment(models.Model):
    """Something a person says to the others, on a transition or on one of its items.

    It proves nothing, as a note on an item may. People stand in it as @[7], by their number.
    """

    transition = models.ForeignKey(Transition, on_delete=models.CASCADE, related_name="comments")
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="comments"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    body = models.TextField(max_length=LONGEST, blank=True)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    request_key = models.UUIDField(
        unique=True, default=uuid4, editable=False, help_text="One per opened form; no doubles."
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a comment has words until somebody removes it",
                condition=(
                    (Q(removed_at__isnull=True, removed_by__isnull=True) & ~Q(body=""))
                    | Q(removed_at__isnull=False, removed_by__isnull=False, body="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["transition", "created_at", "id"], name="comments_of_transition"),
            models.Index(
                fields=["item", "created_at", "id"],
                name="comments_of_item",
                condition=Q(item__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.transition_id, self.pk])

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def anchor(self) -> str:
        return f"comment-{self.pk}"


class MentionQuerySet(models.QuerySet["Mention"]):
    """Mentions, by whom they are of and whether they have been seen."""

    def visible_to(self, user: User) -> MentionQuerySet:
        """A person's own, on the transitions that they still may see."""
        sees = visible_transitions(user, "comment__transition__")
        return self.filter(sees, person=user, comment__removed_at__isnull=True)

    def unread(self) -> MentionQuerySet:
        return self.filter(read_at__isnull=True)


class Mention(models.Model):
    """That a comment names a person, and whether they have been told and have read it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions"
    )
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=10, choices=Told, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    message = models.ForeignKey(
        Message,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The mail at once; empty where there was none, or the outbox has forgotten it.",
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["-comment__created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="a comment mentions a person once", fields=["comment", "person"]
            ),
            models.CheckConstraint(
                name="who was told was told somehow",
                condition=Q(told_at__isnull=True, told_how="")
                | (Q(told_at__isnull=False) & ~Q(told_how="")),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="mentions_of_person"),
            models.Index(
                fields=["person"],
                name="mentions_to_tell",
                condition=Q(told_at__isnull=True, read_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"

from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.audit.permissions import visible_changes
from accounts.clients.models import Account
from accounts.people.models import User
from config.lib.append_only import AppendOnly, AppendOnlyQuerySet


class FieldChangeQuerySet(AppendOnlyQuerySet["FieldChange"]):
    """Changes, by who may read them."""

    def visible_to(self, user: User) -> FieldChangeQuerySet:
        return self.filter(visible_changes(user))


class FieldChange(AppendOnly):
    """A field of an account or a person that got another value: who did it, from what to what.

    What was added as a whole has no value of before, what was removed none of after. Values stand
    there in words, as they were called then. Never changed, by nobody; it outlives its account.
    """

    happened_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty when Changeover itself did it.",
    )
    account = models.ForeignKey(
        Account,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose field it is, or whose contact’s; it may be gone.",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        db_index=False,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose field it is, or whose absence.",
    )
    about = models.CharField(max_length=200, help_text="What the account or person was called.")
    thing = models.CharField(max_length=200, blank=True, help_text="Such as the contact’s name.")
    what = models.CharField(max_length=60, help_text="Such as account.tier; account for all of it.")
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    row = models.CharField(
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="Which row of its kind, such as document:42; empty in changes from before.",
    )
    is_confidential = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The row was confidential, or became so; then all that is kept of it is.",
    )

    objects = FieldChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-happened_at", "-id"], name="changes_of_account"),
            models.Index(fields=["person", "-happened_at", "-id"], name="changes_of_person"),
            models.Index(fields=["-happened_at", "-id"], name="changes_by_time"),
            models.Index(
                fields=["account", "row"],
                name="confidential_changes",
                condition=models.Q(is_confidential=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.what}"

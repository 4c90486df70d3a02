from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.exchange.choices import OVER, WAITING, WORKING, ImportState, Kind, Outcome, Source
from accounts.exchange.permissions import visible_imports
from accounts.exchange.rules import wording
from accounts.exchange.rules.wording import Change

if TYPE_CHECKING:
    from accounts.people.models import User


def file_path(row: Import, filename: str) -> str:
    """Where a file lies until it is imported: never under the name its sender chose."""
    return f"imports/{uuid4().hex}"


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, by who may see them and how far they are."""

    def visible_to(self, user: User) -> ImportQuerySet:
        return self.filter(visible_imports(user))

    def due(self, now: datetime) -> ImportQuerySet:
        """Those that wait for a worker, or whose worker has not come back."""
        return self.filter(
            Q(state__in=WAITING) | Q(state__in=WORKING, claimed_until__lt=now),
        )


class Import(models.Model):
    """A file that somebody brings in: what its columns mean, how far it is, what came of it."""

    kind = models.CharField(max_length=20, choices=Kind)
    source = models.CharField("from", max_length=20, choices=Source, default=Source.OWN)
    file = models.FileField(upload_to=file_path, blank=True)
    file_name = models.CharField("file", max_length=200)
    file_size = models.PositiveIntegerField(help_text="Bytes.")
    encoding = models.CharField(max_length=20, blank=True, help_text="Empty for a workbook.")
    separator = models.CharField(max_length=1, blank=True, help_text="Empty for a workbook.")
    heads = models.JSONField(default=list, help_text="The first row.")
    sample = models.JSONField(default=list, help_text="Some rows behind it.")
    columns = models.JSONField(default=dict, help_text="Which column fills which field.")
    readings = models.JSONField(default=dict, help_text="How the dates and numbers are written.")
    doubts = models.JSONField(default=dict, help_text="Columns whose dates or numbers are unclear.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports"
    )
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=ImportState, default=ImportState.COLUMNS)
    skips_wrong = models.BooleanField(
        default=False, help_text="The good rows are imported though others are wrong."
    )
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField("new", default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    wrong_file = models.FileField(upload_to=file_path, blank=True)
    error = models.TextField(blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["by", "-sent_at"], name="imports_of_person")]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def rows(self) -> int:
        return self.added + self.changed + self.unchanged + self.wrong

    @property
    def is_waiting(self) -> bool:
        return self.state in {*WAITING, *WORKING}

    @property
    def is_over(self) -> bool:
        return self.state in OVER


class Problem(models.Model):
    """What is wrong with one value of a file, in a sentence that says how to write it."""

    of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField(help_text="As a spreadsheet counts: the heads are row 1.")
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    sentence = models.CharField(max_length=400)

    class Meta:
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["of", "row", "id"], name="problems_by_row")]

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.sentence}"


class FileRow(models.Model):
    """What one row of a file is here: new, changed from what to what, or unchanged.

    Wrong rows are not among them: what is wrong with them are problems.
    """

    of = models.ForeignKey(
        Import, on_delete=models.CASCADE, related_name="file_rows", db_index=False
    )
    number = models.PositiveIntegerField(
        "row", help_text="As a spreadsheet counts: the heads are row 1."
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    name = models.CharField(max_length=200)
    external_id = models.CharField(max_length=100, blank=True)
    row_id = models.BigIntegerField(
        null=True, help_text="The number of what it is; empty as long as it is only to come."
    )
    account_id = models.BigIntegerField(
        null=True, help_text="The number of the account it belongs to; either may be gone."
    )
    changes = models.TextField(
        blank=True, help_text="Field, before and after in words, as “rules.wording” joins them."
    )

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["of", "outcome", "number"], name="rows_by_outcome")]

    def __str__(self) -> str:
        return f"Row {self.number}, {self.name}: {self.get_outcome_display()}"

    @property
    def changed(self) -> list[Change]:
        """Each changed field, with what it held before and holds then, in words."""
        return wording.parted(self.changes)


class ExternalId(models.Model):
    """By which id another system knows a row of ours, so that its file changes it again."""

    source = models.CharField(max_length=20, choices=Source)
    kind = models.CharField(max_length=20, choices=Kind)
    external_id = models.CharField(max_length=100)
    row_id = models.BigIntegerField(help_text="The number of the row; it may be gone.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an id of a source means one row", fields=["source", "kind", "external_id"]
            ),
            models.UniqueConstraint(
                name="a row has one id per source", fields=["source", "kind", "row_id"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.external_id}"

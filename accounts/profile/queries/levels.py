"""What somebody reads of an account, and what is there for others alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.clients.permissions import reads_confidential
from accounts.people.models import User
from accounts.profile.models import ConfidentialSection, Document

Mark = ConfidentialSection


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether somebody reads what is confidential on an account, and which sections that are.

    `marks` has them by page and section.
    """

    reads: bool
    marks: Mapping[tuple[str, str], Mark] = field(default_factory=dict)

    def mark(self, book: str, section: str) -> Mark | None:
        """Who made a section confidential; None where it is open."""
        return self.marks.get((book, section))

    def hides(self, book: str, section: str) -> bool:
        return not self.reads and (book, section) in self.marks

    def hides_row(self, row: Any) -> bool:
        """Whether a row is confidential by its own level, and so not there for the reader."""
        return not self.reads and getattr(row, "level", Level.OPEN) == Level.CONFIDENTIAL


EVERYTHING = Reach(reads=True)
"""What those read who work for nobody: the rules, and what is kept for good."""


def reach(user: User, account: Account) -> Reach:
    """How far somebody reads an account that they see; two queries at the most."""
    return Reach(reads_confidential(user, account), marks(account))


def marks(account: Account) -> dict[tuple[str, str], Mark]:
    """The confidential sections of an account, by page and name; one query."""
    rows = ConfidentialSection.objects.filter(account=account).select_related("said_by")
    return {(one.book, one.section): one for one in rows}


def readable(rows: QuerySet[Any], allowed: Reach) -> QuerySet[Any]:
    """Of the rows of a kind those that the reader reads, where these have a level."""
    if allowed.reads or not has_level(rows.model):
        return rows
    return rows.exclude(level=Level.CONFIDENTIAL)


def documents(account: Account, allowed: Reach) -> QuerySet[Document]:
    """The documents of an account that somebody reads; none where the section is hidden."""
    rows = Document.objects.filter(account=account)
    if allowed.hides("profile", "documents"):
        return rows.none()
    return readable(rows, allowed)


def has_level(model: type[Any]) -> bool:
    """Whether rows of a kind can be confidential each by itself."""
    return any(one.name == "level" for one in model._meta.concrete_fields)


def who_tells(account: Account) -> str:
    """Who can tell more: “Tomas Eriksen or Helena Brandt”."""
    owner = account.owner
    lead = owner.team.lead if owner.team else None
    names = [owner.full_name] if owner.is_active else []
    if lead and lead.is_active and lead.pk != owner.pk:
        names.append(lead.full_name)
    return " or ".join(names) or "An administrator"

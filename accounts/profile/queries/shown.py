"""Sections as they are read: what is written in each, how much that is, and how old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile import rules
from accounts.profile.models import NothingToTell
from accounts.profile.queries.contents import Contents, Section
from accounts.profile.rules import FULL, Completeness


@dataclass(frozen=True)
class Shown:
    """A section as it is shown.

    `rows` has a list for each kind of the section, by the kind's name; `single` is what the account
    has once; `said` is that somebody found nothing to tell, however long ago.
    """

    folder: ClassVar[str]
    account: Account
    section: Section
    rows: Mapping[str, Sequence[Any]]
    single: Any
    said: NothingToTell | None
    today: date

    def judge(self) -> Completeness:
        """How much of it is known."""
        raise NotImplementedError

    @property
    def template(self) -> str:
        return f"{self.folder}/{self.section.name}.html"

    @cached_property
    def written(self) -> Sequence[Any]:
        """All rows of the section."""
        rows = [row for some in self.rows.values() for row in some]
        return [*rows, self.single] if self.single else rows

    @property
    def is_empty(self) -> bool:
        return not self.written

    @property
    def nothing(self) -> NothingToTell | None:
        """Who said that there is nothing to tell, as long as there is nothing."""
        return self.said if self.is_empty else None

    @cached_property
    def completeness(self) -> Completeness:
        return FULL if self.nothing else self.judge()

    @cached_property
    def _last(self) -> Any:
        return max(self.written, key=lambda row: row.updated_at, default=None)

    @property
    def updated_on(self) -> date | None:
        return timezone.localdate(self._last.updated_at) if self._last else None

    @property
    def updated_by(self) -> User | None:
        return self._last.updated_by if self._last else None

    @property
    def is_old(self) -> bool:
        return rules.is_old(self.updated_on, self.today, after=self.section.old_after)


S = TypeVar("S", bound=Shown)


@dataclass(frozen=True, slots=True)
class Sections(Generic[S]):
    """All sections of a page of an account."""

    account: Account
    sections: tuple[S, ...]

    @property
    def share(self) -> int:
        """The mean of its sections, in percent."""
        return round(sum(one.completeness.share for one in self.sections) / len(self.sections))

    def section(self, name: str) -> S:
        return next(one for one in self.sections if one.section.name == name)


def read(
    shown: type[S], contents: Contents, account: Account, today: date, **more: Mapping[str, Any]
) -> Sections[S]:
    """All sections of a page; one query a kind, and one for all in which there is nothing to tell.

    Args:
        shown: what becomes of a section.
        contents: the sections, and what each is made of.
        account: whose page it is.
        today: the day on which it is read.
        more: what else sections show, by their names, for each further field of `shown`.
    """
    said = {
        one.section: one
        for one in NothingToTell.objects.filter(account=account).select_related("said_by")
    }
    return Sections(
        account,
        tuple(
            shown(
                account=account,
                section=section,
                rows=_rows(account, section),
                single=_single(account, section),
                said=said.get(section.name),
                today=today,
                **{
                    field: of_section[section.name]
                    for field, of_section in more.items()
                    if section.name in of_section
                },
            )
            for section in contents.sections
        ),
    )


def _rows(account: Account, section: Section) -> dict[str, Sequence[Any]]:
    return {
        kind.name: list(
            kind.model._default_manager.filter(account=account)
            .select_related("updated_by", *kind.together)
            .prefetch_related(*kind.beside)
        )
        for kind in section.kinds
    }


def _single(account: Account, section: Section) -> Any:
    if section.single is None:
        return None
    rows = section.single.model._default_manager.filter(account=account)
    return rows.select_related("updated_by", *section.single.together).first()

"""Sections as they are read: what is written in each, how much that is, and how old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Generic, Self, TypeVar

from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile import rules
from accounts.profile.models import ConfidentialSection, NothingToTell
from accounts.profile.queries.contents import Contents, Section
from accounts.profile.queries.levels import EVERYTHING, Reach, who_tells
from accounts.profile.rules import FULL, Completeness


@dataclass(frozen=True)
class Shown:
    """A section as it is shown.

    `rows` has a list for each kind of the section, by the kind's name; `single` is what the account
    has once; `said` is that somebody found nothing to tell, however long ago.

    Where the reader reads less than there is, `all_of_it` is the same section with everything. How
    much is known, how old it is and what was confirmed are the same for all readers.
    """

    folder: ClassVar[str]
    book: ClassVar[str]
    account: Account
    section: Section
    rows: Mapping[str, Sequence[Any]]
    single: Any
    said: NothingToTell | None
    today: date
    reach: Reach = EVERYTHING
    all_of_it: Self | None = None

    def judge(self) -> Completeness:
        """How much of it is known."""
        raise NotImplementedError

    @property
    def template(self) -> str:
        return f"{self.folder}/{self.section.name}.html"

    @property
    def full(self) -> Self:
        """The section with everything in it, whoever reads it."""
        return self.all_of_it or self

    @property
    def mark(self) -> ConfidentialSection | None:
        """Who made the section confidential, if anybody did."""
        return self.reach.mark(self.book, self.section.name)

    @property
    def is_hidden(self) -> bool:
        """Whether there is nothing of it for the reader but that it is confidential."""
        return self.reach.hides(self.book, self.section.name)

    @property
    def who_tells(self) -> str:
        return who_tells(self.account)

    @property
    def hidden(self) -> tuple[str, ...]:
        """What the reader does not see of an open section, counted: “1 document”."""
        found = []
        for kind in self.section.kinds:
            many = len(self.full.rows[kind.name]) - len(self.rows[kind.name])
            if many:
                found.append(f"{many} confidential {kind.noun}{'s' if many > 1 else ''}")
        return tuple(found)

    def for_reader(self) -> Self:
        """What the reader reads of it: nothing of what is hidden, no row that is confidential."""
        if self.is_hidden:
            rows: dict[str, Sequence[Any]] = dict.fromkeys(self.rows, ())
            return replace(self, rows=rows, single=None, all_of_it=self)
        rows = {
            name: [row for row in some if not self.reach.hides_row(row)]
            for name, some in self.rows.items()
        }
        if all(len(rows[name]) == len(some) for name, some in self.rows.items()):
            return self
        return replace(self, rows=rows, all_of_it=self)

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
        return self.said if self.full.is_empty else None

    @cached_property
    def completeness(self) -> Completeness:
        """The share of all there is; what is missing only where the reader sees of what."""
        if self.nothing:
            return FULL
        if self.all_of_it is None:
            return self.judge()
        share = self.all_of_it.completeness.share
        is_told = not self.is_empty and share < 100
        return Completeness(share, self.judge().missing if is_told else ())

    @cached_property
    def _last(self) -> Any:
        return max(self.full.written, key=lambda row: row.updated_at, default=None)

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
    reach: Reach = EVERYTHING

    @property
    def share(self) -> int:
        """The mean of its sections, in percent."""
        return round(sum(one.completeness.share for one in self.sections) / len(self.sections))

    def section(self, name: str) -> S:
        return next(one for one in self.sections if one.section.name == name)


def read(
    shown: type[S],
    contents: Contents,
    account: Account,
    today: date,
    *,
    reach: Reach,
    **more: Mapping[str, Any],
) -> Sections[S]:
    """All sections of a page; one query a kind, and one for all in which there is nothing to tell.

    Args:
        shown: what becomes of a section.
        contents: the sections of the page of `account`.
        today: the day on which it is read.
        reach: what the reader reads of what is confidential.
        more: what else sections show, by their names, for each further field of `shown`.
    """
    said = _said(account)
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
                reach=reach,
                **{
                    field: of_section[section.name]
                    for field, of_section in more.items()
                    if section.name in of_section
                },
            ).for_reader()
            for section in contents.sections
        ),
        reach,
    )


def _said(account: Account) -> dict[str, NothingToTell]:
    """What somebody found nothing to tell for, by section; one query."""
    found = NothingToTell.objects.filter(account=account).select_related("said_by")
    return {one.section: one for one in found}


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

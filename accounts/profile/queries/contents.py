"""What a page of an account is made of: its sections, and the kinds of rows that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from accounts.profile.models import OnePerAccount, Record


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: what it is called, in addresses and to people.

    What is shown with each row comes in the same query (`together`), or in one for all (`beside`).
    """

    name: str
    model: type[Record]
    noun: str
    together: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def add(self) -> str:
        return f"Add {self.noun}"


@dataclass(frozen=True, slots=True)
class Single:
    """What an account has once."""

    name: str
    model: type[OnePerAccount]
    noun: str
    together: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its title, the question that it answers, what it is made of.

    It is old when nobody has touched it for more than `old_after` days. What stands elsewhere on
    the site as well cannot be confidential by itself.
    """

    name: str
    title: str
    asks: str
    kinds: tuple[Kind, ...] = ()
    old_after: int = 60
    single: Single | None = None
    may_be_confidential: bool = True

    @property
    def models(self) -> tuple[type[Record], ...]:
        """The kinds of its rows, as they are stored."""
        return tuple(kind.model for kind in self.kinds)

    @property
    def may_be_nothing(self) -> bool:
        """Whether somebody can say that an account has nothing for it."""
        return bool(self.kinds) and self.single is None


@dataclass(frozen=True)
class Contents:
    """All sections of a page of an account. Its addresses begin with its name: `profile_new`.

    Names of sections and kinds are those of one page only.
    """

    name: str
    title: str
    sections: tuple[Section, ...]

    @property
    def address(self) -> str:
        """The name of the address of the page."""
        return f"account_{self.name}"

    @cached_property
    def by_name(self) -> Mapping[str, Section]:
        return {section.name: section for section in self.sections}

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        return {kind.name: kind for section in self.sections for kind in section.kinds}

    @cached_property
    def singles(self) -> Mapping[str, Single]:
        return {one.single.name: one.single for one in self.sections if one.single}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The section of each kind, and of what an account has once, by their names."""
        of_kinds = {kind.name: section for section in self.sections for kind in section.kinds}
        return of_kinds | {one.single.name: one for one in self.sections if one.single}

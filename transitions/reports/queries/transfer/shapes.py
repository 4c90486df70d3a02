"""The shapes of a knowledge transfer document: sections of blocks, all in words.

What a day decides, such as that something is late or old, is `UNTOLD`: it is shown, and is no
change of what the document says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from django.utils.safestring import SafeString

from accounts.profile.queries.stakeholders import MAPPED
from config.lib import charts

UNTOLD = {"is_told": False}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value, and what stands smaller below it; `tone` is late, good, or nothing."""

    text: str
    note: str = ""
    tone: str = field(default="", metadata=UNTOLD)


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and how wide that is: xs, s, m, l, or as wide as there is room."""

    title: str
    size: str = ""


class Block:
    """A part of a section; a page and a paper have a template for each kind."""

    kind: ClassVar[str]
    __slots__ = ()

    @property
    def page(self) -> str:
        return f"transitions/reports/transfer/{self.kind}.html"

    @property
    def paper(self) -> str:
        return f"pdf/transfer/{self.kind}.html"


@dataclass(frozen=True, slots=True)
class Table(Block):
    """Rows below heads; the first cell of a row names it. `foot` says what was left out."""

    kind = "table"
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: str = ""

    @property
    def labelled(self) -> list[list[tuple[Column, Cell]]]:
        """The rows, each cell with its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Facts(Block):
    """Labels and values."""

    kind = "facts"
    title: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def in_twos(self) -> list[tuple[tuple[str, str], ...]]:
        """Two beside each other."""
        return [self.pairs[start : start + 2] for start in range(0, len(self.pairs), 2)]


@dataclass(frozen=True, slots=True)
class Text:
    """Some sentences below a title, and who said them."""

    title: str
    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Texts(Block):
    kind = "texts"
    title: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Drawing(Block):
    """Who decides, on maps of some people each, and whom the marks stand for.

    Without a name no such mark is drawn.
    """

    kind = "drawing"
    title: str
    maps: tuple[tuple[charts.Point, ...], ...]
    hollow: str
    solid: str = ""
    dashed: str = ""

    @property
    def on_page(self) -> list[SafeString]:
        return [_map(points) for points in self.maps]

    @property
    def on_paper(self) -> list[SafeString]:
        return [_map(points, is_paper=True) for points in self.maps]


def _map(points: tuple[charts.Point, ...], *, is_paper: bool = False) -> SafeString:
    title = (
        "Map of influence, upward, and relationship, to the right. The table below holds the same."
    )
    return charts.influence(points, MAPPED, ("Not met", "Fair", "Strong"), title, is_paper=is_paper)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the research list; `key` and `version` say what was gone through."""

    key: str
    version: int
    title: str
    note: str
    is_read: bool
    said: str = ""
    link: str = field(default="", metadata=UNTOLD)


@dataclass(frozen=True, slots=True)
class Research(Block):
    """Lines of a kind that who takes over goes through."""

    kind = "research"
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: what it says, who confirmed and accepted that, how old it is, what it lacks."""

    name: str
    title: str
    blocks: tuple[Block, ...]
    said: str = ""
    standing: str = ""
    updated: str = ""
    nothing: str = ""
    hidden: str = ""
    is_old: bool = field(default=False, metadata=UNTOLD)
    missing: tuple[str, ...] = field(default=(), metadata=UNTOLD)
    tone: str = field(default="", metadata=UNTOLD)


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    initials: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page. `keys` says how far both account managers are."""

    company: str
    account: str
    is_confidential: bool
    outgoing: Person
    incoming: Person
    ownership: str
    has_moved: bool
    is_cancelled: bool
    facts: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    baton: SafeString = field(default=SafeString(""), metadata=UNTOLD)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What a successor must know of an account, section by section, for one circle of readers."""

    cover: Cover
    sections: tuple[Section, ...]

    def section(self, name: str) -> Section:
        return next(one for one in self.sections if one.name == name)

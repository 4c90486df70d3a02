"""Where things stand: across in percent, so that a page can stretch it, and down in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from config.lib.charts.gantt.chart import Frame


@dataclass(frozen=True, slots=True)
class Layout:
    """The measures of a medium, in pixels (on paper in units of 640 to its width)."""

    width: float
    """At its narrowest: what fits there fits everywhere."""
    names: float
    """Room for the names of the rows, on the left."""
    ticks: float
    """Where the lines of the weeks begin, below their labels."""
    head: float
    """Where the first row begins."""
    gap: float
    """Above and below the bars of a row."""
    indent: float
    """From the begin of a bar to its name."""
    letter: float
    """Width of a letter of a label, on average; a little generous."""
    has_lanes: bool = False
    """Whether bars of a row that overlap stand below each other."""
    stylesheet: str = ""
    """The file beside this one with the colours of a document; pages have theirs already."""

    @property
    def is_stretched(self) -> bool:
        return not self.stylesheet


PAGE = Layout(width=560, names=0, ticks=24, head=34, gap=5, indent=8, letter=6.4)
PAPER = Layout(
    width=640,
    names=58,
    ticks=12,
    head=18,
    gap=4,
    indent=6,
    letter=4.7,
    has_lanes=True,
    stylesheet="paper.css",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """Days as positions in one drawing; a position is a percentage of the whole width."""

    frame: Frame
    layout: Layout

    def at(self, day: date) -> float:
        """Where a day begins; days out of sight lie on the edge."""
        left = self.layout.names / self.layout.width * 100
        return left + min(max((day - self.frame.start).days, 0), self.frame.days) * self.day

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.at(day + timedelta(days=1))

    @property
    def day(self) -> float:
        """Width of a day, in percent."""
        return 100 * (1 - self.layout.names / self.layout.width) / self.frame.days

    def pixels(self, width: float) -> float:
        """A width in percent, in pixels where the drawing is at its narrowest."""
        return width * self.layout.width / 100

    def percent(self, pixels: float) -> float:
        """The other way about."""
        return pixels / self.layout.width * 100

    def wide(self, text: str) -> float:
        """About how many pixels a text takes."""
        return len(text) * self.layout.letter


def percent(value: float) -> str:
    """A position as an attribute of a mark."""
    return f"{value:.3f}%"

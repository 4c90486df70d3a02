"""Who decides, and how well somebody knows them: influence upward, relationship to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from config.lib.markup import html, html_join

TOP, LANE = 8.0, 34.0
STEPS = 4
"""The strongest relationship; the weakest is 0."""
LETTER = 6.4
"""About how wide a letter of a name is."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How wide the map is drawn, and between which edges people stand, in pixels."""

    width: int
    left: float
    right: float

    def x(self, strength: float) -> float:
        """Where a relationship from 0 to 4 stands."""
        return self.left + (self.right - self.left) * strength / STEPS


WIDE = Frame(640, 108, 624)
SLIM = Frame(324, 62, 312)
"""For phones, where the wide one would be too small to read."""


@dataclass(frozen=True, slots=True)
class Point:
    """A person on the map.

    `level` is the place of their influence among the levels, from 0 for the highest. `theirs` and
    `ours` are relationships from 0 to 4, or None where nobody judged: of who looks after the
    account, and of who takes it over. `earlier` stands in for the first until they judge: what
    was said before they looked after the account.
    """

    name: str
    level: int
    theirs: int | None
    ours: int | None = None
    earlier: int | None = None

    @property
    def places(self) -> list[int]:
        """All relationships that are drawn."""
        return [one for one in (self.earlier, self.theirs, self.ours) if one is not None]


def influence(
    points: Sequence[Point],
    levels: Sequence[str],
    ends: Sequence[str],
    title: str,
    *,
    frame: Frame = WIDE,
    is_paper: bool = False,
) -> SafeString:
    """The map. Each person has a line of their own, so that no name lies on another.

    Args:
        points: who is drawn; nobody without any relationship is.
        levels: what the levels of influence are called, the highest first.
        ends: what the weakest, a middling and the strongest relationship are called.
        title: what it shows, read out in place of the drawing.
        frame: how wide it is.
        is_paper: whether it brings its colours along, as no stylesheet of a document reaches it.
    """
    drawn = [point for point in points if point.places]
    lanes = [[one for one in drawn if one.level == level] for level in range(len(levels))]
    bands, y = [], TOP
    for level, some in enumerate(lanes):
        height = LANE * max(len(some), 1)
        bands.append(_band(levels[level], y, frame))
        bands += [_person(one, y + LANE * row + 21, frame) for row, one in enumerate(some)]
        y += height
    grid = [
        html('<line class="g-line" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>', f"{x:.0f}", TOP, y)
        for x in (frame.x(step) for step in range(STEPS + 1))
    ]
    return html(
        '<svg class="map" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        *(frame.width, f"{y + 28:.0f}", title, _stylesheet() if is_paper else ""),
        *(html_join("{}", ((one,) for one in grid)), html_join("{}", ((one,) for one in bands))),
        _feet(ends, y, frame),
    )


@cache
def _stylesheet() -> SafeString:
    text = Path(__file__).with_name("influence-paper.css").read_text(encoding="utf-8")
    return SafeString(f"<style>{text}</style>")


def _feet(ends: Sequence[str], y: float, frame: Frame) -> SafeString:
    """The line below the last band, and what its ends and its middle mean."""
    return html(
        '<line class="g-line" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text class="g-txt" x="{0}" y="{3}">{4}</text>'
        '<text class="g-txt" x="{5}" y="{3}" text-anchor="middle">{6}</text>'
        '<text class="g-txt" x="{1}" y="{3}" text-anchor="end">{7}</text>',
        *(frame.left, frame.right, y, y + 20),
        *(ends[0], f"{frame.x(STEPS / 2):.0f}", ends[1], ends[2]),
    )


def _band(name: str, y: float, frame: Frame) -> SafeString:
    return html(
        '<line class="g-line" x1="{0}" x2="{1}" y1="{2}" y2="{2}"/>'
        '<text class="g-txt" x="{3}" y="{4}" text-anchor="end">{5}</text>',
        *(frame.left, frame.right, f"{y:.0f}", frame.left - 8, f"{y + 20:.0f}", name),
    )


def _person(point: Point, y: float, frame: Frame) -> SafeString:
    places = [frame.x(one) for one in point.places]
    half = len(point.name) * LETTER / 2
    middle = min(max(sum(places) / len(places), frame.left + half), frame.right - half)
    return html(
        "{}{}{}{}{}",
        html(
            '<line class="mp-l" x1="{}" x2="{}" y1="{}" y2="{}"/>',
            *(f"{min(places):.0f}", f"{max(places):.0f}", f"{y:.0f}", f"{y:.0f}"),
        ),
        _dot("mp-e", 5.5, point.earlier, y, frame),
        _dot("mp-o", 5.5, point.theirs, y, frame),
        _dot("mp-i", 6, point.ours, y, frame),
        html(
            '<text class="mp-t" x="{}" y="{}" text-anchor="middle">{}</text>',
            *(f"{middle:.0f}", f"{y - 9:.0f}", point.name),
        ),
    )


def _dot(kind: str, size: float, strength: int | None, y: float, frame: Frame) -> SafeString:
    if strength is None:
        return SafeString("")
    return html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        *(kind, f"{frame.x(strength):.0f}", f"{y:.0f}", size),
    )

"""Some values from 0 to 100 over time, as lines. Each has its name at its end, and its own mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.utils.safestring import SafeString

from config.lib import words
from config.lib.markup import html, html_join

LEFT, RIGHT, WIDTH = 34.0, 330.0, 500
TOP, BOTTOM, HEIGHT = 12.0, 152.0, 176
APART = 16.0
"""How far names at the ends of lines stand from each other."""
MARKS = ("a", "b", "c")
"""Classes of lines: they differ in colour, in dashes, and in the mark of a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """A value that changes: its name, and what it was on some days, the oldest first."""

    name: str
    values: tuple[tuple[date, int], ...]


def trend(lines: Sequence[Line], title: str) -> SafeString:
    """The picture; empty where no line has two days, as there is nothing to see.

    Args:
        lines: at most three; one without values is not drawn.
        title: what it shows, read out in place of the drawing.
    """
    drawn = [(mark, line) for mark, line in zip(MARKS, lines, strict=False) if line.values]
    days = sorted({on for _, line in drawn for on, _ in line.values})
    if len(days) < 2:
        return SafeString("")
    grid = html_join(
        '<line class="g-line" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="g-txt" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (LEFT, RIGHT, _y(value), _y(value), LEFT - 8, f"{float(_y(value)) + 4:.0f}", value)
            for value in (0, 50, 100)
        ),
    )
    feet = html(
        '<text class="g-txt" x="{}" y="{}">{}</text>'
        '<text class="g-txt" x="{}" y="{}" text-anchor="end">{}</text>',
        *(LEFT, HEIGHT - 5, words.month(days[0]), RIGHT, HEIGHT - 5, words.month(days[-1])),
    )
    heights = _apart([float(_y(line.values[-1][1])) for _, line in drawn])
    return html(
        '<svg class="tl" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        *(WIDTH, HEIGHT, title, grid, feet),
        html_join(
            "{}",
            (
                (_line(mark, line, days[0], days[-1], height),)
                for (mark, line), height in zip(drawn, heights, strict=True)
            ),
        ),
    )


def _line(mark: str, line: Line, first: date, last: date, height: float) -> SafeString:
    def x(on: date) -> str:
        return f"{LEFT + (RIGHT - LEFT) * (on - first).days / (last - first).days:.1f}"

    places = [(x(on), _y(value)) for on, value in line.values]
    return html(
        '<polyline class="tl-l tl-{}" points="{}"/>{}<text class="tl-t" x="{}" y="{}">{}</text>',
        mark,
        " ".join(f"{across},{up}" for across, up in places),
        html_join("{}", ((_mark(mark, *place),) for place in places)),
        RIGHT + 12,
        f"{height + 4:.1f}",
        f"{line.name} {line.values[-1][1]}",
    )


def _mark(mark: str, x: str, y: str) -> SafeString:
    """A circle, a square or a triangle."""
    if mark == "a":
        return html('<circle class="tl-m tl-{}" cx="{}" cy="{}" r="4"/>', mark, x, y)
    left, top = float(x) - 4, float(y) - 4
    path = f"M{left:.1f} {top:.1f}h8v8h-8z" if mark == "b" else f"M{x} {top - 1:.1f}l5 9h-10z"
    return html('<path class="tl-m tl-{}" d="{}"/>', mark, path)


def _y(value: float) -> str:
    return f"{BOTTOM - (BOTTOM - TOP) * value / 100:.1f}"


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, moved so that no name lies on another or below all, in the same order."""
    order = sorted(range(len(heights)), key=lambda place: heights[place])
    moved = list(heights)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + APART)
    lowest = BOTTOM
    for place in reversed(order):
        moved[place] = min(moved[place], lowest)
        lowest = moved[place] - APART
    return moved

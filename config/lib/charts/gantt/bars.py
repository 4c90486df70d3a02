"""The bars of a row, their names, and the mark of the day ownership moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.lib.charts.gantt.chart import Bar, Row
from config.lib.charts.gantt.plot import Plot, percent

BAR, LANE = 18, 22
"""Height of a bar, and from a bar to the one below it in the same row."""
BASELINE = 3
"""Height of the line below the bars; it lies in the gap between two rows."""
BETWEEN, NARROWEST = 0.2, 0.7
"""Percent that a bar leaves free before the next one, and that it takes at the least."""
MARK, CLEAR = 9, 14
"""Radius of the mark with its ground, and what a name keeps from its middle."""


def height(row: Row, plot: Plot) -> float:
    """How much room a row takes, in pixels."""
    lanes = len(_lanes(row, plot))
    return max(lanes - 1, 0) * LANE + BAR + 2 * plot.layout.gap


def draw_row(row: Row, plot: Plot, top: float) -> SafeString:
    """Everything of a row that begins at `top`."""
    lanes, first = _lanes(row, plot), top + plot.layout.gap
    bottom = top + height(row, plot) - plot.layout.gap
    parts = [_name(row.label, first)] if plot.layout.names else []
    if not lanes and row.aside:
        parts.append(
            format_html('<text class="g-txt g-aside" x="8" y="{}">{}</text>', first + 13, row.aside)
        )
    mark = _inside(plot, row.mark) if row.mark and plot.frame.shows(row.mark) else None
    if mark is not None and len(lanes) > 1:
        parts.append(_mark_line(mark, first, bottom))
    for number, lane in enumerate(lanes):
        parts += _lane(lane, plot, first + number * LANE, mark)
    if row.baseline:
        parts.append(_baseline(row.baseline, plot, bottom + 1))
    if mark is not None:
        parts.append(draw_mark(percent(mark), first + _lane_of(row.mark, lanes) * LANE + BAR / 2))
    return format_html_join("", "{}", ((part,) for part in parts))


def _inside(plot: Plot, day: date) -> float:
    """Where a day is marked; on the first or the last day not beyond the edge of the drawing."""
    radius = plot.percent(MARK)
    return min(max(plot.at(day), radius), 100 - radius)


def draw_mark(x: str, y: float, size: float = 2 * MARK) -> SafeString:
    """The half circle of the day ownership moves, on a ground of its own; `x` is its middle."""
    return format_html(
        '<svg x="{}" y="{}" width="{}" height="{}" overflow="visible">'
        '<g transform="scale({})"><circle class="g-own-bg" cx="0" cy="9" r="9"/>'
        '<circle class="g-own-o" cx="0" cy="9" r="5.6"/>'
        '<path class="g-own" d="M0 3.4a5.6 5.6 0 0 1 0 11.2z"/></g></svg>',
        *(x, y - size / 2, size, size, f"{size / 2 / MARK:.3f}"),
    )


def _lanes(row: Row, plot: Plot) -> list[list[Bar]]:
    """Bars in sight; where the layout has lanes, in as few as it takes for none to overlap."""
    shown = [bar for bar in row.bars if bar.last >= plot.frame.start and bar.first < plot.frame.end]
    if not plot.layout.has_lanes:
        return [shown] if shown else []
    lanes: list[list[Bar]] = []
    for bar in sorted(shown, key=lambda bar: (bar.first, bar.last)):
        free = (lane for lane in lanes if lane[-1].last < bar.first)
        lane = next(free, None)
        if lane is None:
            lanes.append([bar])
        else:
            lane.append(bar)
    return lanes


def _lane_of(day: date | None, lanes: Sequence[Sequence[Bar]]) -> int:
    """The lane with a bar on a day, or else the first: a mark lies on a bar, not between two."""
    lying = (
        number
        for number, lane in enumerate(lanes)
        if day and any(bar.first <= day <= bar.last for bar in lane)
    )
    return next(lying, 0)


def _lane(lane: Sequence[Bar], plot: Plot, top: float, mark: float | None) -> Iterator[SafeString]:
    for bar in lane:
        x = plot.at(bar.first)
        width = max(plot.after(bar.last) - x, NARROWEST)
        yield format_html(
            '<rect class="g-{}" x="{}" y="{}" width="{}" height="{}" rx="3"/>',
            *(bar.kind.value, percent(x + BETWEEN / 2), top, percent(width - BETWEEN), BAR),
        )
        yield _label(bar, plot, (x, x + width), top, mark)


def _label(
    bar: Bar, plot: Plot, ends: tuple[float, float], top: float, mark: float | None
) -> SafeString:
    """A bar's name inside it, or else none: beside it, the lines of days would cross it."""
    left, right = ends
    x, indent = _beside(bar.label, plot, (left, plot.layout.indent), mark)
    if x + plot.percent(indent + plot.wide(bar.label)) > right:
        return SafeString()
    return format_html(
        '<text class="g-seg {}" x="{}" dx="{}" y="{}">{}</text>',
        *(bar.kind.value, percent(x), indent, top + 13, bar.label),
    )


def _beside(
    label: str, plot: Plot, place: tuple[float, float], mark: float | None
) -> tuple[float, float]:
    """A place and an indent for a name; behind the mark of ownership where that is in its way."""
    x, indent = place
    reach = plot.percent(indent + plot.wide(label) + MARK)
    if mark is not None and x - plot.percent(MARK) < mark < x + reach:
        return mark, CLEAR
    return place


def _name(label: str, top: float) -> SafeString:
    return format_html('<text class="g-row" x="0" y="{}">{}</text>', top + 12.5, label)


def _baseline(span: tuple[date, date], plot: Plot, top: float) -> SafeString:
    x = plot.at(span[0])
    width = max(plot.after(span[1]) - x, NARROWEST)
    return format_html(
        '<rect class="g-base" x="{}" y="{}" width="{}" height="{}" rx="1"/>',
        *(percent(x + BETWEEN / 2), top, percent(width - BETWEEN), BASELINE),
    )


def _mark_line(x: float, top: float, bottom: float) -> SafeString:
    return format_html(
        '<line class="g-own-l" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>',
        *(percent(x), top, bottom),
    )

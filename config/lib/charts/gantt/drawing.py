"""The whole drawing: what lies behind, the rows, and the notes below them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.lib.charts.gantt.bars import draw_mark, draw_row, height
from config.lib.charts.gantt.chart import Chart, Late
from config.lib.charts.gantt.plot import Layout, Plot, percent
from config.lib.charts.gantt.weeks import background

NOTES = 18
"""Pixels that the legend and the bracket take below the rows."""


def draw(chart: Chart, layout: Layout) -> SafeString:
    """The drawing as SVG, for a page or for paper; its title and description are read out."""
    plot = Plot(chart.frame, layout)
    rows, top = [], layout.head
    for row in chart.rows:
        rows.append(draw_row(row, plot, top))
        top += height(row, plot)
    bottom = top + 2
    whole = bottom + NOTES if chart.legend or chart.late else bottom
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="gantt-svg" {} role="img">'
        "<title>{}</title><desc>{}</desc>{}{}{}{}{}</svg>",
        _size(layout, whole),
        chart.title,
        chart.description,
        _stylesheet(layout.stylesheet),
        background(plot, bottom),
        format_html_join("", "{}", ((row,) for row in rows)),
        _bracket(chart.late, plot, bottom) if chart.late else "",
        _legend(chart.legend, bottom) if chart.legend else "",
    )


def _size(layout: Layout, height: float) -> SafeString:
    """As wide as its place on a page, with no tip under the mouse; on paper it keeps its shape."""
    if layout.is_stretched:
        return format_html('width="100%" height="{}" pointer-events="none"', height)
    return format_html('viewBox="0 0 {0} {1}" width="{0}" height="{1}"', layout.width, height)


@cache
def _stylesheet(name: str) -> SafeString:
    """Inside the drawing, since a document colours no drawing from outside."""
    if not name:
        return SafeString()
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return SafeString(f"<style>{text}</style>")


def _bracket(late: Late, plot: Plot, top: float) -> SafeString:
    """From the planned end to the real one, with its words below."""
    ends = percent(plot.after(late.planned)), percent(plot.after(late.actual))
    line = '<line class="g-late" x1="{}" x2="{}" y1="{}" y2="{}"/>'
    return format_html(
        '{}{}{}<text class="g-late-t" x="{}" y="{}" text-anchor="end">{}</text>',
        format_html(line, ends[0], ends[0], top - 1, top + 5),
        format_html(line, ends[0], ends[1], top + 2, top + 2),
        format_html(line, ends[1], ends[1], top - 1, top + 5),
        *(ends[1], top + 15, late.text),
    )


def _legend(text: str, top: float) -> SafeString:
    return format_html(
        '{}<text class="g-note" x="13" y="{}">{}</text>',
        *(draw_mark("5", top + 9, 12), top + 12, text),
    )

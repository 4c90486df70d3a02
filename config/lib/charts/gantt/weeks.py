"""What lies behind the bars: days off, the lines of the weeks, and today."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.lib import words
from config.lib.charts.gantt.plot import Plot, percent

LINE, LABEL = 36, 60
"""Pixels from a line to the next at the least, and from a label to the next."""
INDENT = 5
"""Pixels from a line to its label."""
TODAY = 22
"""Half the width of “Today”, in pixels."""


def background(plot: Plot, bottom: float) -> SafeString:
    """All that lies behind the bars, down to `bottom`."""
    return format_html(
        "{}{}{}", _days_off(plot, bottom), _weeks(plot, bottom), _today(plot, bottom)
    )


def _days_off(plot: Plot, bottom: float) -> SafeString:
    """Grey for weekends, holidays and closures; days next to each other become one piece."""
    runs: list[tuple[date, date]] = []
    for day in sorted(filter(plot.frame.shows, plot.frame.days_off)):
        if runs and runs[-1][1] + timedelta(days=1) == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    top = plot.layout.head - 4
    return format_html_join(
        "",
        '<rect class="g-we" x="{}" y="{}" width="{}" height="{}"/>',
        (
            (percent(plot.at(a)), top, percent(plot.after(b) - plot.at(a)), bottom - top)
            for a, b in runs
        ),
    )


def _weeks(plot: Plot, bottom: float) -> SafeString:
    """A line per week, or per several where there are many, with a date where one fits."""
    week = plot.pixels(plot.day * 7)
    step = -(-LINE // week)
    named = step * -(-LABEL // (week * step))
    return format_html_join(
        "",
        '<line class="g-line" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>{3}',
        (
            (
                percent(plot.at(plot.frame.start + timedelta(weeks=number))),
                plot.layout.ticks,
                bottom,
                "" if number % named else _week_label(plot, number),
            )
            for number in range(0, plot.frame.weeks + 1, int(step))
        ),
    )


def _week_label(plot: Plot, number: int) -> SafeString | str:
    """The week's Monday in words; left out at the very end, and in the week of “Today”."""
    monday, today = plot.frame.start + timedelta(weeks=number), plot.frame.today
    days = (today - monday).days if today else -7
    if 0 <= days < 7:
        return ""
    text = words.short_day(monday)
    if plot.pixels(100 - plot.at(monday)) < plot.wide(text):
        return ""
    # On the weekend before it “Today” reaches over the line.
    reach = plot.pixels((days + 0.5) * plot.day) + TODAY + INDENT
    indent = round(max(INDENT, reach)) if days < 0 else INDENT
    return format_html(
        '<text class="g-txt g-week" x="{}" dx="{}" y="{}">{}</text>',
        *(percent(plot.at(monday)), indent, plot.layout.ticks - 3, text),
    )


def _today(plot: Plot, bottom: float) -> SafeString | str:
    if not plot.frame.today or not plot.frame.shows(plot.frame.today):
        return ""
    top = plot.layout.ticks
    return format_html(
        '<line class="g-now" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<svg x="{0}" y="{3}" width="1" height="18" overflow="visible">'
        '<rect class="g-now-b" x="{4}" y="0" width="{5}" height="17" rx="4"/>'
        '<text class="g-now-t" x="0" y="12" text-anchor="middle">Today</text></svg>',
        *(percent(plot.at(plot.frame.today) + plot.day / 2), top, bottom, top - 16),
        *(-TODAY, 2 * TODAY),
    )

"""The line between two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ACCENT, TINT, WHITE = "#3446C8", "#DCE0F9", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a baton: where it begins, and how much of it is done, from 0 to 1."""

    first: date
    done: float


def baton(
    segments: Sequence[Segment], span: tuple[date, date], mark: date, title: str
) -> SafeString:
    """The line between two people: one piece per stage, the half circle where ownership moves.

    Args:
        segments: the stages, in order.
        span: first and last day of the line.
        mark: the day ownership moves.
        title: what it shows, read out in place of the drawing.
    """
    length, first = 504.0, span[0]
    days = max((span[1] - first).days + 1, 1)

    def at(day: date) -> float:
        return 4 + min(max((day - first).days / days, 0.0), 1.0) * length

    cuts = [at(segment.first) for segment in segments] + [4 + length]
    parts = []
    for number, segment in enumerate(segments):
        left = 4.0 if number == 0 else max(cuts[: number + 1])
        width = cuts[number + 1] - left - (4 if number + 1 < len(segments) else 0)
        if width > 1:
            parts.append(_piece(left, width, segment.done))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="baton" viewBox="0 0 512 30" width="512" '
        'height="30" role="img"><title>{}</title>{}{}</svg>',
        title,
        format_html_join("", "{}", ((part,) for part in parts)),
        _half_circle(at(mark)),
    )


def _piece(left: float, width: float, done: float) -> SafeString:
    rect = '<rect x="{}" y="12" width="{}" height="6" rx="2" fill="{}"/>'
    whole = format_html(rect, f"{left:.1f}", f"{width:.1f}", ACCENT if done >= 1 else TINT)
    if not 0 < done < 1:
        return whole
    return format_html(
        "{}{}", whole, format_html(rect, f"{left:.1f}", f"{width * done:.1f}", ACCENT)
    )


def _half_circle(x: float) -> SafeString:
    """The mark of the day ownership moves, on a white ground."""
    return format_html(
        '<circle cx="{0}" cy="15" r="12" fill="{1}"/>'
        '<circle cx="{0}" cy="15" r="8" fill="{1}" stroke="{2}" stroke-width="2"/>'
        '<path d="M{0} 7a8 8 0 0 1 0 16z" fill="{2}"/>',
        *(f"{x:.1f}", WHITE, ACCENT),
    )

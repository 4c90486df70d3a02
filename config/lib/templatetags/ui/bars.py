"""Bars: how far something is, and how much somebody carries."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from config.lib.markup import html, html_join

register = template.Library()


LIMIT_MARK = (
    '<svg x="{}%" width="1" height="12" overflow="visible">'
    '<rect class="lim" x="-.75" y="1" width="1.5" height="11"/></svg>'
)


@register.simple_tag
def progress_bar(percent: int, plan: int | None = None, css: str = "pgbar") -> SafeString:
    """A bar of what is done, with a mark where the plan wants it to be."""
    label = f"{percent}% done" + (f", {plan}% planned by today" if plan is not None else "")
    mark = html(LIMIT_MARK, plan) if plan is not None else ""
    return html(
        '<svg class="bar {}" height="12" role="img" aria-label="{}">'
        '<rect class="trk" y="4" width="100%" height="5" rx="2.5"/>'
        '<rect class="val" y="4" width="{}%" height="5" rx="2.5"/>{}</svg>',
        css,
        label,
        percent,
        mark,
    )


PHASE_PART = (
    '<rect class="t" x="{}" y="0" width="12" height="4" rx="1.5"/>'
    '<rect class="d" x="{}" y="0" width="{}" height="4" rx="1.5"/>'
)


@register.simple_tag
def phase_strip(shares: Sequence[int]) -> SafeString:
    """Stages side by side in small, each filled as far as it is done, in percent."""
    return html(
        '<svg class="pmini" width="68" height="4" aria-hidden="true">{}</svg>',
        html_join(
            PHASE_PART,
            (
                (place * 14, place * 14, round(share * 0.12, 1))
                for place, share in enumerate(shares)
            ),
        ),
    )


BAR_PART = '<rect class="{}" x="{}%" y="4" width="{}%" height="5"/>'


@register.simple_tag
def load_bar(now: int, after: int, limit: int) -> SafeString:
    """A person's load: solid now, hatched coming in, tint going out, red beyond the limit."""
    full = max(limit * 1.2, now, after, 1)
    kept, high = sorted((now, after))
    parts = [("trk", 0, limit), ("val", 0, kept)]
    if high > kept:
        parts.append(("f-hatch" if after > now else "tint", kept, high - kept))
    if after > limit:
        parts.append(("bad", limit, after - limit))
    return html(
        '<svg class="bar" height="12" aria-hidden="true">{}{}</svg>',
        html_join(
            BAR_PART,
            (
                (css, round(start / full * 100, 2), round(length / full * 100, 2))
                for css, start, length in parts
            ),
        ),
        html(LIMIT_MARK, round(limit / full * 100, 2)),
    )

"""Whose export a file is, and which of its columns fills what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accounts.exchange.choices import Kind, Source
from accounts.exchange.rules.presets.dynamics import DYNAMICS
from accounts.exchange.rules.presets.heads import Heads, Preset
from accounts.exchange.rules.presets.hubspot import HUBSPOT
from accounts.exchange.rules.presets.pipedrive import PIPEDRIVE
from accounts.exchange.rules.presets.salesforce import SALESFORCE

PRESETS: Mapping[Source, Preset] = {
    Source.SALESFORCE: SALESFORCE,
    Source.HUBSPOT: HUBSPOT,
    Source.DYNAMICS: DYNAMICS,
    Source.PIPEDRIVE: PIPEDRIVE,
}


def filled(heads: Sequence[str], preset: Heads) -> dict[str, int]:
    """Which field each column fills; the first of several that fill the same one counts."""
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        field = preset.get(head.strip().lower())
        if field and field not in found:
            found[field] = place
    return found


def best(heads: Sequence[str], kind: Kind, own: Heads) -> tuple[Source, dict[str, int]]:
    """Whose export a file is by its heads, and which column fills which field.

    Our own names win where nobody's fit more columns.
    """
    fits = {Source.OWN: filled(heads, own)}
    for source, presets in PRESETS.items():
        fits[source] = filled(heads, presets.get(kind, {}))
    source = max(fits, key=lambda one: len(fits[one]))
    return source, {**fits[source], **_more(fits[Source.OWN], fits[source])}


def _more(own: dict[str, int], chosen: dict[str, int]) -> dict[str, int]:
    """Columns with our own names that the preset has no use for."""
    taken = set(chosen.values())
    return {f: place for f, place in own.items() if f not in chosen and place not in taken}

"""How a preset is written: a line for each field, with what exports call its column."""

from __future__ import annotations

from collections.abc import Mapping

from accounts.exchange.choices import Kind

Heads = Mapping[str, str]
"""Which field a column fills, by its head in small letters."""
Preset = Mapping[Kind, Heads]


def heads(lines: str) -> Heads:
    """From lines such as “name: Account Name, Name” what each head in small letters fills."""
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        field, _, names = line.strip().partition(": ")
        found.update({name.strip().lower(): field for name in names.split(",")})
    return found

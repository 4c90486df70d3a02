"""How long a file may be: no request may keep a web process for as long as it gets at most."""

from __future__ import annotations

LIMITS = {"xlsx": 50_000, "csv": 250_000}
"""Rows by kind of file; each takes a third of the minute after which a web process is ended."""


KINDS = (("xlsx", "Workbook (XLSX)"), ("csv", "Text with commas (CSV)"))


def files(rows: int) -> list[tuple[str, str, str]]:
    """The files to be had of a list: kind, name, and why not, if there are too many rows."""
    return [(kind, name, why_not(kind, rows)) for kind, name in KINDS]


def longest() -> str:
    """What a list says whose rows nobody has counted: how many each kind of file takes."""
    return (
        f"A workbook takes up to {LIMITS['xlsx']:,}, a CSV up to {LIMITS['csv']:,}: "
        "filter a longer list first."
    )


def why_not(kind: str, rows: int) -> str:
    """A sentence when so many rows are too many for a file of this kind, else nothing."""
    most = LIMITS.get(kind, rows)
    if rows <= most:
        return ""
    found = f"The list has {rows:,} rows, and "
    if kind == "xlsx":
        found += f"a workbook takes up to {most:,}. "
        return found + (
            "Take the CSV, or filter the list first."
            if rows <= LIMITS["csv"]
            else "Filter the list first."
        )
    return f"{found}a CSV takes up to {most:,}. Filter the list first, then export it in parts."

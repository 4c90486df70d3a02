"""What was measured, row by row, and how it stands to what is to be reached."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Row:
    """One figure: its values of all rounds, and what they are held against.

    `ratio` is what is compared with `good` and `goal`, which are limits from above unless
    `more_is_better`. A floor has neither.
    """

    key: str
    unit: str = "ms"
    values: list[float] = field(default_factory=list)
    more: dict[str, float] = field(default_factory=dict)
    ratio: float | None = None
    against: str = ""
    good: float | None = None
    goal: float | None = None
    more_is_better: bool = False

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """Half the way from the lowest to the highest value, in percent of the median."""
        if not self.median:
            return 0
        return (max(self.values) - min(self.values)) / 2 / abs(self.median) * 100

    @property
    def standing(self) -> str:
        """“goal”, “good” or “not yet”; nothing for a floor."""
        if self.ratio is None or self.good is None:
            return ""
        if self.goal is not None and self._reaches(self.goal):
            return "goal"
        return "good" if self._reaches(self.good) else "not yet"

    def _reaches(self, limit: float) -> bool:
        assert self.ratio is not None
        return self.ratio >= limit if self.more_is_better else self.ratio <= limit


def table(rows: Sequence[Row], before: Mapping[str, float] | None = None) -> str:
    """All rows for the terminal; with an earlier run, how each figure has changed."""
    lines = [f"{'':44} {'median':>9} {'':6} {'±':>4}  {'ratio':>7} {'good':>6} {'goal':>6}"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        good, goal = (("" if limit is None else f"{limit:g}") for limit in (row.good, row.goal))
        extras = ", ".join(f"{name} {value:g}" for name, value in row.more.items())
        change = _change(row, before)
        lines.append(
            f"{row.key:44} {row.median:>9.2f} {row.unit:6} {row.spread:>3.0f}%  {ratio:>7} "
            f"{good:>6} {goal:>6}  {row.standing:8} {change}{row.against}  {extras}".rstrip()
        )
    return "\n".join(lines)


def _change(row: Row, before: Mapping[str, float] | None) -> str:
    if not before or not before.get(row.key):
        return ""
    now = row.median if row.ratio is None else row.ratio
    return f"{(now / before[row.key] - 1) * 100:+.0f}% "


def save(rows: Sequence[Row], path: Path, facts: Mapping[str, object]) -> None:
    """Write a run as JSON, to be compared with."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = [asdict(row) | {"median": row.median, "standing": row.standing} for row in rows]
    path.write_text(json.dumps({**facts, "rows": found}, indent=1) + "\n")


def load(path: Path) -> dict[str, float]:
    """An earlier run, by key: ratios where there are any, because they travel between machines."""
    rows = json.loads(path.read_text())["rows"]
    return {row["key"]: row["median"] if row["ratio"] is None else row["ratio"] for row in rows}

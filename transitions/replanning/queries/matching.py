"""Which phase of a newer version is which running one; pure, nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checklists.library.models import TemplatePhase
from checklists.runs.models import Phase


@dataclass(frozen=True, slots=True)
class Matched:
    """A running phase, the one that it is in the newer version, if any, and its number there."""

    phase: Phase
    source: TemplatePhase | None
    number: int

    @property
    def name(self) -> str:
        return self.source.name if self.source else self.phase.name

    @property
    def stage(self) -> str:
        return self.source.stage if self.source else self.phase.stage

    @property
    def changes(self) -> bool:
        """Whether the page of the transition then shows it under another number or name."""
        phase = self.phase
        then = (self.number, self.name, self.stage)
        return then != (phase.number, phase.name, phase.stage)

    def __str__(self) -> str:
        return f"{self.phase.number} {self.phase} → {self.number} {self.name}"


def matched(
    phases: Sequence[Phase],
    sources: Sequence[TemplatePhase],
    shared: Mapping[tuple[int, int], int],
) -> tuple[Matched, ...]:
    """Give each running phase its place in the newer version.

    Those with most items in common belong together, then those of one name. What the newer
    version does not have stands behind all that it has.

    Args:
        phases: the running ones, in order.
        sources: those of the newer version, in order.
        shared: how many items a running one and one of the newer version have in common, by id.
    """

    def common(pair: tuple[Phase, TemplatePhase]) -> int:
        return shared.get((pair[0].pk, pair[1].pk), 0)

    every = [(phase, source) for phase in phases for source in sources]
    alike = [pair for pair in every if common(pair) or pair[0].name == pair[1].name]
    alike.sort(key=lambda pair: (-common(pair), pair[0].name != pair[1].name))
    found: dict[int, TemplatePhase] = {}
    for phase, source in alike:
        if phase.pk not in found and source not in found.values():
            found[phase.pk] = source
    left = [phase.pk for phase in phases if phase.pk not in found]
    last = max((source.number for source in sources), default=0)
    behind = {pk: last + place for place, pk in enumerate(left, start=1)}
    return tuple(
        Matched(phase, found.get(phase.pk), behind.get(phase.pk) or found[phase.pk].number)
        for phase in phases
    )

"""What the log of a transition says, the oldest first."""

from __future__ import annotations

from transitions.plans.choices import LogKind
from transitions.plans.models import Transition

AT_THE_START = 2  # entries that drafting and starting leave


def since_the_start(transition: Transition) -> list[str]:
    entries = transition.log.order_by("pk").values_list("activity", flat=True)
    return list(entries)[AT_THE_START:]


def of_kind(transition: Transition, kind: LogKind) -> list[str]:
    entries = transition.log.filter(kind=kind).order_by("pk")
    return list(entries.values_list("activity", flat=True))

"""A transition passes a gate: because all is met, or because a manager overrides what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.people.models import User
from checklists.library.choices import Gate
from config.lib import places
from config.lib.site_time import site_day
from transitions.plans.models import GateOverride, Transition
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import releasing
from transitions.plans.queries.gate import Panel, brief

LONGEST = 300
"""Characters of a reason."""
BEFORE = {Gate.OWNERSHIP: "ownership moves", Gate.COMPLETION: "it completes"}
ANYWAY = {Gate.OWNERSHIP: "move it", Gate.COMPLETION: "complete it"}


class NeedsReason(Refused):
    """Something is open at a gate, and nobody has said why it is passed anyway."""


@dataclass(frozen=True, slots=True)
class Override:
    """Why a gate is passed although something is open.

    `seen` has the stamps of what the page has shown as open; None where there was no page.
    """

    reason: str = ""
    seen: frozenset[str] | None = None


def pass_gate(
    transition: Transition, gate: Gate, override: Override, *, by: User | None, now: datetime
) -> str:
    """Let a locked transition pass a gate; what to say of that in the log, empty when all is met.

    The caller holds its lock and has loaded it since, so an item that was ticked meanwhile is not
    overridden. Where something is open, who let it pass and why is kept for good. Nobody moves to
    themselves what somebody else can move, whatever is open; else that needs a reason.

    Raises:
        NeedsReason: something is open and there is no reason.
        Refused: somebody else moves it, something else is open than the page has shown, or the
            reason is too long.
    """
    if gate == Gate.OWNERSHIP and (why := releasing.why_not(transition, by)):
        raise Refused(why)
    with places.written_for(places.BRITISH):  # everybody reads what is kept alike
        found = releasing.gate_for(transition, gate, site_day(now), by)
        told = "\n".join(found.told)
    if found.is_met:
        return ""
    reason = override.reason.strip()
    _refuse(found, reason, override, by)
    assert by is not None  # noqa: S101 - who has a reason is somebody
    GateOverride.objects.create(
        transition=transition,
        gate=gate,
        reason=reason,
        decided_by=by,
        decided_at=now,
        was_open=told,
    )
    return _logged(found, reason)


def _refuse(found: Panel, reason: str, override: Override, by: User | None) -> None:
    if not reason or by is None:
        is_one = found.required_open + len(found.conditions) == 1
        them = "it" if is_one else "them"
        mend = f"must be done or set aside before {BEFORE[found.gate]}. Close {them}"
        if found.conditions:
            mend = f"{'is' if is_one else 'are'} open before {BEFORE[found.gate]}. Mend {them}"
        raise NeedsReason(
            f"{found.in_short} {mend}, or give a reason to {ANYWAY[found.gate]} anyway."
        )
    if len(reason) > LONGEST:
        raise Refused(f"At most {LONGEST} characters; these are {len(reason)}.")
    if override.seen is not None and not found.stamps <= override.seen:
        raise Refused(
            "More is open by now than this page has shown. "
            "Look at the list again before you override it."
        )


def _logged(found: Panel, reason: str) -> str:
    """How much was open, why it did not matter, and which conditions were not met."""
    said = f"{found.in_short} open. Reason: {reason}"
    return f"{said}\nNot met: {found.until}." if found.conditions else said


def waits_until(transition: Transition, now: datetime) -> str:
    """What beside required items holds back what is to pass its next gate, after “until”."""
    if not transition.template.condition_count:
        return ""
    until = brief(transition, site_day(now), is_live=True).until
    return until if len(until) <= LONGEST else f"{until[: LONGEST - 1]}…"

"""What a successor must know of an account: the knowledge transfer document of a transition."""

from __future__ import annotations

from datetime import datetime

from config.lib import places
from transitions.reports.choices import Edition
from transitions.reports.queries.transfer.cover import account_section, cover
from transitions.reports.queries.transfer.open_points import open_points
from transitions.reports.queries.transfer.reader import for_reader
from transitions.reports.queries.transfer.reading import Material, material
from transitions.reports.queries.transfer.research import research
from transitions.reports.queries.transfer.shapes import Transfer
from transitions.reports.queries.transfer.stamps import fingerprint, stamps
from transitions.reports.queries.transfer.telling import told

__all__ = [
    "Material",
    "Transfer",
    "fingerprint",
    "material",
    "stamped",
    "stamps_now",
    "transfer_of",
]


def transfer_of(found: Material, edition: Edition) -> Transfer:
    """The document in an edition, dates and amounts as the reader writes them; no queries."""
    readables, transition = for_reader(found, edition), found.transition
    return Transfer(
        cover=cover(found),
        sections=(
            account_section(transition.account),
            *(told(one, found) for one in readables),
            open_points(readables, transition),
            research(readables, transition, found.readings),
        ),
    )


def stamped(found: Material, edition: Edition) -> dict[str, str]:
    """What each section says, in stamps that are the same for all readers of an edition."""
    with places.written_for(places.BRITISH):
        return stamps(transfer_of(found, edition))


def stamps_now(transition_id: int, edition: Edition, now: datetime) -> dict[str, str]:
    """The same, read now."""
    return stamped(material(transition_id, now), edition)

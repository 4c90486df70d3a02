"""What proves that an item is done, and what is asked for before it is ticked."""

from __future__ import annotations

from checklists.library.choices import Proof

ASKS = {
    Proof.NOTE: "Write the note",
    Proof.FILE: "Add the file",
    Proof.MEETING: "Write when it was held",
    Proof.DOSSIER: "Write where that is",
    Proof.SURVEY: "Write what it said",
}
NOTED = frozenset(ASKS) - {Proof.FILE}
"""What a note on the item proves."""


def proved_by(proof: str) -> str:
    """Whether a “note” or a “file” on the item proves it; empty where nothing has to."""
    if proof == Proof.FILE:
        return "file"
    return "note" if proof in NOTED else ""


def counter_of(proof: str) -> str:
    """The field that counts the notes or files that prove an item; empty where nothing has to."""
    return {"file": "file_count", "note": "note_count"}.get(proved_by(proof), "")


def said(proof: str, *, is_open: bool) -> str:
    """What proves an item, as a sentence that asks for it while the item is open."""
    asked = ASKS.get(Proof(proof))
    if asked is None:
        return ""
    asks = f": {asked[:1].lower()}{asked[1:]}" if is_open else ""
    return f"{Proof(proof).label} proves this item{asks}."


def missing(proof: str) -> str:
    """Why an item cannot be ticked yet, and what to do first."""
    return f"{Proof(proof).label} proves this item. {ASKS[Proof(proof)]}, then tick it."

"""What was found of a dossier becomes lines for whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.profile.queries.kinds import PROFILE
from transitions.dossier.queries.titles import title_of
from transitions.dossier.rules import TACIT
from transitions.reminders.queries.rows import Row
from transitions.reminders.queries.turns import KEPT_CLOSE, PLACES
from transitions.reminders.rules import turns as rules
from transitions.reminders.rules.turns import Sections, Turn
from transitions.reminders.rules.who import Who

ORDER = [*PROFILE.by_name, TACIT]


@dataclass(frozen=True, slots=True)
class Mine:
    """A line of a dossier for a person; `place` is where they go on in it."""

    turn: Turn
    person: int
    place: str
    is_new: bool


def turns_in(row: Row, administrators: Iterable[int]) -> Iterator[Mine]:
    """The lines of a dossier that was found by `turns`, also for these administrators where
    nobody else can release it; no query.
    """
    outgoing, incoming = _first(row["outgoing_name"]), _first(row["incoming_name"])
    names, sections = _sections(row["to_put_right"])
    if names:
        turn = rules.to_put_right(sections, incoming, row["reason"])
        for pk, is_new in _confirmers(row, administrators):
            yield Mine(turn, pk, f"of-{names[0]}", is_new)
    names, sections = _sections(row["to_accept"])
    if names:
        turn = rules.to_accept(sections, _first(row["confirmer"]))
        yield Mine(turn, row["incoming"], f"of-{names[0]}", bool(row["is_new_to_accept"]))
    if row["handed_at"] and not row["accepted_at"]:
        yield Mine(rules.to_sign(outgoing), row["incoming"], "keys", bool(row["is_new_handed"]))
    if row["handed_at"] and row["accepted_at"] and not row["released_at"]:
        for pk, is_new in _releasers(row, "accepted", administrators):
            yield Mine(rules.to_release(), pk, "keys", is_new)


def _confirmers(row: Row, administrators: Iterable[int]) -> Iterable[tuple[int, bool]]:
    """Who hands over; who is asked to release it in their place once they cannot sign in."""
    if row["outgoing_is_active"]:
        return [(row["outgoing"], bool(row["is_new_to_outgoing"]))]
    return _releasers(row, "refused", administrators)


def _releasers(row: Row, what: str, administrators: Iterable[int]) -> Iterable[tuple[int, bool]]:
    """Whom `plans.queries.releasing` asks to release, and whether what they wait for is new."""
    asked = [one for one in PLACES if row[f"{one}_releases"]]
    people = {row[one]: bool(row[f"is_{what}_new_to_{one}"]) for one in asked}
    if row["administrators_release"]:
        new_to = (row[f"is_{what}_new_to"] or "").split(",")
        people |= {pk: str(pk) in new_to for pk in administrators if pk != row["incoming"]}
    return people.items()


def _sections(joined: str | None) -> tuple[list[str], Sections]:
    """The names of sections in the order of the page, and how a mail speaks of them."""
    found = set(joined.split(",")) if joined else set()
    closed = {name for name in ORDER if f"{KEPT_CLOSE}{name}" in found}
    names = [name for name in ORDER if name in found or name in closed]
    titles = [title_of(name) for name in names if name not in closed]
    return names, Sections(titles, len(closed))


def _first(full_name: str) -> str:
    return Who(0, full_name, "").first_name

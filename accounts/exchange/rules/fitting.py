"""What must not come of a row, whatever else is right about it: a rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from typing import Any, Protocol

from accounts.clients.choices import Level
from accounts.exchange.choices import Kind
from accounts.profile.choices import Promise

OPEN, CONFIDENTIAL = Promise.OPEN, Level.CONFIDENTIAL
EXPECTED = "Expected close"
"""What is due on a day for which a file names no step."""
GONE = "This person was deactivated. Name somebody who is here."
Finding = tuple[str, str]


class Told(Protocol):
    """A row of a file that has been matched with what is there."""

    values: dict[str, Any]
    changes: dict[str, Any]

    @property
    def is_new(self) -> bool: ...

    @property
    def before(self) -> Any: ...

    def says(self, name: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Importer:
    """Who brings the file in, and whom they may make an owner; `own` is their own number."""

    own: int
    owners: Set[int]
    active: Set[int]


def account(line: Told, by: Importer) -> Iterator[Finding]:
    """An account has an owner whom the importer may choose; a confidential one stays so."""
    owner = line.values.get("owner_id")
    if line.is_new and owner is None:
        if by.own in by.owners:
            line.values["owner_id"] = by.own
        else:
            yield "owner", "Say who owns it: the e-mail address of somebody who can hold accounts."
    elif (line.is_new or "owner_id" in line.changes) and owner not in by.owners:
        yield "owner", "You cannot give an account to this person: another team, or another role."
    if line.is_new:
        return
    if line.before["is_confidential"]:
        if line.changes.get("is_confidential") is False:
            yield "is_confidential", "This account is confidential, and no file changes that."
        if "owner_id" in line.changes:
            yield "owner", "This account is confidential. Change its owner on its own page."
    elif "owner_id" in line.changes and line.before["is_changing_hands"]:
        yield "owner", "It is changing hands. Its owner changes when that handover moves ownership."


def contract(line: Told, by: Importer) -> Iterator[Finding]:
    starts, expires = line.says("starts_on"), line.says("expires_on")
    if starts and expires and expires < starts:
        yield "expires_on", "A contract cannot end before it starts."
    if line.is_new and not line.values.get("title"):
        line.values["title"] = line.values["number"]


def opportunity(line: Told, by: Importer) -> Iterator[Finding]:
    if line.values.get("next_on") and not line.says("next_step"):
        line.values["next_step"] = EXPECTED
        if not line.is_new:
            line.changes["next_step"] = EXPECTED
    yield from interaction(line, by)


def interaction(line: Told, by: Importer) -> Iterator[Finding]:
    """Who of ours is named is still here, or was named before."""
    person = line.values.get("person_id")
    is_asked = line.is_new or "person_id" in line.changes
    if person is not None and is_asked and person not in by.active:
        yield "person", GONE


def commitment(line: Told, by: Importer) -> Iterator[Finding]:
    """Its days follow each other, who promised it is here, and a confidential one stays so."""
    made, due, settled = line.says("made_on"), line.says("due_on"), line.says("settled_on")
    if made and due and due < made:
        yield "due_on", "It cannot be due before it was promised."
    if made and settled and settled < made:
        yield "settled_on", "It cannot be settled before it was promised."
    yield from _settled(line)
    if not line.is_new and line.before["level"] == CONFIDENTIAL and "level" in line.changes:
        yield "level", "This commitment is confidential, and no file changes that."
    maker = line.values.get("made_by_id")
    is_asked = line.is_new or "made_by_id" in line.changes
    if maker is not None and is_asked and maker not in by.active:
        yield "made_by", GONE


def _settled(line: Told) -> Iterator[Finding]:
    """A commitment that is settled has a day; an open one has neither day nor outcome."""
    is_open = (line.says("state") or OPEN) == OPEN
    if is_open and line.changes.get("state") == OPEN:
        yield "state", "It is settled. Open it again on the page of its account."
    elif is_open and (line.says("settled_on") or line.says("outcome")):
        yield "state", "Say whether it was kept or withdrawn, or leave out how it was settled."
    elif not is_open and not line.says("settled_on"):
        yield "settled_on", "Say on which day it was settled."


def person(line: Told, by: Importer) -> Iterator[Finding]:
    """What decides how somebody gets in is changed on their page, one by one."""
    if not line.is_new and "role" in line.changes:
        yield "role", "The role of somebody who is here is changed on their own page."
    if not line.is_new and "email" in line.changes:
        yield "email", "The address of somebody who is here is changed on their own page."


RULES: dict[Kind, Callable[[Told, Importer], Iterator[Finding]]] = {
    Kind.ACCOUNTS: account,
    Kind.CONTRACTS: contract,
    Kind.OPPORTUNITIES: opportunity,
    Kind.INTERACTIONS: interaction,
    Kind.COMMITMENTS: commitment,
    Kind.PEOPLE: person,
}

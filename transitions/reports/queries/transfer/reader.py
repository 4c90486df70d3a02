"""What a reader may read of it: here, and nowhere else, confidential things are taken away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from accounts.profile.queries.levels import Reach
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.dossier.queries.dossier import Part
from transitions.dossier.queries.levels import hides
from transitions.reports.choices import Edition
from transitions.reports.queries.transfer.reading import Material


@dataclass(frozen=True, slots=True)
class Readable:
    """A section as a reader may read it.

    `hidden` counts what of it is confidential, in words; with `is_closed` all of it is.
    """

    part: Part
    hidden: tuple[str, ...] = ()
    is_closed: bool = False


def reach_of(found: Material, edition: Edition) -> Reach:
    """How far the readers of an edition read the account."""
    return Reach(reads=edition == Edition.FULL, marks=found.marks)


def for_reader(found: Material, edition: Edition) -> tuple[Readable, ...]:
    """The sections of an edition. Who said what of a section is told in each that is not closed."""
    allowed = reach_of(found, edition)
    return tuple(_readable(part, allowed) for part in found.parts)


def _readable(part: Part, allowed: Reach) -> Readable:
    if allowed.reads:
        return Readable(part)
    asked = tuple(one for one in part.asked if not hides(one, allowed))
    many = len(part.asked) - len(asked)
    questions = (words.count(many, "confidential question"),) if many else ()
    if part.shown is None:
        return Readable(replace(part, asked=asked), questions)
    shown = _without_talks(replace(part.shown, reach=allowed).for_reader())
    if shown.is_hidden:
        return Readable(replace(part, shown=shown, asked=()), is_closed=True)
    return Readable(replace(part, shown=shown, asked=asked), (*shown.hidden, *questions))


def _without_talks(shown: ProfileSection) -> ProfileSection:
    """When somebody last talked to a contact is history, and hidden with that."""
    them = shown.stakeholders
    if them is None or not shown.reach.hides("profile", "history"):
        return shown
    people = tuple(replace(one, last_talked_on=None) for one in them.people)
    return replace(shown, stakeholders=replace(them, people=people))

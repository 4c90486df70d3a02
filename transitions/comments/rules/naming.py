"""Whom the words of a comment mention: @First Last, @first.last, an address, a first name.

In the database a person stands as @[7], so that a new name changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from config.lib import words
from config.lib.search import fold
from transitions.plans.rules import NAMES

MOST = 20
"""How many people one comment may mention."""
TOKEN = re.compile(r"(?<![\w@.+-])@\[(\d{1,12})\]")
"""A person as they are kept; the same signs within an address are none."""
HANDLE = re.compile(r"[\w.+-]+(?:@[\w.-]+)?")
WORD = re.compile(r"\S+")
BEHIND = ".,;:!?)]}”’\"'…–-"
"""What may stand behind a name and is no part of it."""
LONGEST = 8
"""Words of a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who may be meant; `sees` says whether they may see the transition."""

    pk: int
    full_name: str
    email: str
    sees: bool = True
    is_known: bool = False
    """Whether the comment mentioned them before it was changed."""

    @property
    def first_name(self) -> str:
        return self.full_name.split()[0] if self.full_name.strip() else self.email

    @property
    def handle(self) -> str:
        return self.email.partition("@")[0]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that mentions somebody: where it begins and ends, and who may be meant."""

    start: int
    end: int
    said: str
    meant: tuple[Somebody, ...]


class NotUnderstood(Exception):
    """Whom a comment mentions that cannot be told, in words for its author."""


def begins(body: str) -> Iterator[tuple[int, str]]:
    """Where names begin in a text, each with the words behind the @ on its line."""
    for found in NAMES.finditer(body):
        yield found.start(), body[found.end() :].split("\n", 1)[0][:200]


def first_words(body: str) -> list[str]:
    """The first word behind each @, folded: by these people are looked for."""
    found = (HANDLE.match(rest) for _, rest in begins(body))
    said = (fold(match[0]).partition("@")[0].rstrip(BEHIND) for match in found if match)
    return list(dict.fromkeys(filter(None, said)))


def tokens(body: str) -> list[int]:
    """The numbers of the people who stand in a text as tokens."""
    return list(dict.fromkeys(int(found) for found in TOKEN.findall(body)))


def spots(body: str, people: Collection[Somebody]) -> list[Spot]:
    """Each place of a text that mentions somebody, with who of these may be meant."""
    return [_spot(start, rest, people) for start, rest in begins(body)]


def kept(body: str, people: Collection[Somebody]) -> tuple[str, list[int]]:
    """A text as it is kept, with a token for each person, and who they are.

    Raises:
        NotUnderstood: a name is nobody's or of several, or somebody may not see the transition.
    """
    found = spots(body, people)
    if len(found) > MOST:
        raise NotUnderstood(f"A comment can mention {MOST} people at most.")
    problems = list(dict.fromkeys(filter(None, map(_problem, found))))
    if problems:
        raise NotUnderstood(" ".join(problems))
    text, at, named = "", 0, []
    for spot in found:
        person = _chosen(spot.meant)[0]
        named.append(person.pk)
        text += f"{body[at : spot.start]}@[{person.pk}]"
        at = spot.end
    return text + body[at:], list(dict.fromkeys(named))


def _spot(start: int, rest: str, people: Collection[Somebody]) -> Spot:
    begin = start + 1
    if token := TOKEN.match(f"@{rest}"):
        meant = tuple(one for one in people if one.pk == int(token[1]))
        return Spot(start, start + token.end(), token[0], meant)
    for length, said in _names(rest):
        if meant := tuple(one for one in people if fold(" ".join(one.full_name.split())) == said):
            return Spot(start, begin + length, f"@{rest[:length]}", meant)
    handle = HANDLE.match(rest)
    length = len(handle[0].rstrip(BEHIND)) if handle else 1
    said = fold(rest[:length])
    for is_meant in (
        lambda one: said in {fold(one.email), fold(one.handle)},
        lambda one: said == fold(one.first_name),
    ):
        if meant := tuple(filter(is_meant, people)):
            return Spot(start, begin + length, f"@{rest[:length]}", meant)
    return Spot(start, begin + length, f"@{rest[:length]}", ())


def _names(rest: str) -> Iterator[tuple[int, str]]:
    """What may be a whole name, the longest first: how long it is in the text, and folded."""
    found = list(WORD.finditer(rest))[:LONGEST]
    for many in range(len(found), 0, -1):
        end = found[many - 1].end()
        for said in _bare(rest[:end]):
            yield len(said), fold(" ".join(said.split()))


def _bare(said: str) -> list[str]:
    """Words as they stand, without the signs behind them, and without an “’s”."""
    plain = said.rstrip(BEHIND)
    owning = re.sub(r"['’]s$", "", plain)
    return list(dict.fromkeys((said, plain, owning)))


def _chosen(meant: Sequence[Somebody]) -> Sequence[Somebody]:
    """Who of several is meant: one the comment mentioned before, else those who see it."""
    known = [one for one in meant if one.is_known]
    return known if len(known) == 1 else [one for one in meant if one.sees or one.is_known]


def _problem(spot: Spot) -> str:
    """Why it cannot be told who is meant, in words; empty when it can."""
    if not spot.meant:
        return (
            f"Nobody here is called “{spot.said}”. Choose a name from the list, or leave a space "
            "behind the @."
        )
    chosen = _chosen(spot.meant)
    if not chosen:
        one = spot.meant[0]
        return (
            f"{one.full_name} cannot see this transition. Add {one.first_name} to the team first."
        )
    if len(chosen) > 1:
        ways = _ways(chosen)
        return f"“{spot.said}” may be {len(chosen)} people. Write {' or '.join(ways)}."
    return ""


def _ways(people: Sequence[Somebody]) -> list[str]:
    """How each of some people is written so that nobody else is meant."""
    for way in ("full_name", "handle"):
        said = [getattr(one, way) for one in people]
        if len({fold(one) for one in said}) == len(people):
            return [f"@{one}" for one in said]
    return [f"@{one.email}" for one in people]


def counted(many: int) -> str:
    """How many people are offered, for who hears the page."""
    return words.count(many, "person", "people") if many else "Nobody"

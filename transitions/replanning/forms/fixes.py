"""What is chosen for items that do not fit, from the names of a sent form."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict

from transitions.replanning.choices import How
from transitions.replanning.queries.answers import Fix
from transitions.replanning.queries.running import Running

LONGEST = 300
SAY_WHY = "Say why it does not apply. Everybody on the team can read it."
TOO_LONG = f"At most {LONGEST} characters."
NOT_ON_TEAM = "Choose somebody of the team who can sign in."


def fix_of(data: QueryDict, name: str) -> Fix | None:
    """What was chosen under a name, such as `fix-12`, with the reason of `reason-12`."""
    how, _, person = data.get(f"fix-{name}", "").partition(":")
    if not how or how not in How.values:
        return None
    reason = data.get(f"reason-{name}", "").strip().replace("\x00", "")
    return Fix(How(how), _number(person), reason)


def fixes(data: QueryDict, running: Running) -> dict[int, Fix]:
    """The choices for the items of a transition that have one of their own."""
    found = ((item.pk, fix_of(data, str(item.pk))) for item in running.items if item.is_open)
    return {pk: fix for pk, fix in found if fix is not None}


def unpinned(data: QueryDict, running: Running) -> frozenset[int]:
    """The pinned items that planning may move."""
    said = set(data.getlist("unpin"))
    return frozenset(item.pk for item in running.items if item.is_pinned and str(item.pk) in said)


def mistake(fix: Fix | None, running: Running) -> str:
    """What is wrong with a choice, in a sentence; empty for nothing."""
    if fix is None:
        return ""
    if fix.how == How.DROP and not fix.reason:
        return SAY_WHY
    if len(fix.reason) > LONGEST:
        return TOO_LONG
    if fix.how == How.GIVE and fix.person not in {person.pk for person in running.on_team}:
        return NOT_ON_TEAM
    return ""


def mistakes(data: QueryDict, running: Running) -> Iterator[tuple[str, str]]:
    """The names of wrong choices, each with its sentence."""
    names = ["all", *(str(item.pk) for item in running.items if item.is_open)]
    for name in names:
        if said := mistake(fix_of(data, name), running):
            yield name, said


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None

"""Managers and administrators keep the question bank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import IntegrityError, transaction

from checklists.runs.operations.guards import made_before
from transitions.dossier import permissions
from transitions.dossier.models import Prompt, PromptChange
from transitions.dossier.queries.prompts import SHIPPED_BY_KEY, bank
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

OWN = "own-"
"""How the keys of our own prompts begin."""
KEEPERS = "Managers and administrators keep the question bank."


@dataclass(frozen=True, slots=True)
class Wording:
    """What a prompt says, and the section it is about, if any."""

    text: str
    section: str = ""


def add(wording: Wording, who: Who) -> Prompt:
    """Add a prompt of our own behind the others; the same opened form adds one.

    Raises:
        Refused: it is not theirs to add, or the bank asks that already.
        SentBefore: the form added something else before.
    """
    _refuse_others(who)
    try:
        return _add(wording, who)
    except IntegrityError:  # the same form came twice at once
        if before := _made_before(wording, who):
            return before
        raise


@transaction.atomic
def change(key: str, wording: Wording, who: Who, *, version: int) -> Prompt:
    """Give a prompt of our own other words; what was asked with the old ones keeps them.

    Raises:
        Prompt.DoesNotExist: we have none of this key.
        Refused: it is not theirs to change, or the bank asks that already.
        Stale: somebody changed it since it was opened, to other words.
    """
    _refuse_others(who)
    prompt = Prompt.objects.own().select_for_update().get(key=key)
    before = Wording(prompt.text, prompt.section)
    if before == wording:
        return prompt
    if prompt.version != version:
        raise Stale("This prompt was changed since you opened it.")
    _refuse_doubles(wording, besides=key)
    prompt.text, prompt.section = wording.text, wording.section
    prompt.version += 1
    prompt.save(update_fields=["text", "section", "version"])
    words = f"changed “{before.text}” to “{wording.text}”"
    _note(prompt, words if before.text != wording.text else f"changed “{prompt}”", who)
    return prompt


@transaction.atomic
def retire(key: str, who: Who) -> Prompt:
    """Show a prompt no more where nobody asked or told it; safe to call twice.

    Raises:
        Prompt.DoesNotExist: there is none of this key.
        Refused: it is not theirs to retire.
    """
    prompt = _held(key, who)
    if prompt.retired_at is None:
        prompt.retired_at = who.now
        prompt.save(update_fields=["retired_at"])
        _note(prompt, f"retired “{words_of(prompt)}”", who)
    return prompt


@transaction.atomic
def bring_back(key: str, who: Who) -> Prompt:
    """Ask a retired prompt again; safe to call twice.

    Raises:
        Prompt.DoesNotExist: there is none of this key.
        Refused: it is not theirs to bring back, or the bank asks that already.
    """
    prompt = _held(key, who)
    if prompt.retired_at is not None:
        _refuse_doubles(Wording(words_of(prompt)), besides=key)
        prompt.retired_at = None
        prompt.save(update_fields=["retired_at"])
        _note(prompt, f"brought back “{words_of(prompt)}”", who)
    return prompt


@transaction.atomic
def move(key: str, *, to: int, seen: Sequence[str], who: Who) -> str:
    """Move one of our own prompts up or down by some places, and say where it stands.

    Args:
        key: which one.
        to: how many places, up where it is less than none.
        seen: the keys of ours in use, in the order that the page showed.
        who: who moves it, and when.

    Raises:
        Refused: it is not theirs to move.
        Stale: the order is another one by now.
    """
    _refuse_others(who)
    rows = list(Prompt.objects.own().select_for_update())
    used = [row for row in rows if row.retired_at is None]
    keys = [row.key for row in used]
    if keys != list(seen) or key not in keys:
        raise Stale("Somebody changed the bank meanwhile, so nothing was moved.")
    place = keys.index(key)
    wanted = min(max(place + to, 0), len(used) - 1)
    if wanted == place:
        return "It stands there already."
    moved = used.pop(place)
    used.insert(wanted, moved)
    for number, row in enumerate([*used, *(row for row in rows if row.retired_at)], 1):
        row.position = number
    Prompt.objects.bulk_update(rows, ["position"])
    _note(moved, f"moved “{moved}” to place {wanted + 1} of our own", who)
    return f"Moved “{moved}” to place {wanted + 1}."


def words_of(prompt: Prompt) -> str:
    """What a prompt says, whoever wrote it."""
    shipped = SHIPPED_BY_KEY.get(prompt.key)
    return shipped.text if shipped else prompt.text


@transaction.atomic
def _add(wording: Wording, who: Who) -> Prompt:
    if before := _made_before(wording, who):
        return before
    _refuse_doubles(wording)
    last = Prompt.objects.own().select_for_update().last()
    prompt = Prompt.objects.create(
        key=f"{OWN}{uuid4().hex}",
        text=wording.text,
        section=wording.section,
        position=last.position + 1 if last else 1,
        **({"request_key": who.key} if who.key else {}),
    )
    _note(prompt, f"added “{prompt}”", who)
    return prompt


def _made_before(wording: Wording, who: Who) -> Prompt | None:
    return made_before(
        Prompt.objects.filter(changes__by=who.by).distinct(),
        who.key,
        text=wording.text,
        section=wording.section,
    )


def _held(key: str, who: Who) -> Prompt:
    """A prompt, locked; a shipped one has a row from its first retirement on."""
    _refuse_others(who)
    if key in SHIPPED_BY_KEY:
        Prompt.objects.get_or_create(key=key)
    if "\x00" in key:
        raise Prompt.DoesNotExist  # no database takes it
    return Prompt.objects.select_for_update().get(key=key)


def _refuse_others(who: Who) -> None:
    if not permissions.may_keep_bank(who.by):
        raise Refused(KEEPERS)


def _refuse_doubles(wording: Wording, *, besides: str = "") -> None:
    said = wording.text.casefold()
    for one in bank():
        if one.text.casefold() == said and one.key != besides and not one.is_retired:
            raise Refused("The bank asks that already, in the same words.")


def _note(prompt: Prompt, said: str, who: Who) -> None:
    PromptChange.objects.create(prompt=prompt, by=who.by, at=who.now, said=said)

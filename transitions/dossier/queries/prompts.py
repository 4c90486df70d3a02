"""The question bank: what a CRM does not hold, asked prompt by prompt.

The shipped ones follow what published checklists for handing over accounts ask for beside the
records: who really decides, what must never be said, where the promises stand that nobody wrote
down. Behind them stand those that somebody here wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from transitions.dossier.models import Prompt


@dataclass(frozen=True, slots=True)
class BankPrompt:
    """A question of the bank; its key stays when its words change.

    `section` is what it is about, where somebody said so. `version` is that of its words.
    """

    key: str
    text: str
    section: str = ""
    version: int = 1
    is_own: bool = False
    is_retired: bool = False


SHIPPED = (
    BankPrompt("decides", "Who really decides here, whatever the chart says?"),
    BankPrompt("first-call", "Whom do you call first when something goes wrong, and whom never?"),
    BankPrompt("never-say", "What must never be said to them, and why?"),
    BankPrompt("discount", "Why do they have the prices and discounts that they have?"),
    BankPrompt("sore", "What do they still hold against us?"),
    BankPrompt("proud", "What are they proud of, and like to be asked about?"),
    BankPrompt("unwritten", "What have you promised that stands nowhere?"),
    BankPrompt("rival", "Which rival is closest to them, and through whom?"),
    BankPrompt("workaround", "What do we do for them that no contract says?"),
    BankPrompt("money", "How do they pay, and who helps when an invoice hangs?"),
    BankPrompt("calendar", "Which days and seasons of theirs must one know?"),
    BankPrompt("inside", "Who of ours do they trust, beside you?"),
    BankPrompt("leave", "What would make them leave us next year?"),
    BankPrompt("next-year", "What would you do here next year, if you stayed?"),
)
SHIPPED_BY_KEY: Mapping[str, BankPrompt] = {prompt.key: prompt for prompt in SHIPPED}
FIELDS = ("key", "text", "section", "version", "retired_at")


def bank() -> tuple[BankPrompt, ...]:
    """All prompts, retired ones, too: the shipped ones, then our own in their order; one query."""
    rows = {row["key"]: row for row in Prompt.objects.order_by("position", "pk").values(*FIELDS)}
    shipped = (
        replace(one, is_retired=bool(one.key in rows and rows[one.key]["retired_at"]))
        for one in SHIPPED
    )
    return (*shipped, *(_own(row) for row in rows.values() if row["text"]))


def prompt_called(key: str) -> BankPrompt | None:
    """A prompt by its key, also a retired one; one query."""
    if "\x00" in key:
        return None  # no database takes it
    row = Prompt.objects.filter(key=key).values(*FIELDS).first()
    if shipped := SHIPPED_BY_KEY.get(key):
        return replace(shipped, is_retired=bool(row and row["retired_at"]))
    return _own(row) if row else None


def asked_with(prompts: Iterable[BankPrompt], keys: Iterable[str]) -> tuple[BankPrompt, ...]:
    """The prompts that a dossier shows: those in use, and retired ones asked or told in it."""
    known = set(keys)
    return tuple(one for one in prompts if not one.is_retired or one.key in known)


def _own(row: Mapping[str, Any]) -> BankPrompt:
    return BankPrompt(
        key=row["key"],
        text=row["text"],
        section=row["section"],
        version=row["version"],
        is_own=True,
        is_retired=row["retired_at"] is not None,
    )

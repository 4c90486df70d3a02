"""The page of the question bank: each prompt, who changed it last, how often it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from accounts.profile.queries.kinds import PROFILE
from transitions.dossier.models import PromptChange, Question
from transitions.dossier.queries.prompts import BankPrompt, bank

SECTIONS = {section.name: section.title for section in PROFILE.sections}
"""What a prompt can be about: the sections of a profile, by name."""


@dataclass(frozen=True, slots=True)
class BankRow:
    """A prompt as the page shows it; `asked` counts the transitions in which it was asked or told.

    `is_first` and `is_last` are of our own in use, for who moves it.
    """

    prompt: BankPrompt
    number: int
    asked: int
    changed_by: str
    changed_at: datetime | None
    is_first: bool
    is_last: bool

    @property
    def about(self) -> str:
        return SECTIONS.get(self.prompt.section, "")

    @property
    def may_move(self) -> bool:
        return self.prompt.is_own and not self.prompt.is_retired


@dataclass(frozen=True, slots=True)
class Bank:
    """All prompts in their order; `order` has the keys of our own in use."""

    rows: tuple[BankRow, ...]
    order: tuple[str, ...]

    @property
    def used(self) -> int:
        return sum(1 for row in self.rows if not row.prompt.is_retired)


def bank_page() -> Bank:
    """The whole bank; three queries, whatever is in it."""
    prompts = bank()
    order = tuple(one.key for one in prompts if one.is_own and not one.is_retired)
    asked = _asked()
    changed = _last_changes()
    return Bank(
        tuple(
            BankRow(
                prompt=one,
                number=number,
                asked=asked.get(one.key, 0),
                changed_by=changed[one.key].by.full_name if one.key in changed else "",
                changed_at=changed[one.key].at if one.key in changed else None,
                is_first=one.key == order[0] if order else False,
                is_last=one.key == order[-1] if order else False,
            )
            for number, one in enumerate(prompts, 1)
        ),
        order,
    )


def history() -> QuerySet[PromptChange]:
    """What was done to the bank, the latest first."""
    return PromptChange.objects.select_related("by")


def _asked() -> dict[str, int]:
    counted = Question.objects.asked().exclude(prompt="").order_by().values("prompt")
    return {row["prompt"]: row["number"] for row in counted.annotate(number=Count("pk"))}


def _last_changes() -> dict[str, PromptChange]:
    """The latest change of each prompt; the bank is changed by few and seldom."""
    found = PromptChange.objects.select_related("by", "prompt").order_by("at", "pk")
    return {one.prompt.key: one for one in found}

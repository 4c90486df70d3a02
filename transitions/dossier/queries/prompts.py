"""The question bank: what a CRM does not hold, asked section by section.

They follow what published checklists for handing over accounts ask for beside the records: who
really decides, what must never be said, where the promises stand that nobody wrote down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question of the bank; its key stays when its words change."""

    key: str
    text: str


PROMPTS = (
    Prompt("decides", "Who really decides here, whatever the chart says?"),
    Prompt("first-call", "Whom do you call first when something goes wrong, and whom never?"),
    Prompt("never-say", "What must never be said to them, and why?"),
    Prompt("discount", "Why do they have the prices and discounts that they have?"),
    Prompt("sore", "What do they still hold against us?"),
    Prompt("proud", "What are they proud of, and like to be asked about?"),
    Prompt("unwritten", "What have you promised that stands nowhere?"),
    Prompt("rival", "Which rival is closest to them, and through whom?"),
    Prompt("workaround", "What do we do for them that no contract says?"),
    Prompt("money", "How do they pay, and who helps when an invoice hangs?"),
    Prompt("calendar", "Which days and seasons of theirs must one know?"),
    Prompt("inside", "Who of ours do they trust, beside you?"),
    Prompt("leave", "What would make them leave us next year?"),
    Prompt("next-year", "What would you do here next year, if you stayed?"),
)
BY_KEY: Mapping[str, Prompt] = {prompt.key: prompt for prompt in PROMPTS}

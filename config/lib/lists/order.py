"""A box for the order of a list that goes by time: the newest first, or the oldest."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from config.lib.lists.boxes import Answers

OLDEST = "oldest"
SAID = {"": "the newest first", OLDEST: "the oldest first"}


class TimeOrder(Answers):
    """Turns the usual order of the rows round where the oldest are to come first.

    A toolbar calls it `sort`: what only sorts narrows nothing.
    """

    def __init__(self) -> None:
        super().__init__(label="Order", anything="Newest first", choices=[(OLDEST, "Oldest first")])

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.reverse() if value == OLDEST else qs


def said(answers: dict[str, Any], label: str) -> str:
    """The order in words, for a file: “When, the oldest first”."""
    return f"{label}, {SAID[answers.get('sort') or '']}"

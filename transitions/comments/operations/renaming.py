"""People have other numbers than in the site that a comment comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transitions.comments.models import Comment
from transitions.comments.rules.naming import TOKEN

BATCH = 500


def renumber(numbers: Mapping[int, int]) -> int:
    """Let each comment mention whom it mentioned; two queries for each five hundred that do.

    Args:
        numbers: the new number of a person by the old.

    Returns:
        How many comments were written anew.
    """
    changed: list[Comment] = []
    for comment in Comment.objects.filter(body__contains="@[").order_by("pk").iterator(BATCH):
        body = TOKEN.sub(lambda found: _token(found, numbers), comment.body)
        if body != comment.body:
            comment.body = body
            changed.append(comment)
    Comment.objects.bulk_update(changed, ["body"], batch_size=BATCH)
    return len(changed)


def _token(found: re.Match[str], numbers: Mapping[int, int]) -> str:
    number = int(found[1])
    return f"@[{numbers.get(number, number)}]"

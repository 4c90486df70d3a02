"""Keys of templates and items, made from what people call them."""

from __future__ import annotations

from collections.abc import Container
from itertools import count

from django.utils.text import slugify

LONGEST = 60


def free_key(name: str, taken: Container[str], otherwise: str) -> str:
    """A slug of a name that nothing has yet; `otherwise` where no letter of it fits into one."""
    plain = slugify(name.replace("_", " "))[: LONGEST - 4].strip("-") or otherwise
    if plain not in taken:
        return plain
    return next(key for number in count(2) if (key := f"{plain}-{number}") not in taken)

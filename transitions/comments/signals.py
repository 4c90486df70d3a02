"""What comments listen to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config.lib.many import people_renumbered
from transitions.comments.operations import renaming


def connect() -> None:
    """Listen; called once, when the site starts."""
    people_renumbered.connect(renumbered, dispatch_uid="comments people renumbered")


def renumbered(numbers: Mapping[int, int], **more: Any) -> None:
    renaming.renumber(numbers)

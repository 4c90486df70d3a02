"""A person as a digest names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a digest names them; `side` is "out" or "in" on the transition, or empty."""

    pk: int
    full_name: str
    email: str
    side: str = ""

    @property
    def first_name(self) -> str:
        return self.full_name.split()[0] if self.full_name.strip() else self.email

"""Revenue in one or several currencies, in words for a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from accounts.clients.models import Account
from config.lib import words


@dataclass(frozen=True, slots=True)
class Money:
    """Revenue of one or several currencies, which cannot be added up; the largest comes first."""

    amounts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def currency(self) -> str:
        return self.amounts[0][0] if self.amounts else ""

    @property
    def main(self) -> str:
        return words.short_money(self.amounts[0][1], self.currency) if self.amounts else "–"

    @property
    def plus(self) -> str:
        """The other currencies: “plus CHF 1.7M”."""
        others = [words.short_money(amount, currency) for currency, amount in self.amounts[1:]]
        return f"plus {words.listing(others)}" if others else ""

    def share_of(self, whole: Mapping[str, Decimal]) -> int | None:
        """The largest amount in percent of the whole in its currency, if there is any."""
        total = whole.get(self.currency)
        return min(round(self.amounts[0][1] * 100 / total), 100) if total else None


def money(sums: Mapping[str, Decimal | None], first: str = "") -> Money:
    """Sums by currency, the currency `first` or the largest ahead; nothing is left out but none."""
    kept = [(currency, amount) for currency, amount in sums.items() if amount]
    return Money(tuple(sorted(kept, key=lambda one: (one[0] != first, -one[1], one[0]))))


def revenue(accounts: QuerySet[Account]) -> dict[str, Decimal]:
    """The revenue of accounts by currency; one query."""
    sums = accounts.filter(annual_revenue__gt=0).order_by().values_list("currency")
    return dict(sums.annotate(Sum("annual_revenue")))

"""All rules of the site, by the name of the address."""

from tests.security import addresses
from tests.security.rule import Rule
from tests.security.rules import (
    audit,
    batches,
    clients,
    comments,
    dossier,
    exchange,
    finding,
    library,
    people,
    plans,
    portfolio,
    profile,
    reminders,
    replanning,
    reports,
    review,
    sign_in,
    strategy,
    transfer,
)

ROOMS = (
    people,
    sign_in,
    audit,
    clients,
    profile,
    strategy,
    library,
    plans,
    dossier,
    batches,
    comments,
    exchange,
    replanning,
    review,
    reminders,
    finding,
    portfolio,
    reports,
    transfer,
)
RULES: tuple[Rule, ...] = tuple(rule for room in ROOMS for rule in room.RULES)
BY_NAME = {rule.name: rule for rule in RULES}
PARTS = {address.name: address.parts for address in addresses.every()}


def parts_of(rule: Rule) -> tuple[str, ...]:
    """The parts of its address that name a thing."""
    return PARTS.get(rule.name, ())


def things_in(rule: Rule) -> list[str]:
    """The parts of its address that are numbers of things."""
    return [part for part in parts_of(rule) if part not in rule.also]

"""A company of any size, for measuring: people, accounts, transitions and their items."""

from transitions.portfolio.operations.fill.checking import drifted
from transitions.portfolio.operations.fill.filling import CannotFill, Size, fill

__all__ = ["CannotFill", "Size", "drifted", "fill"]

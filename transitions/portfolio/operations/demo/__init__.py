"""The demo company: people, accounts and transitions in every state, around today."""

from transitions.portfolio.operations.demo.company import build

__all__ = ["build"]

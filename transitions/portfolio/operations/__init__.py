"""The demo company: built once, through the same operations that people use."""

from transitions.portfolio.operations import demo

__all__ = ["demo"]

"""What happens to boards that are kept, and to the demo company: both in files of their own."""

from django.dispatch import Signal

demo_built = Signal()
"""Sent with `now` when the demo company is there; rooms above this one add what is theirs."""

"""What the outbox tells whoever writes mails."""

from django.dispatch import Signal

mail_held = Signal()
"""Sent with `now` after a restore; who writes mails by the calendar leaves out what is due, and
says how many."""

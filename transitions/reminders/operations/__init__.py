"""What happens with digests: they are written once a day, and stopped."""

from transitions.reminders.operations.stopping import stop
from transitions.reminders.operations.writing import Written, preview, write_day, write_due

__all__ = ["Written", "preview", "stop", "write_day", "write_due"]

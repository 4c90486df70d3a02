"""What happens with digests: they are written once a day, and stopped."""

from transitions.reminders.operations.stopping import stop
from transitions.reminders.operations.writing import (
    Written,
    leave_out_due,
    preview,
    write_day,
    write_due,
)

__all__ = ["Written", "leave_out_due", "preview", "stop", "write_day", "write_due"]

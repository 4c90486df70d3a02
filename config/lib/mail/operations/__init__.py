"""What happens to mails: they are queued, delivered, tried again, and forgotten."""

from config.lib.mail.operations.delivery import DELIVERY, Delivered, deliver
from config.lib.mail.operations.forgetting import forget_old
from config.lib.mail.operations.queueing import (
    Draft,
    hold_unsent,
    insert_of,
    queue,
    queue_all,
    retry,
    retry_all,
    send_now,
    withdraw,
)

__all__ = [
    "DELIVERY",
    "Delivered",
    "Draft",
    "deliver",
    "forget_old",
    "hold_unsent",
    "insert_of",
    "queue",
    "queue_all",
    "retry",
    "retry_all",
    "send_now",
    "withdraw",
]

"""What happens to mails: they are queued, delivered, and tried again."""

from config.lib.mail.operations.delivery import Delivered, deliver
from config.lib.mail.operations.queueing import Draft, hold_unsent, queue, queue_all, retry

__all__ = ["Delivered", "Draft", "deliver", "hold_unsent", "queue", "queue_all", "retry"]

"""What happens to mails: they are queued, delivered, and tried again."""

from config.lib.mail.operations.delivery import Delivered, deliver
from config.lib.mail.operations.queueing import Draft, queue, queue_all, retry

__all__ = ["Delivered", "Draft", "deliver", "queue", "queue_all", "retry"]

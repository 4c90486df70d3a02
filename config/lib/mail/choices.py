"""What a mail can be, and how far it has come."""

from django.db.models import TextChoices


class MessageKind(TextChoices):
    DIGEST = "digest", "Digest"
    ACCOUNT = "account", "Sign-in"
    MENTION = "mention", "Mention"
    REMINDER = "reminder", "Reminder"


class MessageState(TextChoices):
    QUEUED = "queued", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"

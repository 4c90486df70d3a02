"""Fixed answers about mentions."""

from django.db.models import TextChoices


class Told(TextChoices):
    """How a person was told of a mention."""

    DIGEST = "digest", "In a digest"
    MAIL = "mail", "In a mail at once"

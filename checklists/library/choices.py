"""Fixed answers about checklist templates and their items."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """The five stages that every transition goes through, whatever its phases are called."""

    PREPARE = "prepare", "Prepare"
    TRANSFER = "transfer", "Transfer"
    INTRODUCE = "introduce", "Introduce"
    STABILISE = "stabilise", "Stabilise"
    CLOSE = "close", "Close"


class ItemRole(TextChoices):
    """Whose item it is; on a transition the person who holds the role gets it."""

    OUTGOING = "outgoing", "Outgoing KAM"
    INCOMING = "incoming", "Incoming KAM"
    BOTH = "both", "Both KAMs"
    MANAGER = "manager", "Sales manager"
    HR = "hr", "HR"


class Anchor(TextChoices):
    """What an item's date hangs on."""

    START = "start", "After the start"
    OWNERSHIP = "ownership", "Around the day of ownership"
    END = "end", "Around the last day"


class Proof(TextChoices):
    """What shows that an item is done."""

    NOTHING = "nothing", "Nothing"
    NOTE = "note", "A note"
    FILE = "file", "A file"
    MEETING = "meeting", "A meeting"
    DOSSIER = "dossier", "A note on where it is written down"
    SURVEY = "survey", "A survey"


class TemplateState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"


class Origin(TextChoices):
    SHIPPED = "shipped", "Comes with Changeover"
    OWN = "own", "Our own"


KEY_TEMPLATE = "key-account"
"""The key of the template made for key accounts, which those of high priority are proposed."""

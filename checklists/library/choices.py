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


class Gate(TextChoices):
    """What a transition passes only when everything it asks for is met."""

    OWNERSHIP = "ownership", "Ownership may move"
    COMPLETION = "completion", "The transition may complete"


class GateCondition(TextChoices):
    """What a gate can ask for beside required items; Changeover checks each by itself."""

    PHASE_CLOSED = "phase_closed", "Every item of a phase is closed"
    NOTHING_OVERDUE = "nothing_overdue", "No item is overdue"
    NOTHING_SET_ASIDE = "nothing_set_aside", "No required item was set aside"
    FILES_THERE = "files_there", "Everything of the transfer that asks for a file has one"
    JOINT_MEETING = "joint_meeting", "A meeting of both KAMs has taken place"
    INCOMING_NOTE = "incoming_note", "The incoming KAM has written a note"
    CONTACT_KNOWN = "contact_known", "The key contact can be reached by e-mail or phone"
    HR_ON_TEAM = "hr_on_team", "Somebody of HR is on the team"
    BACKUP_ON_TEAM = "backup_on_team", "A backup is on the team"
    CLIENT_TOLD_WHY = "client_told_why", "What the client will read is written"
    OBJECTIVES_SCORED = "objectives_scored", "Every objective is scored"
    REVIEW_WRITTEN = "review_written", "Findings and lessons are written"
    CLOSING_WRITTEN = "closing_written", "The closing text is written"
    NOTHING_OPEN = "nothing_open", "No item is open, not even an optional one"
    OWNED_FOR = "owned_for", "Ownership moved long enough ago"
    SECTIONS_ACCEPTED = "sections_accepted", "Every section of the dossier is accepted"
    QUESTIONS_ANSWERED = "questions_answered", "Every question about the dossier is answered"
    COMMITMENTS_DECIDED = "commitments_decided", "It is decided who keeps each commitment"
    BOTH_SIGNED = "both_signed", "Both KAMs have signed the dossier"
    RELEASED = "released", "A manager has released the move"


class Condition(TextChoices):
    """When alone an item is taken into a transition."""

    ALWAYS = "always", "Always"
    CONFIDENTIAL = "confidential", "Only when the account is confidential"
    REVENUE = "revenue", "Only when annual revenue is above an amount"
    OUTGOING_LEFT = "outgoing_left", "Only when the outgoing KAM has already left"


class TemplateState(TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Retired"
    DELETED = "deleted", "Deleted"


class Origin(TextChoices):
    SHIPPED = "shipped", "Comes with Changeover"
    OWN = "own", "Our own"


KEY_TEMPLATE = "key-account"
"""The key of the template made for key accounts, which those of high priority are proposed."""

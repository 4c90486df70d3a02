"""Fixed answers about accounts and their contacts."""

from django.db.models import IntegerChoices, TextChoices


class Tier(TextChoices):
    """How much attention an account is worth."""

    KEY = "key", "Key account"
    GROWTH = "growth", "Growth account"
    STANDARD = "standard", "Standard account"


class Priority(TextChoices):
    """Which account a manager looks at first."""

    HIGH = "high", "High"
    NORMAL = "normal", "Normal"
    LOW = "low", "Low"


class Level(TextChoices):
    """Who reads something of an account, among those who see the account."""

    OPEN = "open", "Open"
    CONFIDENTIAL = "confidential", "Confidential"


class Trouble(IntegerChoices):
    """How badly the handover of an account goes."""

    NONE = 0, "On track"
    SOME = 1, "At risk"
    MUCH = 2, "Off track"


class Channel(TextChoices):
    EMAIL = "email", "E-mail"
    PHONE = "phone", "Phone"
    VIDEO = "video", "Video call"
    VISIT = "visit", "Visit"
    CHAT = "chat", "Chat"


class Influence(TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class DecisionRole(TextChoices):
    DECIDER = "decider", "Decides"
    INFLUENCER = "influencer", "Influences"
    CHAMPION = "champion", "Speaks for us"
    USER = "user", "Uses what we sell"
    BUYER = "buyer", "Buys"
    GATEKEEPER = "gatekeeper", "Opens doors"


class Relationship(IntegerChoices):
    """How strong the relationship with a contact is."""

    NONE = 0, "None yet"
    WEAK = 1, "Weak"
    FAIR = 2, "Fair"
    GOOD = 3, "Good"
    STRONG = 4, "Strong"


class Loyalty(TextChoices):
    """Whom a contact is loyal to; decides what a change of person can cost."""

    FIRM = "firm", "To our company"
    PERSON = "person", "To the account manager"
    UNKNOWN = "unknown", "Not known"


class Stance(TextChoices):
    """Whether a contact is for us."""

    SUPPORTER = "supporter", "Supporter"
    NEUTRAL = "neutral", "Neutral"
    CRITIC = "critic", "Critic"

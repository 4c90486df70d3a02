"""Fixed answers about people."""

from django.db.models import TextChoices


class Role(TextChoices):
    """What a person does here; it decides what they may see and change."""

    ADMINISTRATOR = "administrator", "Administrator"
    MANAGER = "manager", "Manager"
    KAM = "kam", "Key account manager"
    HR = "hr", "HR"
    LEADER = "leader", "Leader (read only)"


class Rhythm(TextChoices):
    """How often a person wants the digest."""

    WEEKDAYS = "weekdays", "Every working day"
    DAILY = "daily", "Every day"
    WEEKLY = "weekly", "On Mondays"
    OFF = "off", "Never"


class MentionMail(TextChoices):
    """When a person who is mentioned in a comment is told by e-mail; each mention once."""

    DIGEST = "digest", "In my next digest"
    AT_ONCE = "at_once", "In a mail at once"


class Theme(TextChoices):
    AUTO = "auto", "As my device"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class AbsenceKind(TextChoices):
    LEAVE = "leave", "Annual leave"
    SICK = "sick", "Sick leave"
    TRAINING = "training", "Training"
    OTHER = "other", "Other"


class Locale(TextChoices):
    """How dates and numbers are written; the words around them stay English."""

    EN_GB = "en_GB", "24 Nov 2026 · 1,234.50 (British)"
    EN_US = "en_US", "Nov 24, 2026 · 1,234.50 (American)"
    DE = "de", "24. Nov. 2026 · 1.234,50 (German)"
    DE_AT = "de_AT", "24. Nov. 2026 · 1 234,50 (Austrian)"
    DE_CH = "de_CH", "24. Nov. 2026 · 1’234.50 (Swiss)"
    FR = "fr", "24 nov. 2026 · 1 234,50 (French)"
    NL = "nl", "24 nov 2026 · 1.234,50 (Dutch)"
    ES = "es", "24 nov 2026 · 1234,50 (Spanish)"
    IT = "it", "24 nov 2026 · 1.234,50 (Italian)"
    PL = "pl", "24 lis 2026 · 1234,50 (Polish)"
    SV = "sv", "24 nov. 2026 · 1 234,50 (Swedish)"


class QualificationKind(TextChoices):
    """What a person brings along; a successor is chosen by it."""

    SKILL = "skill", "Skill"
    INDUSTRY = "industry", "Industry"
    LANGUAGE = "language", "Language"


class ListName(TextChoices):
    """The lists whose views can be saved."""

    TRANSITIONS = "transitions", "Transitions"
    ACCOUNTS = "accounts", "Accounts"
    PEOPLE = "people", "People"
    ITEMS = "items", "Items"


class SecurityEventKind(TextChoices):
    """What the audit of sign-ins keeps."""

    SIGNED_IN = "signed_in", "Signed in"
    REFUSED = "refused", "Sign-in refused"
    SIGNED_OUT = "signed_out", "Signed out"
    SESSIONS_ENDED = "sessions_ended", "Other sessions ended"
    PASSWORD_CHANGED = "password_changed", "Password changed"
    PASSWORD_LINK = "password_link", "Asked for a password link"
    FACTOR_ADDED = "factor_added", "Second factor added"
    FACTOR_REMOVED = "factor_removed", "Second factor removed"
    INVITED = "invited", "Invited"
    JOINED = "joined", "Accepted an invitation"
    DEACTIVATED = "deactivated", "Deactivated"
    ACTIVATED = "activated", "Activated again"
    ROLE_CHANGED = "role_changed", "Role changed"
    ADDRESS_CHANGED = "address_changed", "E-mail address changed"

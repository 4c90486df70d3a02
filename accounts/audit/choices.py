"""Fixed answers about kept changes."""

from django.db.models import TextChoices


class Subject(TextChoices):
    """The kinds of rows whose changes are kept."""

    ACCOUNT = "account", "Account"
    CONTACT = "contact", "Contact"
    PERSON = "person", "Person"
    ABSENCE = "absence", "Absence"
    QUALIFICATION = "qualification", "Qualification"
    TEAM = "team", "Team"
    ACCESS = "access", "Access"
    CALENDAR = "calendar", "Working calendar"
    CLOSURE = "closure", "Closure"


OF_ACCOUNT = (Subject.ACCOUNT, Subject.CONTACT, Subject.ACCESS)
OF_PERSON = (Subject.PERSON, Subject.ABSENCE, Subject.QUALIFICATION)
OF_CALENDAR = (Subject.CALENDAR, Subject.CLOSURE)


OWN_SETTINGS = (
    "person.digest_rhythm",
    "person.digest_at",
    "person.locale",
    "person.mention_mail",
)
"""How a person wants to be told is nobody’s business but theirs and the administrators’."""

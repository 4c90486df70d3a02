"""Fixed answers about kept changes."""

from collections.abc import Mapping

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
    RAPPORT = "rapport", "Relationship"
    EVENT = "event", "Event"
    REVENUE = "revenue", "Revenue of a year"
    INTERACTION = "interaction", "Interaction"
    CONTRACT = "contract", "Contract"
    PROJECT = "project", "Project"
    PREFERENCES = "preferences", "Preferences"
    OPPORTUNITY = "opportunity", "Opportunity"
    COMMITMENT = "commitment", "Commitment"
    SWOT = "swot", "SWOT"
    SITUATION = "situation", "Status and plans"
    DOCUMENT = "document", "Document"
    SYSTEM = "system", "System"
    FRAME = "frame", "Time frame of the plan"
    KEY_CHECK = "check", "Yearly check"
    WORTH = "worth", "Value and needs"
    DIAGNOSIS = "diagnosis", "Reading of the relationship"
    GOAL = "goal", "Goal"
    ACTION = "action", "Action"
    MEASURE = "measure", "Measure"
    READING = "reading", "Reading of a measure"
    RESOURCE = "resource", "Resource"
    FAVOUR = "favour", "Favour"
    LEVEL = "level", "Confidential section"


OF_PROFILE = (
    Subject.RAPPORT,
    Subject.EVENT,
    Subject.REVENUE,
    Subject.INTERACTION,
    Subject.CONTRACT,
    Subject.PROJECT,
    Subject.PREFERENCES,
    Subject.OPPORTUNITY,
    Subject.COMMITMENT,
    Subject.SWOT,
    Subject.SITUATION,
    Subject.DOCUMENT,
    Subject.SYSTEM,
)
OF_PLAN = (
    Subject.FRAME,
    Subject.KEY_CHECK,
    Subject.WORTH,
    Subject.DIAGNOSIS,
    Subject.GOAL,
    Subject.ACTION,
    Subject.MEASURE,
    Subject.READING,
    Subject.RESOURCE,
    Subject.FAVOUR,
)
OF_SECTION: Mapping[str, tuple[Subject, ...]] = {
    "history": (Subject.EVENT, Subject.REVENUE, Subject.INTERACTION),
    "contracts": (Subject.CONTRACT,),
    "projects": (Subject.PROJECT,),
    "preferences": (Subject.PREFERENCES,),
    "pipeline": (Subject.OPPORTUNITY,),
    "commitments": (Subject.COMMITMENT,),
    "swot": (Subject.SWOT,),
    "situation": (Subject.SITUATION,),
    "documents": (Subject.DOCUMENT,),
    "systems": (Subject.SYSTEM,),
}
"""What stands in each section of a profile that can be confidential."""
OF_PLAN_SECTION: Mapping[str, tuple[Subject, ...]] = {
    "frame": (Subject.FRAME, Subject.KEY_CHECK),
    "worth": (Subject.WORTH,),
    "relationship": (Subject.DIAGNOSIS,),
    "goals": (Subject.GOAL,),
    "actions": (Subject.ACTION,),
    "measures": (Subject.MEASURE, Subject.READING),
    "resources": (Subject.RESOURCE,),
    "balance": (Subject.FAVOUR,),
}
"""The same for a plan."""
OF_ACCOUNT = (
    Subject.ACCOUNT,
    Subject.CONTACT,
    Subject.ACCESS,
    Subject.LEVEL,
    *OF_PROFILE,
    *OF_PLAN,
)
OF_PERSON = (Subject.PERSON, Subject.ABSENCE, Subject.QUALIFICATION)
OF_CALENDAR = (Subject.CALENDAR, Subject.CLOSURE)


OWN_SETTINGS = (
    "person.digest_rhythm",
    "person.digest_at",
    "person.locale",
    "person.mention_mail",
)
"""How a person wants to be told is nobody’s business but theirs and the administrators’."""

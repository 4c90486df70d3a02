"""The kinds of rows of a plan, and the sections that they stand in."""

from __future__ import annotations

from accounts.profile.queries.contents import Contents, Kind, Section, Single
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    KeyCheck,
    Measure,
    Reading,
    Resource,
    Worth,
)

PLAN = Contents(
    "plan",
    "Plan",
    (
        Section(
            "frame",
            "Time frame and buy-in",
            "What time is the plan for, who agreed, and is it still a key account?",
            (Kind("checks", KeyCheck, "yearly check", together=("person",)),),
            old_after=180,
            single=Single("frame", Frame, "time frame", together=("agreed_by",)),
        ),
        Section(
            "worth",
            "Value and needs",
            "What are they worth to us, and what do they need?",
            old_after=180,
            single=Single("worth", Worth, "value and needs"),
        ),
        Section(
            "relationship",
            "Relationship",
            "How broad and how deep is it, and where does it go?",
            (Kind("diagnoses", Diagnosis, "reading"),),
            old_after=180,
        ),
        Section(
            "goals",
            "Goals",
            "Where is the account to be, soon and in some years?",
            (Kind("goals", Goal, "goal", together=("person",)),),
            old_after=90,
        ),
        Section(
            "actions",
            "Actions",
            "Who does what for it, until when, and how do we see that it worked?",
            (Kind("actions", Action, "action", together=("person", "goal")),),
            old_after=30,
        ),
        Section(
            "measures",
            "KPIs and service levels",
            "How do we see whether it works, and does the client see it, too?",
            (
                Kind("measures", Measure, "measure", beside=("readings",)),
                Kind("readings", Reading, "reading", together=("measure",)),
            ),
        ),
        Section(
            "resources",
            "Resources",
            "Which skills, hours and money does it take?",
            (Kind("resources", Resource, "resource", together=("person",)),),
            old_after=180,
        ),
        Section(
            "balance",
            "Given and gained",
            "What do we give without being paid, and what have we won?",
            (Kind("favours", Favour, "favour"),),
            old_after=180,
        ),
    ),
)

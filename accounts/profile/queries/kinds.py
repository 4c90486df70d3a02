"""The kinds of rows of a profile, and the sections that they stand in."""

from __future__ import annotations

from accounts.profile.models import (
    Commitment,
    Contract,
    Document,
    Event,
    Interaction,
    Opportunity,
    Preferences,
    Project,
    Situation,
    Swot,
    SystemAccess,
    YearlyRevenue,
)
from accounts.profile.queries.contents import Contents, Kind, Section, Single

SECTIONS = (
    Section(
        "people",
        "Contacts and stakeholders",
        "Who decides, and how well do we know them?",
        may_be_confidential=False,
    ),
    Section(
        "history",
        "History",
        "How did we come here, and what do they still talk about?",
        (
            Kind("events", Event, "event"),
            Kind("revenues", YearlyRevenue, "year"),
            Kind("interactions", Interaction, "interaction", together=("contact", "person")),
        ),
        old_after=90,
    ),
    Section(
        "contracts",
        "Contracts and service levels",
        "What was agreed, and until when?",
        (Kind("contracts", Contract, "contract", together=("document",)),),
    ),
    Section(
        "projects",
        "Projects",
        "What are we in the middle of?",
        (Kind("projects", Project, "project", together=("lead",)),),
    ),
    Section(
        "preferences",
        "Preferences",
        "How do they like to be treated?",
        old_after=180,
        single=Single("preferences", Preferences, "preferences"),
    ),
    Section(
        "pipeline",
        "Pipeline and follow-ups",
        "What could they buy next, and who does what for it?",
        (Kind("opportunities", Opportunity, "opportunity", together=("person",)),),
        old_after=30,
    ),
    Section(
        "commitments",
        "Commitments",
        "What have we promised, and to whom?",
        (Kind("commitments", Commitment, "commitment", together=("made_by", "contact")),),
        old_after=30,
    ),
    Section(
        "swot",
        "SWOT",
        "Where are we strong, where could we lose?",
        old_after=180,
        single=Single("swot", Swot, "SWOT"),
    ),
    Section(
        "situation",
        "Status and plans",
        "How does it stand, and where is it to go?",
        single=Single("situation", Situation, "status"),
    ),
    Section(
        "documents",
        "Documents",
        "What must one have read?",
        (
            Kind(
                "documents",
                Document,
                "document",
                together=("keeper",),
                beside=("openings__person",),
            ),
        ),
    ),
    Section(
        "systems",
        "Systems access",
        "Which systems does one work in, and who lets one in?",
        (Kind("systems", SystemAccess, "system"),),
    ),
)
PROFILE = Contents("profile", "Profile", SECTIONS)

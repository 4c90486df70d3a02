"""The kinds of rows of a profile, and the sections that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.profile.models import (
    Contract,
    Document,
    Event,
    Interaction,
    OnePerAccount,
    Opportunity,
    Preferences,
    Project,
    Record,
    Situation,
    Swot,
    SystemAccess,
    YearlyRevenue,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row: what it is called, in addresses and to people."""

    name: str
    model: type[Record]
    noun: str

    @property
    def add(self) -> str:
        return f"Add {self.noun}"


@dataclass(frozen=True, slots=True)
class Single:
    """What an account has once."""

    name: str
    model: type[OnePerAccount]
    noun: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the profile: its title, the question that it answers, what it is made of.

    It is old when nobody has touched it for more than `old_after` days.
    """

    name: str
    title: str
    asks: str
    kinds: tuple[Kind, ...] = ()
    old_after: int = 60
    single: Single | None = None


SECTIONS = (
    Section("people", "Contacts and stakeholders", "Who decides, and how well do we know them?"),
    Section(
        "history",
        "History",
        "How did we come here, and what do they still talk about?",
        (
            Kind("events", Event, "event"),
            Kind("revenues", YearlyRevenue, "year"),
            Kind("interactions", Interaction, "interaction"),
        ),
        old_after=90,
    ),
    Section(
        "contracts",
        "Contracts and service levels",
        "What was agreed, and until when?",
        (Kind("contracts", Contract, "contract"),),
    ),
    Section(
        "projects",
        "Projects",
        "What are we in the middle of?",
        (Kind("projects", Project, "project"),),
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
        (Kind("opportunities", Opportunity, "opportunity"),),
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
        (Kind("documents", Document, "document"),),
    ),
    Section(
        "systems",
        "Systems access",
        "Which systems does one work in, and who lets one in?",
        (Kind("systems", SystemAccess, "system"),),
    ),
)
BY_SECTION: Mapping[str, Section] = {section.name: section for section in SECTIONS}
KINDS: Mapping[str, Kind] = {kind.name: kind for section in SECTIONS for kind in section.kinds}
SINGLES: Mapping[str, Single] = {
    section.single.name: section.single for section in SECTIONS if section.single
}
SECTION_OF: Mapping[str, Section] = {
    name: section
    for section in SECTIONS
    for name in (
        *(kind.name for kind in section.kinds),
        *((section.single.name,) if section.single else ()),
    )
}

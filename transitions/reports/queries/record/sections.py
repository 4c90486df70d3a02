"""The sections of a report: those that have something to tell, numbered."""

from __future__ import annotations

from dataclasses import dataclass

from config.lib import words
from transitions.reports.queries.record.shapes import Figures, Record

ON_A_NEW_PAGE = {"summary"}
NEVER_MISSED = {"keys", "overrides"}
"""What nobody has to write: not every template asks for it, or it is well that there is none."""
TITLES = {
    "summary": "Summary",
    "team": "Team",
    "timeline": "Plan and actual",
    "checklist": "Checklist",
    "keys": "Dossier",
    "overrides": "Overrides",
    "log": "Log",
    "objectives": "Objectives",
    "review": "How it went",
    "findings": "Findings and recommendations",
    "lessons": "Lessons learned",
    "closing": "Closing words",
    "sign_off": "Sign-off",
}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report; `holds` says how much is in it, in words."""

    number: int
    anchor: str
    title: str
    holds: str

    @property
    def template(self) -> str:
        return f"pdf/report/{self.anchor}.html"

    @property
    def starts_page(self) -> bool:
        return self.anchor in ON_A_NEW_PAGE


def sections(record: Record) -> list[Section]:
    """The sections that have something to tell; the others are left out and leave no gap."""
    told = [(anchor, holds) for anchor, holds in _holdings(record).items() if holds]
    return [
        Section(number, anchor, TITLES[anchor], holds)
        for number, (anchor, holds) in enumerate(told, start=1)
    ]


def left_out(record: Record) -> list[str]:
    """The titles of the sections that have nothing to tell yet."""
    silent = [anchor for anchor, holds in _holdings(record).items() if not holds]
    return [TITLES[anchor] for anchor in silent if anchor not in NEVER_MISSED]


def _holdings(record: Record) -> dict[str, str]:
    figures = record.figures
    team = [words.count(len(record.team), "person", "people")] if record.team else []
    if record.facts.key_contact:
        team.append("the key contact")
    findings = [
        words.count(len(lines), noun)
        for lines, noun in (
            (record.findings, "finding"),
            (record.recommendations, "recommendation"),
        )
        if lines
    ]
    scored = f", {figures.scored} scored" if figures.scored else ""
    objectives = words.count(len(record.objectives), "objective") + scored
    return {
        "summary": "Verdict and key figures",
        "team": words.listing(team),
        "timeline": words.count(len(record.stages), "stage") if record.stages else "",
        "checklist": _checklist(figures) if record.phases else "",
        "keys": _keys(record),
        "overrides": words.count(len(record.overrides), "gate") if record.overrides else "",
        "log": _log(len(record.log.entries)) if record.log.entries else "",
        "objectives": objectives if record.objectives else "",
        "review": words.count(len(record.opinions), "view") if record.opinions else "",
        "findings": words.listing(findings),
        "lessons": words.count(len(record.lessons), "lesson") if record.lessons else "",
        "closing": "Closing text" if record.closing else "",
        "sign_off": words.count(len(record.sign_offs), "signature"),
    }


def _keys(record: Record) -> str:
    if not record.keys:
        return ""
    reserved = any(one.reservations for one in record.keys)
    signed = words.count(len(record.keys), "signature")
    return f"{signed}, with reservations" if reserved else signed


def _checklist(figures: Figures) -> str:
    aside = f", {figures.skipped} set aside" if figures.skipped else ""
    return f"{words.count(figures.items, 'item')}, {figures.done} done{aside}"


def _log(count: int) -> str:
    """Less than the page of the log, which has ticks and notes, too."""
    return f"{words.count(count, 'entry', 'entries')} about dates, people and state"

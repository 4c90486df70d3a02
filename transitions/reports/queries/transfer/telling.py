"""A section of a profile, and of what was asked about it, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from accounts.profile.queries.levels import who_tells
from accounts.profile.queries.page import ProfileSection
from config.lib import words
from transitions.dossier.models import Question
from transitions.dossier.queries.dossier import Part
from transitions.reports.queries.transfer import business, knowledge, people, promises
from transitions.reports.queries.transfer.any_rows import any_rows
from transitions.reports.queries.transfer.reader import Readable
from transitions.reports.queries.transfer.reading import Material
from transitions.reports.queries.transfer.sealing import TONES, day, said_of
from transitions.reports.queries.transfer.shapes import Block, Section, Text, Texts

Told = Callable[[ProfileSection], Iterable[Block]]

SECTIONS: Mapping[str, Told] = {
    "people": people.people,
    "history": business.history,
    "contracts": business.contracts,
    "projects": business.projects,
    "preferences": knowledge.preferences,
    "pipeline": business.pipeline,
    "swot": knowledge.quarters,
    "situation": knowledge.quarters,
    "systems": knowledge.systems,
}


def told(one: Readable, found: Material) -> Section:
    """All that a section says to its reader."""
    part, transition = one.part, found.transition
    if one.is_closed:
        return Section(
            part.name, part.title, (), hidden=f"Confidential. {_who(found)} can tell you more."
        )
    shown = part.shown
    is_whole = not one.hidden
    return Section(
        name=part.name,
        title=part.title,
        blocks=tuple(_blocks(one, found)),
        said=said_of(part, transition, with_reason=is_whole),
        standing=part.standing.label,
        updated=_updated(shown) if shown else _answered(part.asked),
        nothing=_nothing(shown) if shown and is_whole else "",
        hidden=_hidden(one, found),
        is_old=bool(shown and shown.is_old),
        missing=_missing(part),
        tone=TONES.get(part.standing, ""),
    )


def _blocks(one: Readable, found: Material) -> Iterator[Block]:
    shown, asked = one.part.shown, one.part.asked
    if shown is None:
        yield from _answers(asked, "")
        return
    if shown.section.name == "documents":
        yield from knowledge.documents(shown, found.transition.incoming)
    elif shown.section.name == "commitments":
        yield from promises.commitments(shown, found)
    else:
        yield from SECTIONS.get(shown.section.name, any_rows)(shown)
    yield from _answers(asked, "What was asked about it")


def _answers(asked: Iterable[Question], title: str) -> Iterator[Block]:
    texts = tuple(
        Text(one.text, one.answer, f"{one.answered_by.full_name}, {day(one.answered_at)}")
        for one in asked
        if one.answered_by
    )
    if texts:
        yield Texts(title, texts)


def _missing(part: Part) -> tuple[str, ...]:
    """What is not known, as far as it names nothing that the reader may not read.

    What only seems to be missing, because it is confidential, is none of it.
    """
    missing = part.completeness.missing
    if part.shown is None:
        return missing
    readable = part.shown.completeness.missing
    return tuple(sentence for sentence in missing if sentence in readable)


def _updated(shown: ProfileSection) -> str:
    if shown.updated_on is None:
        return ""
    by = f" by {shown.updated_by.full_name}" if shown.updated_by else ""
    return f"Last changed on {words.short_full_day(shown.updated_on)}{by}."


def _answered(asked: Iterable[Question]) -> str:
    last = max((one.answered_at for one in asked if one.answered_at), default=None)
    return f"Last answered on {day(last)}." if last else ""


def _nothing(shown: ProfileSection) -> str:
    said = shown.nothing
    if said is None:
        return ""
    by = said.said_by.full_name if said.said_by else "Somebody"
    return f"{by} said on {day(said.said_at)} that there is nothing to tell."


def _hidden(one: Readable, found: Material) -> str:
    if not one.hidden:
        return ""
    return f"And {words.listing(one.hidden)}. {_who(found)} can tell you more."


def _who(found: Material) -> str:
    return who_tells(found.transition.account)

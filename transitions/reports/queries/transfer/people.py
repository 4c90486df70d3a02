"""Who decides at a client, on maps and in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.text import Truncator

from accounts.clients.choices import Loyalty, Relationship
from accounts.clients.models import Contact
from accounts.people.models import User
from accounts.profile.queries.page import ProfileSection
from accounts.profile.queries.stakeholders import (
    Branch,
    Stakeholder,
    Stakeholders,
    short_name,
)
from config.lib import charts, words
from transitions.reports.queries.transfer.shapes import (
    Block,
    Cell,
    Column,
    Drawing,
    Table,
    Text,
    Texts,
)

ON_A_MAP = 14
"""So many people stand on one map; that much fits on half a page of paper."""
LONGEST = 44
"""Letters of a name on a map."""
NOTHING = "–"


def people(shown: ProfileSection) -> Iterator[Block]:
    """The maps, everybody with how to reach and to treat them, and who reports to whom."""
    them = shown.stakeholders
    if them is None or not them.people:
        return
    maps = tuple(_maps(them))
    if maps:
        hollow, solid = _marks(them)
        title = "Who decides, and how well we know them"
        dashed = any(point.earlier is not None for some in maps for point in some)
        before = f"{them.said_before}, before" if them.said_before else "Recorded before"
        yield Drawing(title, maps, hollow, solid, before if dashed else "")
    yield _table(them)
    notes = tuple(
        Text(one.contact.name, one.contact.notes.strip())
        for one in them.people
        if one.contact.notes.strip()
    )
    if notes:
        yield Texts("How they like to work", notes)
    if them.has_levels:
        yield Table(
            "Who reports to whom",
            (Column("Person", "l"), Column("Reports to them")),
            tuple((Cell(one.name), Cell(words.listing(below))) for one, below in _led(them.chart)),
        )


def _marks(them: Stakeholders) -> tuple[str, str]:
    """Whom the hollow and the solid marks stand for; who has taken over is solid."""
    owner = f"With {them.judges[0].full_name}"
    second = f"With {them.second.full_name}" if them.second and them.draws_second else ""
    return (second, owner) if them.is_owner_solid else (owner, second)


def _maps(them: Stakeholders) -> Iterator[tuple[charts.Point, ...]]:
    points = [
        point
        for one in them.people
        if (level := one.contact.influence)
        and (point := them.point(one, _mapped(one.contact), level)).places
    ]
    points.sort(key=lambda point: point.level)
    for start in range(0, len(points), ON_A_MAP):
        yield tuple(points[start : start + ON_A_MAP])


def _mapped(contact: Contact) -> str:
    return Truncator(short_name(contact)).chars(LONGEST)


def _table(them: Stakeholders) -> Table:
    judges = them.judges[:2]
    return Table(
        "",
        (
            Column("Person", "m"),
            Column("How to reach them"),
            Column("Part and influence", "s"),
            Column("Stance", "s"),
            *(Column(f"With {judge.first_name}", "xs") for judge in judges),
        ),
        tuple(
            (
                Cell(_name(one.contact), one.contact.position),
                Cell(_ways(one.contact), _habits(one)),
                Cell(
                    one.contact.get_decision_role_display() or NOTHING,
                    f"{one.contact.get_influence_display()} influence"
                    if one.contact.influence
                    else "",
                ),
                Cell(one.contact.get_stance_display() or NOTHING, _loyalty(one.contact)),
                Cell(_strength(one.strengths[0]), _before(one, judges)),
                *(Cell(_strength(strength)) for strength in one.strengths[1 : len(judges)]),
            )
            for one in them.people
        ),
    )


def _name(contact: Contact) -> str:
    return f"{contact.name}, key contact" if contact.is_key else contact.name


def _ways(contact: Contact) -> str:
    return "\n".join(way for way in (contact.phone, contact.email) if way) or NOTHING


def _habits(one: Stakeholder) -> str:
    contact, said = one.contact, []
    if contact.preferred_channel:
        said.append(f"likes: {contact.get_preferred_channel_display()}")
    if contact.best_time:
        said.append(f"best: {contact.best_time}")
    if one.last_talked_on:
        said.append(f"last talked on {words.short_full_day(one.last_talked_on)}")
    text = ", ".join(said)
    return words.sentence(text[:1].upper() + text[1:]) if text else ""


def _loyalty(contact: Contact) -> str:
    if contact.loyalty == Loyalty.UNKNOWN:
        return ""
    return f"Loyal {contact.get_loyalty_display().lower()}"


def _strength(strength: int | None) -> str:
    return NOTHING if strength is None else str(Relationship(strength).label)


def _before(one: Stakeholder, judges: Sequence[User]) -> str:
    """What was said before the owner of now, where it does not stand beside it anyway."""
    before = one.before
    if before is None or before.by in judges:
        return ""
    who = f"{before.by.first_name} said" if before.by else "recorded before"
    on = f", {words.short_full_day(before.on)}" if before.on else ""
    return f"{who}: {_strength(before.strength).lower()}{on}"


def _led(chart: Sequence[Branch]) -> Iterator[tuple[Contact, list[str]]]:
    """Everybody to whom somebody reports, from the top."""
    for one in chart:
        if one.below:
            yield one.contact, [below.contact.name for below in one.below]
            yield from _led(one.below)

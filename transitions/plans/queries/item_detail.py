"""One item of a checklist unfolded: how to do it, what it waits for, notes and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.people.models import User
from checklists.library.choices import Anchor
from checklists.library.models import Template
from checklists.library.rules import when
from checklists.runs.models import Attachment, Item, Note
from checklists.runs.rules import proof
from config.lib import words
from transitions.plans.models import Transition
from transitions.plans.queries.checklist_page import ChecklistPage
from transitions.plans.queries.faces import Face, Sides
from transitions.plans.queries.rows import Row


@dataclass(frozen=True, slots=True)
class NoteLine:
    face: Face
    who: str
    at: str
    body: str


@dataclass(frozen=True, slots=True)
class FileLine:
    name: str
    url: str
    size: int
    who: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What an unfolded item shows."""

    pk: int
    is_open: bool
    guidance: str
    facts: tuple[str, ...]
    notes: tuple[NoteLine, ...]
    files: tuple[FileLine, ...]
    waits: tuple[Row, ...]
    unblocks: tuple[Row, ...]


def item_of(transition: Transition, item_id: int) -> Item:
    """An item of this transition, with who closed it; one query.

    Raises:
        Item.DoesNotExist: it is not an item of this transition.
    """
    items = Item.objects.select_related("closed_by")
    return items.get(pk=item_id, checklist=transition.checklist_id)


def detail(
    transition: Transition, item: Item, page: ChecklistPage, user: User, today: date
) -> Detail:
    """One item unfolded; two queries."""
    sides = Sides(transition.outgoing_id, transition.incoming_id, user.pk)
    notes = Note.objects.filter(item=item).select_related("author")
    files = Attachment.objects.filter(item=item).select_related("uploaded_by")
    waits = [other for other, waiting in page.dependents.items() if item.pk in waiting]
    return Detail(
        pk=item.pk,
        is_open=item.is_open,
        guidance=item.guidance,
        facts=tuple(_facts(item, transition.template, sides, today)),
        notes=tuple(
            NoteLine(
                face=sides.face(note.author_id, note.author.full_name),
                who=sides.short(note.author_id, note.author.full_name),
                at=moment(note.created_at, today),
                body=note.body,
            )
            for note in notes
        ),
        files=tuple(
            FileLine(
                name=file.name,
                url=reverse("item_file", args=[transition.pk, file.pk]),
                size=file.size,
                who=file.uploaded_by.first_name,
            )
            for file in files
        ),
        waits=tuple(page.all_rows[other] for other in waits),
        unblocks=tuple(page.all_rows[other] for other in page.dependents.get(item.pk, ())),
    )


def moment(at: datetime, today: date) -> str:
    """When something was written: “Today 09:12”, “Mon 16:40”, “Thu 5 Nov 16:40”."""
    local = localtime(at)
    age = (today - local.date()).days
    if age == 0:
        return f"Today {local:%H:%M}"
    if 0 < age < 7:
        return f"{words.weekday(local, short=True)} {local:%H:%M}"
    return f"{words.day(local.date(), today=today)} {local:%H:%M}"


def _facts(item: Item, template: Template, sides: Sides, today: date) -> list[str]:
    """Sentences about an item: who closed it, whether it holds ownership back, what proves it."""
    found = []
    if item.closed_at and item.closed_by:
        who = sides.short(item.closed_by_id, item.closed_by.full_name)
        verb = "ticked" if item.is_done else "set"
        rest = "" if item.is_done else " aside"
        found.append(f"{who} {verb} this{rest}: {moment(item.closed_at, today)}.")
    if item.is_gate and item.is_open:
        found.append("Required before ownership moves.")
    else:
        found.append("Required." if item.is_required else "Optional.")
    proven = proof.said(item.proof, is_open=item.is_open)
    return [*found, *filter(None, [proven]), *_days(item, template, today)]


def _days(item: Item, template: Template, today: date) -> list[str]:
    """Where the day of an item comes from: the template's rule, a move by hand."""
    planned = words.day(item.planned_on, today=today)
    if item.is_added:
        return ["Added by hand."]
    found = [f"{_rule(item, template)}."]
    if item.is_pinned:
        found.append(words.sentence(f"Moved by hand, planned for {planned}"))
    elif item.due_on != item.planned_on:
        found.append(words.sentence(f"First planned for {planned}"))
    return found


def _rule(item: Item, template: Template) -> str:
    """The rule that gave an item its day, such as “5 working days before ownership moves”."""
    said = when.in_words(item.anchor, item.offset, of_days=template.days)
    fitted = ", fitted to the length of this transition" if item.anchor == Anchor.START else ""
    return f"By the template: {said[:1].lower()}{said[1:]}{fitted}"

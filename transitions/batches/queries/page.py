"""The page of one batch: what it did to each item, and what has become of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from accounts.people.models import User
from checklists.runs.models import Item
from config.lib import words
from transitions.batches.models import UNDONE_WITHIN, Batch, BatchItem, Reminder
from transitions.batches.queries.listing import wish_of
from transitions.batches.rules.step import told
from transitions.plans.models import Transition
from transitions.plans.queries import item_list


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a batch, in words."""

    title: str
    number: str
    account: str
    url: str
    old: str
    new: str
    why_not: str
    kept_why: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A batch in words; `hidden` counts items whose transitions are not seen any more."""

    batch: Batch
    said: str
    about: str
    changed: list[Line]
    left_out: list[Line]
    mailed: list[tuple[str, str]]
    hidden: int
    can_undo: bool
    undo_until: datetime

    @property
    def kept(self) -> bool:
        """Whether an undo has left something as it was."""
        return any(line.kept_why for line in self.changed)


def shown(batch: Batch, user: User, now: datetime, today: date) -> Shown:
    """All that the page of a batch prints; five queries, whatever the number of items."""
    lines = list(batch.lines.all())
    ids = [line.item_id for line in lines]
    items = item_list.visible(user).in_bulk(ids)
    checklists = {item.checklist_id for item in items.values()}
    found = Transition.objects.filter(checklist__in=checklists).select_related("account")
    transitions = {one.checklist_id: one for one in found}
    names = _names(lines)
    seen = [
        _line(batch, line, items[line.item_id], transitions, names, today)
        for line in lines
        if line.item_id in items
    ]
    return Shown(
        batch=batch,
        said=wish_of(batch).said(batch.changed),
        about=batch.words,
        changed=sorted((line for line in seen if not line.why_not), key=_is_undone),
        left_out=[line for line in seen if line.why_not],
        mailed=mailed(batch) if batch.is_mail else [],
        hidden=len(lines) - len(seen),
        can_undo=batch.can_be_undone(now),
        undo_until=batch.made_at + UNDONE_WITHIN,
    )


def _is_undone(line: Line) -> bool:
    """What an undo has left as it was comes first."""
    return not line.kept_why


def _names(lines: list[BatchItem]) -> dict[int, str]:
    """The names of all people in the values of these lines."""
    ids: set[int] = set()
    for line in lines:
        for values in (line.before, line.after):
            ids |= {values[hand] for hand in ("assignee", "helper") if values.get(hand)}
            ids |= set(values.get("people", ()))
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def _line(
    batch: Batch,
    line: BatchItem,
    item: Item,
    transitions: dict[int | None, Transition],
    names: dict[int, str],
    today: date,
) -> Line:
    transition = transitions[item.checklist_id]
    return Line(
        title=item.title,
        number=item.number,
        account=transition.account.name,
        url=f"{transition.get_absolute_url()}?item={item.pk}#item-{item.pk}",
        old=told(batch.action, line.before, names, today),
        new=told(batch.action, line.after, names, today),
        why_not=line.why_not,
        kept_why=line.kept_why,
    )


def mailed(batch: Batch) -> list[tuple[str, str]]:
    """Who got a mail, by name, and about how many items; one query."""
    rows = Reminder.objects.filter(batch=batch).order_by("person__full_name", "person")
    counts: dict[int, int] = {}
    names: dict[int, str] = {}
    for person, name in rows.values_list("person", "person__full_name"):
        names[person], counts[person] = name, counts.get(person, 0) + 1
    return [(names[person], words.count(count, "item")) for person, count in counts.items()]

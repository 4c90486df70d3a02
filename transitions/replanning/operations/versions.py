"""A running transition moves to a newer version of its template."""

from __future__ import annotations

from datetime import date

from checklists.runs.choices import ItemState
from checklists.runs.models import Checklist, Item, Phase
from checklists.runs.operations import totals
from config.lib import places, words
from config.lib.kept import atomic_once_more
from transitions.plans.choices import RUNNING_STATES, LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import health, log
from transitions.plans.operations.locking import Refused, bump, lock
from transitions.plans.operations.working import Who
from transitions.replanning.operations import phases
from transitions.replanning.queries.versions import Added, Moving, moving, newer

ALTERED = (
    *("title", "guidance", "role", "anchor", "offset", "is_required", "proof"),
    *("is_gate", "assignee", "helper"),
)
"""What an open item takes from the newer version; its day stays."""


class OutOfDate(Refused):
    """What was accepted is not what would happen now."""


@atomic_once_more
def move(transition_id: int, *, seen: str, who: Who, today: date) -> Transition:
    """Move a running transition to the published version of its template.

    Adds the items that are new, sets open ones aside that the version no longer has, and lets the
    others say what it says. What is done, pinned or added by hand stays. Sent twice, it moves once.

    Raises:
        OutOfDate: the preview that was accepted is not what would happen now.
        Refused: it does not run, or items would wait for each other.
    """
    transition = lock(transition_id)
    if transition.state not in RUNNING_STATES or transition.checklist_id is None:
        raise Refused("Only a running transition moves to another version.")
    target = newer(transition)
    if target is None:
        return transition
    checklist = totals.lock(transition.checklist_id)
    with places.written_for(places.BRITISH):  # for the log
        found = moving(transition, target, today)
    if found.stamp != seen:
        raise OutOfDate("Something changed since you looked. Look again, then accept.")
    if found.circle:
        raise Refused(found.circle)
    notes = _notes(found)
    _apply(transition, checklist, found, who)
    transition.template = target
    checklist.template = target
    transition.checklist = totals.refresh(checklist)
    bump(transition, "template")
    activity = f"Moved to version {target.version} of {target}: {found.summary}"
    log.write(transition, LogKind.DATES, activity, by=who.by, at=who.now, notes=notes)
    health.settle(transition, now=who.now)
    return transition


def _apply(transition: Transition, checklist: Checklist, found: Moving, who: Who) -> None:
    """Write all items, what they wait for, and the days of the phases."""
    Item.objects.filter(pk__in=[item.pk for item in found.removed]).update(
        state=ItemState.SKIPPED,
        closed_at=who.now,
        closed_by=who.by,
        skip_reason=f"No longer in version {found.target.version}",
        is_required=False,
        is_gate=False,
    )
    Item.objects.bulk_update([one.then for one in found.altered], ALTERED)
    phases.renumber(checklist, found.phases)
    new = _add(transition, checklist, found)
    _link(found, new)
    items = Item.objects.filter(checklist=checklist)
    missing = {item.pk: key for key, item in found.running.items() if not item.template_key}
    for pk, key in missing.items():
        items.filter(pk=pk).update(template_key=key)
    totals.count_blockers(items)
    totals.refresh_days(checklist)


def _holds_back(due_on: date, transition: Transition) -> bool:
    """Whether a required item of this day holds ownership back."""
    return due_on <= transition.owns_on and not transition.has_moved


def _add(transition: Transition, checklist: Checklist, found: Moving) -> dict[str, Item]:
    """Make the new items, each at the end of its phase."""
    by_source = phases.for_new(checklist, found)
    ends: dict[int, int] = {}
    for pk, place in Item.objects.filter(checklist=checklist).values_list("phase", "position"):
        ends[pk] = max(place, ends.get(pk, 0))
    new: dict[str, Item] = {}
    for one in found.added:
        phase = by_source[one.source.phase_id]
        ends[phase.pk] = ends.get(phase.pk, 0) + 1
        new[one.source.key] = _item(transition, phase, ends[phase.pk], one)
    Item.objects.bulk_create(new.values())
    return new


def _item(transition: Transition, phase: Phase, place: int, one: Added) -> Item:
    source = one.source
    return Item(
        checklist_id=phase.checklist_id,
        phase=phase,
        position=place,
        number=f"{phase.number}.{place}",
        title=source.title,
        guidance=source.guidance,
        role=source.role,
        assignee=one.assignee,
        helper=one.helper,
        anchor=source.anchor,
        offset=source.offset,
        planned_on=one.due_on,
        due_on=one.due_on,
        is_required=source.is_required,
        is_gate=source.is_required and _holds_back(one.due_on, transition),
        proof=source.proof,
        template_key=source.key,
    )


def _link(found: Moving, new: dict[str, Item]) -> None:
    """What all items that both versions have, and the new ones, wait for, as the newer one says.

    In whatever state they are: links that only some follow could close to a circle.
    """
    every = {**found.running, **new}
    through = Item.waits_for.through.objects
    ours = {key: item.pk for key, item in every.items() if key in found.waits_for}
    running = [item.pk for item in found.running.values()]
    through.filter(from_item__in=ours.values(), to_item__in=running).delete()
    through.bulk_create(
        Item.waits_for.through(from_item_id=pk, to_item_id=every[other].pk)
        for key, pk in ours.items()
        for other in found.waits_for[key]
        if other in every
    )


def _notes(found: Moving) -> str:
    """Every item that changed, a line each."""
    return "\n".join(
        [
            *(f"Added: {one.source.title}, {words.kept_day(one.due_on)}" for one in found.added),
            *(f"Set aside: {item}{_let_go(item)}" for item in found.removed),
            *(f"Changed: {one.item.number} {one.item.title}" for one in found.altered),
            *(f"Phase: {one}" for one in found.renumbered),
        ]
    )


def _let_go(item: Item) -> str:
    return ", no longer required" if item.is_required else ""

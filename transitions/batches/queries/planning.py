"""What would come of an action on some items; nothing is saved."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from checklists.library.choices import Gate
from checklists.runs.choices import ItemState
from checklists.runs.models import Item
from checklists.runs.rules import proof
from config.lib import words
from transitions.batches.choices import Action
from transitions.batches.queries import moves
from transitions.batches.queries.ground import Ground, gates_against_skipping, links, reminded
from transitions.batches.rules.step import Step
from transitions.batches.rules.wish import Wish

CHANGED = "Somebody has changed it since you saw the preview."
OTHERWISE = "It is not as in the preview any more."
NOT_ASKED = "It was left out in the preview."


def steps(wish: Wish, ground: Ground, without: Collection[int] = ()) -> list[Step]:
    """Each item with what would come of it, if those `without` stay as they are."""
    found = PLANNERS[wish.action](wish, ground, without)
    return [
        replace(step, why_not=CHANGED) if step.goes and step.item.pk in without else step
        for step in found
    ]


def agreed(wish: Wish, ground: Ground, taken: Mapping[int, str]) -> list[Step]:
    """The same after somebody has seen it: what is not as they saw it stays as it is.

    Args:
        wish: what they asked for.
        ground: the items, behind their locks.
        taken: the stamps of those they took, by item.
    """
    without: set[int] = set()
    while True:
        found = steps(wish, ground, without)
        other = {step.item.pk for step in found if _differs(step, taken)}
        if not other:
            return [_decided(step, taken) for step in found]
        without |= other


def _differs(step: Step, taken: Mapping[int, str]) -> bool:
    """Whether it can be done, but not as it was seen; an unticked doubt is no such thing."""
    stamp = taken.get(step.item.pk)
    return step.goes and stamp != step.stamp and not (stamp is None and step.doubts)


def _decided(step: Step, taken: Mapping[int, str]) -> Step:
    pk = step.item.pk
    if step.goes and pk not in taken:
        return replace(step, why_not=step.doubt)
    if step.why_not == CHANGED and pk not in taken:
        return replace(step, why_not=NOT_ASKED)
    if step.why_not and step.why_not != CHANGED and pk in taken:
        return replace(step, why_not=f"{OTHERWISE} {step.why_not}")
    return step


def _assign(wish: Wish, ground: Ground, without: Collection[int]) -> list[Step]:
    """Items go to one person of the team of each; whoever helped no longer does."""
    assert wish.person is not None  # noqa: S101 - the form asks for it
    after = {"assignee": wish.person.pk, "helper": None}

    def step_of(item: Item) -> Step:
        why_not = ground.refusal(item) or _closed(item, "give it to somebody")
        if not why_not:
            why_not = _cannot_do(wish, ground, item)
        before = {"assignee": item.assignee_id, "helper": item.helper_id}
        if not why_not and before == after:
            why_not = f"It is with {wish.person} already."
        return _step(ground, item, why_not, before, after)

    return [step_of(item) for item in ground.items]


def _cannot_do(wish: Wish, ground: Ground, item: Item) -> str:
    person = wish.person
    assert person is not None  # noqa: S101 - the form asks for it
    if not person.is_active:
        return f"{person} can no longer sign in. Choose someone else."
    if not ground.is_on_team(person.pk, item):
        return f"{person} is not on the team. Add {person.first_name} there first."
    return ""


def _move(wish: Wish, ground: Ground, without: Collection[int]) -> list[Step]:
    return moves.steps(ground, wish.days, without)


def _done(wish: Wish, ground: Ground, without: Collection[int]) -> list[Step]:
    """Items that wait go along where all that they wait for is closed or goes, too."""
    why = {item.pk: _not_done(ground, item) for item in ground.items}
    waits = [link for link in links(ground) if link.other_is_open]
    going = {pk for pk, why_not in why.items() if not why_not and pk not in without}
    while True:
        held = {link.waiting for link in waits if link.other not in going} & going
        if not held:
            break
        going -= held
    for pk, why_not in why.items():
        missing = [
            link.other_title for link in waits if link.waiting == pk and link.other not in going
        ]
        if not why_not and pk not in going and pk not in without:
            why[pk] = f"It waits for {words.listing([f'“{title}”' for title in missing])}."
    after = {"state": ItemState.DONE.value}
    return [_step(ground, item, why[item.pk], _open(), after) for item in ground.items]


def _not_done(ground: Ground, item: Item) -> str:
    if why_not := ground.refusal(item):
        return why_not
    if item.is_done:
        return "It is done already."
    if item.is_skipped:
        return "It is set aside. Open it again before you mark it done."
    counter = proof.counter_of(item.proof)
    return proof.missing(item.proof) if counter and not getattr(item, counter) else ""


def _skip(wish: Wish, ground: Ground, without: Collection[int]) -> list[Step]:
    """What a gate wants done or open is set aside only where somebody ticks it all the same."""
    after = {"state": ItemState.SKIPPED.value}
    asking = gates_against_skipping(ground)

    def doubts(item: Item) -> tuple[str, ...]:
        transition = ground.transition_of(item)
        if not item.is_required:
            return ()
        return tuple(
            f"“{gate.label}” asks that no required item was set aside"
            for gate in asking.get(transition.template_id, ())
            if gate != Gate.OWNERSHIP or not transition.has_moved
        )

    def why_not(item: Item) -> str:
        if item.is_skipped:
            return "It is set aside already."
        return _closed(item, "set it aside")

    steps = [
        _step(ground, item, ground.refusal(item) or why_not(item), _open(), after)
        for item in ground.items
    ]
    return [replace(step, doubts=doubts(step.item)) if step.goes else step for step in steps]


def _remind(wish: Wish, ground: Ground, without: Collection[int]) -> list[Step]:
    """Whoever does an item gets a mail, but not the sender, and nobody twice a day."""
    done = reminded(ground, ground.today)
    return [_reminding(ground, item, done) for item in ground.items]


def _reminding(ground: Ground, item: Item, done: set[tuple[int, int]]) -> Step:
    why_not = ground.refusal(item) or _closed(item, "remind somebody of it")
    doers = [person for person in (item.assignee, item.helper) if person]
    others = [one for one in doers if one.pk != ground.user.pk]
    here = [one for one in others if one.is_active and ground.is_on_team(one.pk, item)]
    people = tuple(one for one in here if (item.pk, one.pk) not in done)
    if not why_not and not people:
        if not doers:
            why_not = "Nobody does it yet. Assign it first."
        elif not others:
            why_not = "You do it yourself."
        elif not here:
            names = words.listing([one.first_name for one in others])
            why_not = f"{names} cannot be reminded any more. Assign it to somebody else."
        else:
            names = words.listing([one.first_name for one in here])
            why_not = f"{names} got a reminder of it today."
    step = _step(ground, item, why_not, {}, {"people": [one.pk for one in people]})
    return replace(step, people=() if why_not else people)


def _step(
    ground: Ground,
    item: Item,
    why_not: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Step:
    transition = ground.transition_of(item)
    if why_not:
        return Step(item, transition, why_not=why_not)
    return Step(item, transition, before, after)


def _open() -> dict[str, object]:
    return {"state": ItemState.OPEN.value}


def _closed(item: Item, rest: str) -> str:
    return "" if item.is_open else f"It is closed. Open it again before you {rest}."


PLANNERS: dict[Action, Callable[[Wish, Ground, Collection[int]], list[Step]]] = {
    Action.ASSIGN: _assign,
    Action.MOVE: _move,
    Action.DONE: _done,
    Action.SKIP: _skip,
    Action.REMIND: _remind,
}


def people_named(steps: Collection[Step], wish: Wish) -> dict[int, str]:
    """The names of everybody whom the values of these steps are about."""
    found = {wish.person.pk: wish.person.full_name} if wish.person else {}
    for step in steps:
        for person in (step.item.assignee, step.item.helper):
            if person:
                found[person.pk] = person.full_name
    return found

"""Making another plan for a running transition; pure, nothing is asked of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.people.models import User
from checklists.library.choices import Anchor
from checklists.runs.models import Item
from checklists.runs.rules.schedule import Frame, Placement, Task, place
from checklists.runs.rules.schedule.terms import AFTER, COMPRESS
from config.lib.workdays import Span
from transitions.replanning.choices import How
from transitions.replanning.queries.answers import Answers, Fix
from transitions.replanning.queries.counting import counted, frame_of
from transitions.replanning.queries.misfits import Misfit, early_of, misfit_of
from transitions.replanning.queries.phases import phase_changes
from transitions.replanning.queries.proposal import Fate, Line, Proposal
from transitions.replanning.queries.running import Running

PLACING = {How.COMPRESS: COMPRESS, How.AFTER: AFTER}
LETS_GO = {How.UNPIN, How.COMPRESS, How.AFTER}
"""What is chosen of these, a pinned item is no longer pinned."""
FOLLOWS = {
    Anchor.START: "Follows the start and the last day",
    Anchor.OWNERSHIP: "Follows the day of ownership",
    Anchor.END: "Follows the last day",
}
COUNTED_FROM = {
    Anchor.START: {"starts_on", "counts_from", "ends_on"},
    Anchor.OWNERSHIP: {"owns_on", "counts_from"},
    Anchor.END: {"ends_on"},
}
"""The days from which an item is counted, by its anchor."""


def propose(running: Running, answers: Answers, today: date) -> Proposal:
    """Give every open item its day anew; done and pinned ones stay.

    A choice counts only for an item that does not fit without it. What is chosen for one may push
    another, so it is looked at again until no choice is left to be made.
    """
    maker = _Maker(running, answers, today, {item.pk: item for item in running.items})
    chosen: dict[int, Fix] = {}
    doubted: dict[int, Misfit] = {}
    while True:
        found = maker.placements(chosen)
        problems = maker.problems(found, chosen)
        added = {
            pk: fix
            for pk in problems.keys() - chosen.keys()
            if (fix := maker.choice_for(pk, problems[pk])) is not None
        }
        if not added:
            break
        chosen |= added
        doubted |= {pk: problems[pk] for pk in added}
    lines = tuple(
        maker.line(item, found.get(item.pk), problems.get(item.pk), chosen.get(item.pk),
                   doubted.get(item.pk))
        for item in running.items
    )  # fmt: skip
    return Proposal(
        answers=answers,
        lines=lines,
        phases=phase_changes(lines, answers),
        frame=answers.differs(running.transition),
        late=sum(1 for item in running.items if item.is_open and item.due_on < today),
    )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Places the open items of one transition, under one set of answers."""

    running: Running
    answers: Answers
    today: date
    items: Mapping[int, Item]

    def choice_for(self, pk: int, misfit: Misfit) -> Fix | None:
        """What was chosen for an item, or for all that have no choice of their own; to give what
        only comes too early to somebody else would not help."""
        own, for_all = self.answers.fixes.get(pk), self.answers.for_all
        if own is not None or for_all is None:
            return own
        stays = self.items[pk].is_pinned and pk not in self.answers.unpinned
        is_of_no_use = misfit.is_early and for_all.how == How.GIVE
        return None if stays or is_of_no_use else for_all

    def hands(self, item: Item, fix: Fix | None) -> tuple[User, ...]:
        given = fix.person if fix and fix.how == How.GIVE else None
        taker = None if given is None else self.running.people.get(given)
        return (taker,) if taker else self.running.hands(item)

    def is_pinned(self, item: Item, fix: Fix | None) -> bool:
        is_let_go = item.pk in self.answers.unpinned or bool(fix and fix.how in LETS_GO)
        return item.is_pinned and not is_let_go

    def placements(self, chosen: Mapping[int, Fix]) -> dict[int, Placement]:
        """Where all open items land that are not set aside."""
        kept = [
            item
            for item in self.running.items
            if item.is_open and not (item.pk in chosen and chosen[item.pk].how == How.DROP)
        ]
        schedule = place(
            [self._task(item, chosen.get(item.pk)) for item in kept],
            self._frame,
            self.answers.work_calendar,
            nominal_days=self.running.transition.template.days,
            absences=self._absences(),
            names={str(pk): one.full_name for pk, one in self.running.people.items()},
            last_days={
                str(pk): one.last_day_on
                for pk, one in self.running.people.items()
                if one.last_day_on
            },
            not_before=self.today,
        )
        return {int(placement.key): placement for placement in schedule.placements}

    @property
    def _frame(self) -> Frame:
        return frame_of(self.running.transition, self.answers, self.answers.work_calendar)

    def _task(self, item: Item, fix: Fix | None) -> Task:
        anchor, offset = counted(self.running, item)
        return Task(
            key=str(item.pk),
            anchor=anchor,
            offset=offset,
            role=item.role,
            waits_for=tuple(str(pk) for pk in self.running.waits.get(item.pk, ())),
            pinned_on=item.due_on if self.is_pinned(item, fix) else None,
            people=tuple(str(person.pk) for person in self.hands(item, fix)),
            choice=PLACING.get(fix.how, "") if fix else "",
            title=str(item),
        )

    def _absences(self) -> dict[str, list[Span]]:
        found = {
            str(pk): [Span(row.starts_on, row.ends_on, row.get_kind_display()) for row in rows]
            for pk, rows in self.running.absences.items()
        }
        for one in self.answers.away:
            span = Span(one.first, one.last, one.kind.label)
            found.setdefault(str(one.person.pk), []).append(span)
        return found

    def problems(
        self, found: Mapping[int, Placement], chosen: Mapping[int, Fix]
    ) -> dict[int, Misfit]:
        """What does not fit, by item."""
        return {
            item.pk: misfit
            for item in self.running.items
            if item.pk in found
            and (misfit := self._misfit(item, found[item.pk], chosen.get(item.pk)))
        }

    def _misfit(self, item: Item, placed: Placement, fix: Fix | None) -> Misfit | None:
        early = early_of(self.running, self.answers, item, placed.due_on)
        return misfit_of(placed, early, self.hands(item, fix))

    def line(
        self,
        item: Item,
        placed: Placement | None,
        misfit: Misfit | None,
        fix: Fix | None,
        doubted: Misfit | None,
    ) -> Line:
        if placed is None:
            return self._unplaced(item, fix, doubted)
        is_pinned = self.is_pinned(item, fix)
        moves = placed.due_on != item.due_on
        fate = Fate.PINNED if is_pinned else Fate.MOVES if moves else Fate.STAYS
        anchor, offset = self._anchored(item, placed.due_on, fix)
        return Line(
            item=item,
            fate=fate,
            due_on=placed.due_on,
            hands=self.hands(item, fix),
            is_pinned=is_pinned,
            is_gate=self._is_gate(item, placed.due_on, fix),
            anchor=anchor,
            offset=offset,
            reason=(placed.moved_because or self._follows(item)) if moves else "",
            problem=misfit.problem if misfit else "",
            doubted=doubted.problem if doubted else "",
            unpressed=_unpressed(misfit, fix, doubted),
            is_early=any(one.is_early for one in (misfit, doubted) if one),
            wanted_on=None if is_pinned else placed.wanted_on,
            fix=fix,
        )

    def _unplaced(self, item: Item, fix: Fix | None, doubted: Misfit | None) -> Line:
        """An item that the plan gives no day: done, set aside, or dropped now."""
        return Line(
            item=item,
            fate=Fate.DROPPED if item.is_open else Fate.DONE,
            due_on=item.due_on,
            hands=self.running.hands(item),
            is_pinned=item.is_pinned,
            is_gate=item.is_gate,
            anchor=item.anchor,
            offset=item.offset,
            doubted=doubted.problem if doubted else "",
            unpressed=doubted.unpressed if doubted else "",
            is_early=bool(doubted and doubted.is_early),
            fix=fix,
        )

    def _anchored(self, item: Item, due_on: date, fix: Fix | None) -> tuple[str, int]:
        """What was moved by choice is counted from the day of ownership from then on, so that
        the next plan puts it to the same place."""
        if fix and fix.how in PLACING:
            return Anchor.OWNERSHIP, self.answers.work_calendar.steps(self._frame.owns_on, due_on)
        return item.anchor, item.offset

    def _is_gate(self, item: Item, due_on: date, fix: Fix | None) -> bool:
        """Whether an item holds ownership back: what drifts past that day still does, what is
        moved there by choice does not."""
        if self.running.transition.has_moved:
            return item.is_gate
        if fix and fix.how == How.AFTER and due_on > self.answers.owns_on:
            return False
        if item.is_added:
            return item.is_gate
        return item.is_required and (item.is_gate or due_on <= self.answers.owns_on)

    def _follows(self, item: Item) -> str:
        """Why an item moves where nothing stands in its way: by the days that were changed from
        which it is counted, or by another calendar."""
        anchor = Anchor.OWNERSHIP if item.is_added else Anchor(item.anchor)
        changed = self.answers.differs(self.running.transition).keys()
        if "calendar" in changed and not changed & COUNTED_FROM[anchor]:
            return f"Follows the other calendar, {self.answers.calendar}"
        if item.is_added:
            return "Keeps its distance to the day of ownership"
        return FOLLOWS[anchor]


def _unpressed(misfit: Misfit | None, fix: Fix | None, doubted: Misfit | None) -> str:
    """Why an item cannot be pressed in: as it is now, or before a choice was made for it."""
    if misfit is not None:
        return misfit.unpressed
    is_pressed = fix is not None and fix.how == How.COMPRESS
    return "" if is_pressed or doubted is None else doubted.unpressed

"""Who holds which role, when they are away and when they leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from config.lib import words
from config.lib.workdays import ONE_DAY, Span, WorkCalendar

PATIENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Away:
    """An absence that stands in the way."""

    role: str
    span: Span


@dataclass(frozen=True, slots=True)
class Team:
    """The people of a schedule by their roles, or other keys; one without a name is nobody's."""

    absences: Mapping[str, Sequence[Span]]
    names: Mapping[str, str]
    last_days: Mapping[str, date]

    def away(self, needs: Sequence[str], day: date) -> list[Away]:
        """The absences that keep somebody needed from being there on this day."""
        return [
            Away(one, span) for one in needs for span in self.absences.get(one, ()) if day in span
        ]

    def first_day(
        self, needs: Sequence[str], day: date, calendar: WorkCalendar
    ) -> tuple[date | None, list[Away]]:
        """The first working day from `day` on with everybody there, and the absences until then.

        There is none when an absence goes on for more than a year.
        """
        until = day + PATIENCE
        met: list[Away] = []
        while blocking := self.away(needs, day):
            met += blocking
            back_after = max(away.span.last for away in blocking)
            if back_after > until:
                return None, met
            day = calendar.next_working(back_after + ONE_DAY)
        return day, met

    def last_day(
        self, needs: Sequence[str], day: date, floor: date, calendar: WorkCalendar
    ) -> date | None:
        """The last working day from `floor` to `day` with everybody there, if any."""
        while day >= floor and (blocking := self.away(needs, day)):
            left_on = min(away.span.first for away in blocking)
            if left_on <= floor:
                return None
            day = calendar.previous_working(left_on - ONE_DAY)
        return day if day >= floor else None

    def leave_days(self, needs: Sequence[str]) -> list[date]:
        """The last working days of the people needed, where they are known."""
        return [self.last_days[one] for one in needs if one in self.last_days]

    def leavers(self, needs: Sequence[str], day: date) -> list[tuple[str, date]]:
        """First names and last days of the people needed who have left before `day`."""
        return [
            (self.first_name(one), self.last_days[one])
            for one in needs
            if one in self.last_days and self.last_days[one] < day
        ]

    def say(self, absences: Sequence[Away]) -> str:
        """Absences in words: “Amelie is away 18 – 22 Jan”; empty for none."""
        said = [f"{self.first_name(away.role)} is away {_days(away.span)}" for away in absences]
        return words.listing(list(dict.fromkeys(said)))

    def first_name(self, role: str) -> str:
        """The first name of the person who holds a role, or “Somebody”."""
        return next(iter(self.names.get(role, "").split()), "Somebody")


def _days(span: Span) -> str:
    is_long = span.last - span.first >= PATIENCE
    return words.days(span.first, span.last, year=is_long)

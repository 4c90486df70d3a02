"""When a section of a profile is complete, and when it is old.

Each rule asks some questions; the share of those with a yes is how complete the section is, and
those with a no are what is missing. A section of which somebody said that there is nothing to tell
is complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.clients.choices import DecisionRole
from accounts.profile.choices import AccessStep
from config.lib.months import later as months_later

RECENT = timedelta(days=90)
"""How long ago the last interaction may be, so that a successor knows where talks stand."""
YEARS_OF_REVENUE = 3


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a section is known, and what is not, in words.

    `share` is in percent, from 0 to 100.
    """

    share: int
    missing: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return self.share == 100


FULL = Completeness(100, ())


def complete(answers: Iterable[tuple[object, str]]) -> Completeness:
    """From questions and what to say where the answer is no.

    Args:
        answers: whether something is known, and the sentence for when it is not.
    """
    asked = list(answers)
    missing = tuple(sentence for is_known, sentence in asked if not is_known)
    return Completeness(round(100 * (len(asked) - len(missing)) / len(asked)), missing)


def people(contacts: Sequence[Any]) -> Completeness:
    """Somebody is called first, somebody decides, and everybody is judged."""
    return complete(
        [
            (any(one.is_key for one in contacts), "Who is called first?"),
            (
                any(one.decision_role == DecisionRole.DECIDER for one in contacts),
                "Who decides?",
            ),
            (contacts and all(one.influence for one in contacts), _of("influence", contacts)),
            (
                contacts and all(one.relationship is not None for one in contacts),
                _of("relationship", contacts),
            ),
        ]
    )


def history(
    events: Sequence[Any],
    revenues: Sequence[Any],
    interactions: Sequence[Any],
    *,
    is_dated: bool,
    today: date,
) -> Completeness:
    """The way so far, some years of revenue, and a talk that is not long ago."""
    years = {one.year for one in revenues}
    wanted = [today.year - back for back in range(1, YEARS_OF_REVENUE + 1)]
    return complete(
        [
            (is_dated, "Since when are they a client?"),
            (events, "Which events shaped the account?"),
            (
                years.issuperset(wanted),
                f"What did {', '.join(str(y) for y in wanted if y not in years)} bring?",
            ),
            (
                any(one.held_on >= today - RECENT for one in interactions),
                "What was last talked about? Nothing is recorded of the last 90 days.",
            ),
        ]
    )


def contracts(rows: Sequence[Any]) -> Completeness:
    """Each contract says what it is worth, how long it runs, and what was promised."""
    return complete(
        [
            (rows, "Which contracts run?"),
            *each(rows, "What is {} worth?", lambda one: one.yearly_value is not None),
            *each(
                rows,
                "How does {} end?",
                lambda one: one.expires_on is None or one.notice_months is not None,
            ),
            *each(rows, "Which service level does {} promise?", lambda one: one.service_level),
            *each(rows, "Where is the paper of {}?", lambda one: one.document_id),
        ]
    )


def projects(rows: Sequence[Any]) -> Completeness:
    """Each project has somebody at the client, and a next milestone with a day."""
    running = [one for one in rows if one.state != "done"]
    return complete(
        [
            (rows, "Which projects run?"),
            *each(running, "Who leads {} at the client?", lambda one: one.lead_id),
            *each(
                running, "What comes next in {}?", lambda one: one.next_milestone and one.next_on
            ),
        ]
    )


def pipeline(rows: Sequence[Any]) -> Completeness:
    """Each open opportunity has a value, and a next step with a day and a person."""
    open_rows = [one for one in rows if one.is_open]
    return complete(
        [
            (rows, "What could they buy next?"),
            *each(open_rows, "What is {} worth?", lambda one: one.value is not None),
            *each(
                open_rows,
                "Who does what next for {}, and when?",
                lambda one: one.next_step and one.next_on and one.person_id,
            ),
        ]
    )


def commitments(rows: Sequence[Any]) -> Completeness:
    """Each open commitment says to whom it was made, where that is written, and until when."""
    open_rows = [one for one in rows if one.is_open]
    return complete(
        [
            (rows, "What have we promised?"),
            *each(open_rows, "To whom did we promise {}?", lambda one: one.contact_id),
            *each(open_rows, "Where is {} recorded?", lambda one: one.source),
            *each(open_rows, "Until when is {} due?", lambda one: one.due_on),
        ]
    )


def documents(rows: Sequence[Any]) -> Completeness:
    """Each document has a keeper and was confirmed once."""
    return complete(
        [
            (rows, "Which documents must one have read?"),
            *each(rows, "Who keeps {} up to date?", lambda one: one.keeper_id),
            *each(rows, "When was {} last read?", lambda one: one.reviewed_on),
        ]
    )


def systems(rows: Sequence[Any]) -> Completeness:
    """Of each system it is known who lets people in, and access is tested."""
    return complete(
        [
            (rows, "Which systems does one work in?"),
            *each(rows, "Who lets one in to {}?", lambda one: one.granted_by),
            *each(
                rows,
                "Access to {} is not tested yet.",
                lambda one: one.step == AccessStep.TESTED,
            ),
            *each(
                rows,
                "Training for {} is not done yet.",
                lambda one: one.trained_on or not one.needs_training,
            ),
        ]
    )


def texts(row: Any, asks: Iterable[tuple[str, str]]) -> Completeness:
    """Each of some fields of a row is filled.

    Args:
        row: None where nobody wrote anything yet.
        asks: the name of a field, and the sentence for when it is empty.
    """
    return complete((row is not None and getattr(row, name), asked) for name, asked in asks)


def is_old(updated_on: date | None, today: date, *, after: int) -> bool:
    """Whether nobody has touched a section for more than so many days."""
    return updated_on is not None and (today - updated_on).days > after


def is_due_for_review(reviewed_on: date | None, months: int, today: date) -> bool:
    """Whether somebody should read a document again: so many months after the last time."""
    if reviewed_on is None:
        return True
    due_on = months_later(reviewed_on, months)
    return due_on is not None and due_on < today


def each(rows: Sequence[Any], sentence: str, is_known: Any) -> Iterable[tuple[object, str]]:
    """One question for all rows, that names the rows which have no answer; none without rows."""
    unknown = [str(one) for one in rows if not is_known(one)]
    if rows:
        yield not unknown, sentence.format(_names(unknown))


def _of(what: str, contacts: Sequence[Any]) -> str:
    unknown = [str(one) for one in contacts if getattr(one, what) in ("", None)]
    return f"The {what} of {_names(unknown)} is not judged." if unknown else f"Whose {what}?"


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown

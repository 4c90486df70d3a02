"""Reads all that a knowledge transfer document is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from accounts.people.models import User
from accounts.profile.queries.levels import Mark, Reach, marks
from config.lib.site_time import site_day
from transitions.dossier.models import Decision, Question, Signature
from transitions.dossier.queries.dossier import Part, dossier_page
from transitions.dossier.queries.keys import signatures
from transitions.plans.models import Transition
from transitions.reports.models import Reading

PEOPLE = ("outgoing", "incoming", "manager", "account__owner__team__lead", "key_contact")


@dataclass(frozen=True, slots=True)
class Material:
    """What is known of an account, and what both account managers said of it.

    `readings` are those of who takes over now, by what they went through; `decisions` by their
    commitment; `marks` are the sections that are confidential.
    """

    transition: Transition
    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    readings: Mapping[str, Reading]
    decisions: Mapping[int, Decision]
    signatures: tuple[Signature, ...]
    marks: Mapping[tuple[str, str], Mark]
    today: date


def material(transition_id: int, now: datetime) -> Material:
    """All of it, whoever asks; `for_reader` takes away what is not for everybody.

    The queries of a dossier, and four more; the same for any number of rows.

    Raises:
        Transition.DoesNotExist: it has vanished.
    """
    transition = Transition.objects.select_related(*PEOPLE).get(pk=transition_id)
    today = site_day(now)
    everything = Reach(reads=True, marks=marks(transition.account))
    page = dossier_page(transition, beside_owner(transition), today, everything)
    return Material(
        transition=transition,
        parts=page.parts,
        questions=page.questions,
        readings={one.what: one for one in _readings(transition)},
        decisions={one.commitment_id: one for one in transition.decisions.select_related("by")},
        signatures=tuple(signatures(transition)),
        marks=everything.marks,
        today=today,
    )


def beside_owner(transition: Transition) -> User:
    """The one of the two account managers who does not look after the account."""
    owner = transition.account.owner_id
    return transition.outgoing if owner == transition.incoming_id else transition.incoming


def _readings(transition: Transition) -> Iterable[Reading]:
    found = Reading.objects.filter(transition=transition, read_by=transition.incoming_id)
    return found.select_related("read_by")

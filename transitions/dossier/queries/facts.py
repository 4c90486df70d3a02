"""What gates want to know of a dossier."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery

from accounts.profile.queries.kinds import PROFILE
from checklists.library.choices import ItemRole
from checklists.library.rules.gate_facts import DossierFacts, Owed
from config.lib import words
from transitions.dossier.choices import Standing
from transitions.dossier.models import Question, Readiness
from transitions.dossier.queries.commitments import undecided
from transitions.dossier.queries.dossier import DossierPage, Part, dossier_page
from transitions.dossier.queries.keys import signatures
from transitions.dossier.queries.levels import is_closed
from transitions.plans.models import Transition

LATELY_SAID = {
    Standing.EMPTY: "is empty",
    Standing.OPEN: "is not confirmed",
    Standing.CHANGED: "was changed since it was confirmed",
    Standing.CONFIRMED: "waits to be accepted",
    Standing.REFUSED: "was refused",
    Standing.REOPENED: "was changed since it was accepted",
}
SECTIONS = len(PROFILE.sections) + 1
"""Those of the profile, and what no system holds."""


def facts(transition: Transition, today: date, is_live: bool) -> DossierFacts:
    """How far a dossier has come; live with the queries of its page, else four."""
    if is_live:
        page = dossier_page(transition, transition.incoming, today)
        return _facts(transition, _unaccepted(transition, page), _unanswered(transition, page))
    accepted, asked = _kept(transition)
    missing, teller = SECTIONS - accepted, _teller(transition)
    unaccepted = [Owed(f"{words.count(missing, 'section')} to go", teller)] if missing > 0 else []
    unanswered = [Owed(words.count(asked, "open question"), teller)] if asked else []
    return _facts(transition, unaccepted, unanswered)


def _facts(transition: Transition, unaccepted: list[Owed], unanswered: list[Owed]) -> DossierFacts:
    signed = list(signatures(transition))
    return DossierFacts(
        unaccepted=tuple(unaccepted),
        unanswered=tuple(unanswered),
        undecided_commitments=undecided(transition),
        signed=frozenset(ItemRole(one.side) for one in signed),
        has_reservations=any(one.has_reservations for one in signed),
        reservations="".join(one.reservations for one in signed),
    )


def _unaccepted(transition: Transition, page: DossierPage) -> list[Owed]:
    return [
        Owed(f"“{part.title}” {LATELY_SAID[part.standing]}", _whose_turn(transition, part))
        for part in page.parts
        if part.standing != Standing.ACCEPTED
    ]


def _whose_turn(transition: Transition, part: Part) -> ItemRole:
    is_confirmed = part.standing == Standing.CONFIRMED
    return ItemRole.INCOMING if is_confirmed else _teller(transition)


def _unanswered(transition: Transition, page: DossierPage) -> list[Owed]:
    return [Owed(_called(one, page), _teller(transition)) for one in page.open_questions]


def _called(question: Question, page: DossierPage) -> str:
    """A question in words that everybody may read who sees the transition.

    The prompts of the bank are no secret.
    """
    is_kept_close = not question.prompt and is_closed(question, page.reach)
    return "A confidential question" if is_kept_close else f"“{question.text}”"


def _teller(transition: Transition) -> ItemRole:
    """Who hands over; who manages it once they can no longer sign in."""
    return ItemRole.OUTGOING if transition.outgoing.is_active else ItemRole.MANAGER


def _kept(transition: Transition) -> tuple[int, int]:
    """How many sections were accepted when that was last kept, and what is asked; one query."""
    newest = Readiness.objects.filter(transition=OuterRef("pk")).order_by("-on")
    found = Transition.objects.filter(pk=transition.pk).order_by()
    is_open = Q(questions__answered_at__isnull=True, questions__withdrawn_at__isnull=True)
    waiting = Count("questions", filter=is_open)
    told = found.annotate(
        accepted_count=Subquery(newest.values("accepted")[:1]), asked_count=waiting
    )
    accepted, asked = told.values_list("accepted_count", "asked_count").get()
    return accepted or 0, asked

"""Which questions of a dossier are confidential, and who reads those."""

from __future__ import annotations

from accounts.clients.choices import Level
from accounts.people.models import User
from accounts.profile.queries.kinds import PROFILE
from accounts.profile.queries.levels import Reach, marks, reach
from transitions.dossier.models import Question
from transitions.plans.models import Transition


def hides(question: Question, reach: Reach) -> bool:
    """Whether a question and its answer are nothing for the reader."""
    return not reach.reads and is_closed(question, reach)


def is_closed(question: Question, reach: Reach) -> bool:
    """Whether a question is confidential: by itself, or as all of its section."""
    return question.level == Level.CONFIDENTIAL or bool(reach.mark(PROFILE.name, question.section))


def readable_question(transition: Transition, user: User, question_id: int) -> Question | None:
    """A question of a transition, as far as somebody reads it."""
    rows = transition.questions.select_related("asked_by")
    found = rows.filter(pk=question_id).first()
    return None if found is None or hides(found, reach(user, transition.account)) else found


def is_confidential(transition: Transition, section: str, level: str) -> bool:
    """Whether what is said of a section stays out of what everybody on the team reads."""
    if level == Level.CONFIDENTIAL:
        return True
    return (PROFILE.name, section) in marks(transition.account)

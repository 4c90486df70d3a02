"""A dossier: who confirmed, accepted and signed what, what was asked, how ready it was when, and
what becomes of each commitment.
"""

from transitions.dossier.models.decision import Decision
from transitions.dossier.models.prompt import Prompt, PromptChange
from transitions.dossier.models.question import Question
from transitions.dossier.models.readiness import Readiness
from transitions.dossier.models.seal import Seal
from transitions.dossier.models.signature import Signature

__all__ = [
    "Decision",
    "Prompt",
    "PromptChange",
    "Question",
    "Readiness",
    "Seal",
    "Signature",
]

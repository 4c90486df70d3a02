"""A dossier: who confirmed and accepted which section, what was asked, how ready it was when."""

from transitions.dossier.models.question import Question
from transitions.dossier.models.readiness import Readiness
from transitions.dossier.models.seal import Seal

__all__ = ["Question", "Readiness", "Seal"]

"""What the dossier listens to."""

from __future__ import annotations

from config.lib import append_only
from transitions.dossier.models import PromptChange


def connect() -> None:
    """See after migrations that the history of the question bank cannot be changed."""
    append_only.keep(PromptChange, since=("dossier", "0005_question_bank"))

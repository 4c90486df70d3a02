"""Fields that several forms of a dossier have."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.clients.choices import Level
from config.lib.secrets import no_secrets


def text(label: str, hint: str, *, most: int, required: str) -> forms.CharField:
    return forms.CharField(
        max_length=most,
        label=label,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": required},
        validators=[no_secrets],
    )


def confidential() -> forms.BooleanField:
    return forms.BooleanField(
        label="Confidential",
        required=False,
        help_text="Only both account managers, who manages this, who leads them and administrators"
        " read the question and its answer.",
    )


def level_of(typed: dict[str, Any]) -> Level:
    return Level.CONFIDENTIAL if typed["is_confidential"] else Level.OPEN

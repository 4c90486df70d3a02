"""Why a gate is passed although something is open, and what the page has shown as open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from config.lib.forms import Form, answer
from transitions.plans.operations.gates import LONGEST, NeedsReason, Override
from transitions.plans.operations.locking import Refused
from transitions.plans.queries.gate import Panel


def reason_field(label: str, missing: str = "") -> forms.CharField:
    """Asks why; `missing` is what to say where nothing is answered, if it has to be."""
    return forms.CharField(
        max_length=LONGEST,
        label=label,
        required=bool(missing),
        error_messages={"required": missing},
        help_text="It goes to the log and the report, with your name and what is open.",
    )


def seen_field() -> forms.CharField:
    return forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)


def show(form: Form, found: Panel) -> None:
    """Note in a form what its page shows as open; with what was sent that counts first."""
    form.fields["seen"].initial = " ".join(sorted(found.stamps))


def override_of(cleaned: Mapping[str, Any]) -> Override:
    """What was typed; a form without the stamps of a page is not held against them."""
    seen = cleaned.get("seen", "").split()
    return Override(cleaned.get("override_reason", "").strip(), frozenset(seen) if seen else None)


def refuse(form: Form, refusal: Refused, found: Panel | None) -> None:
    """Say what was refused, beside the reason where that is missing; the page shows all anew."""
    lacks_reason = isinstance(refusal, NeedsReason) and "override_reason" in form.fields
    form.add_error("override_reason" if lacks_reason else None, str(refusal))
    if found and "seen" in form.fields:
        answer(form, "seen", " ".join(sorted(found.stamps)))

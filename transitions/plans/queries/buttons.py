"""What those who manage a transition can do with it now, as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from django.urls import reverse

from transitions.plans.choices import RUNNING_STATES, State
from transitions.plans.models import Transition
from transitions.plans.queries import standing


@dataclass(frozen=True, slots=True)
class Button:
    """A link to the page of an action; without an address it says in `why` why it is off."""

    label: str
    icon: str
    url: str = ""
    why: str = ""


LABELS = {
    "start": ("Start…", "play-circle"),
    "resume": ("Resume", "play-circle"),
    "hold": ("Hold…", "pause-circle"),
    "ownership": ("Move ownership…", "arrow-left-right"),
    "complete": ("Complete…", "check2-circle"),
    "draft": ("Change the plan", "calendar3"),
    "replan": ("Re-plan…", "calendar3"),
    "edit": ("Edit details", "pencil"),
    "cancel": ("Cancel…", "x-circle"),
}


def of(transition: Transition, today: date) -> tuple[Button | None, tuple[Button, ...]]:
    """The one button that matters most, and the menu with the others; no query."""
    main, menu = _of(transition, today)
    return main, (*menu, *_newer(transition))


def _newer(transition: Transition) -> tuple[Button, ...]:
    """To the newer version of its template, where the transition runs and was loaded with that."""
    version = getattr(transition, "newer_version", None)
    if version is None or transition.state not in RUNNING_STATES:
        return ()
    url = reverse("transition_version", args=[transition.pk])
    return (Button(f"Move to version {version}…", "list-check", url),)


def _of(transition: Transition, today: date) -> tuple[Button | None, tuple[Button, ...]]:
    button = partial(_button, transition)
    if transition.state == State.DRAFT:
        return button("start"), (button("draft"), button("edit"), button("cancel"))
    if transition.state == State.ON_HOLD:
        waits = "Resume the transition first."
        rest = (button("replan"), button("edit"), _off("complete", waits), button("cancel"))
        return button("resume"), rest
    if transition.is_over:
        review = Button("Correct the review", "pencil", reverse("review", args=[transition.pk]))
        if transition.state != State.COMPLETED:
            return None, ()
        return None, (*_next(transition), button("edit"), review)
    return _of_active(transition, today)


def _of_active(transition: Transition, today: date) -> tuple[Button, tuple[Button, ...]]:
    button = partial(_button, transition)
    rest = (button("replan"), button("edit"), button("hold"), button("cancel"))
    if transition.has_moved:
        return button("complete"), rest
    first = f"Ownership has not moved to {transition.incoming.first_name} yet."
    if obstacle := standing.obstacle(transition):
        off = (_off("complete", first), _off("ownership", f"{obstacle.reason}."))
        remedy = _remedy(transition)
        return remedy, (*off, *(one for one in rest if one != remedy))
    items_open = transition.checklist is None or transition.checklist.gate_open
    ready = not items_open and not transition.template.condition_count
    if transition.owns_on <= today or ready:
        return button("ownership"), (_off("complete", first), *rest)
    return button("complete"), (button("ownership"), *rest)


def _button(transition: Transition, action: str) -> Button:
    label, icon = LABELS[action]
    return Button(label, icon, reverse(f"transition_{action}", args=[transition.pk]))


def _next(transition: Transition) -> tuple[Button, ...]:
    """The next handover of the same account, while it is in none."""
    if transition.account.is_changing_hands:
        return ()
    url = f"{reverse('transition_new')}?account={transition.account_id}"
    return (Button("Start the next transition…", "arrow-left-right", url),)


def _off(action: str, why: str) -> Button:
    label, icon = LABELS[action]
    return Button(label.rstrip("…"), icon, why=why)


def _remedy(transition: Transition) -> Button:
    """What to do where ownership cannot move: name somebody else, or give it up."""
    if transition.account.owner_id != transition.outgoing_id:
        return _button(transition, "cancel")
    url = reverse("transition_team", args=[transition.pk])
    return Button("Name another incoming KAM", "person-plus", url)

"""The button that pins a transition, made by strings as all that stands in a row of a list."""

from __future__ import annotations

from django.urls import reverse
from django.utils.safestring import SafeString

from config.lib.markup import html
from config.lib.templatetags import ui

PINNED, NOT_PINNED = ("true", 0, "Unpin"), ("false", 1, "Pin in the sidebar")
OOB = SafeString(' hx-swap-oob="true"')


def pin_button(pk: int, account: str, *, is_pinned: bool, oob: bool = False) -> SafeString:
    """A button of the form #pin, which the page has; with `oob` htmx puts it in place."""
    pressed, wanted, title = PINNED if is_pinned else NOT_PINNED
    return html(
        '<button type="submit" class="icon-btn pin" id="pin-{}" form="pin" formaction="{}"'
        ' name="pinned" value="{}" aria-pressed="{}" aria-label="Pin {}" title="{}"{}>{}</button>',
        pk,
        reverse("transition_pin", args=[pk]),
        wanted,
        pressed,
        account,
        title,
        OOB if oob else "",
        ui.icon("pin-angle-fill" if is_pinned else "pin-angle", 14),
    )

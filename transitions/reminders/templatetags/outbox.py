"""How far a mail has come, as a chip."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.lib.mail.choices import MessageState
from config.lib.mail.models import Message
from config.lib.templatetags.ui import icon
from transitions.reminders.queries.outbox import states

register = template.Library()

LOOKS = {
    MessageState.SENT: ("good", "check-lg"),
    MessageState.FAILED: ("over", "exclamation-octagon-fill"),
    MessageState.SENDING: ("today", "send"),
    MessageState.QUEUED: ("", "clock"),
}


@register.simple_tag
def state_chip(mail: Message) -> SafeString:
    """The state of a mail; amber while it waits after an attempt that failed."""
    state = MessageState(mail.state)
    css, name = LOOKS[state]
    if state == MessageState.QUEUED and mail.last_error:
        css = "warn"
    return format_html(
        '<span class="chip {}">{}{}</span>', css, icon(name, 12), dict(states())[state]
    )

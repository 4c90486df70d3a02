"""The button that pins a transition, for templates."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from transitions.plans.filters.pin_button import pin_button
from transitions.plans.models import Transition
from transitions.plans.queries.pins import Pinned

register = template.Library()
register.simple_tag(pin_button)


@register.simple_tag
def pin_of(transition: Transition, pinned: Iterable[Pinned]) -> SafeString:
    """The button on the page of a transition; what is pinned the sidebar knows already."""
    is_pinned = any(one.pk == transition.pk for one in pinned)
    return pin_button(transition.pk, transition.account.name, is_pinned=is_pinned)

"""Small pieces of every page: icons, people, health, chips, bars, days. Built into all templates.

Each file is a library of its own; all of them together are what settings name.
"""

from django import template

from config.lib.templatetags.ui import addresses, bars, days, facts, marks, parts, texts
from config.lib.templatetags.ui.bars import phase_strip
from config.lib.templatetags.ui.marks import avatar, deactivated, due_chip, health, icon, priority

__all__ = [
    "avatar",
    "deactivated",
    "due_chip",
    "health",
    "icon",
    "phase_strip",
    "priority",
    "register",
]

register = template.Library()
for part in (addresses, bars, days, facts, marks, parts, texts):
    register.tags.update(part.register.tags)
    register.filters.update(part.register.filters)

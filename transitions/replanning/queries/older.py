"""Which running transitions could move to a newer version."""

from __future__ import annotations

from accounts.people.models import User
from checklists.library.models import Template
from transitions.plans import permissions
from transitions.plans.models import Transition

SHOWN = 50


def on_older_versions(template: Template, user: User) -> list[Transition]:
    """The running transitions on versions before this published one that somebody manages, those
    that end first first; two queries, and at most the first fifty.
    """
    older = (
        Transition.objects.visible_to(user)
        .running()
        .filter(template__key=template.key, template__version__lt=template.version)
    )
    found = older.select_related(
        "account", "template", "outgoing__team", "incoming__team", "manager"
    ).order_by("ends_on", "pk")
    return [one for one in found[: 4 * SHOWN] if permissions.may_manage(user, one)][:SHOWN]

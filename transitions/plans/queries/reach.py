"""A transition somebody may see, with the little that permissions ask for."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from accounts.people.models import User
from transitions.plans.models import TeamMember, Transition

ASKED = ("state", "manager", "outgoing__team__lead", "incoming__team__lead")
"""What permissions read; a column more is fetched when somebody asks for it."""


def find(user: User, **which: int) -> tuple[Transition, bool]:
    """The transition, and whether the person is on its team; one query.

    Raises:
        Transition.DoesNotExist: there is none that this person may see.
    """
    member = TeamMember.objects.filter(transition=OuterRef("pk"), person=user)
    visible = Transition.objects.visible_to(user).select_related("outgoing__team", "incoming__team")
    found = visible.only(*ASKED).annotate(on_team=Exists(member)).get(**which)
    is_on_team: bool = found.on_team  # type: ignore[attr-defined] # as asked above
    return found, is_on_team

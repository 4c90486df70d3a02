"""Who may comment, who may change what was said, and who reads mentions."""

from accounts.people.choices import Role
from tests.security.roles import (
    administrators,
    everybody,
    manages_transition,
    works_on_transition,
)
from tests.security.rule import TRANSITION, Rule
from tests.security.world import World
from transitions.comments.rules.stopping import link_for


def token(world: World) -> str:
    """What stands at the end of the link in a mail to the administrator."""
    link = link_for(world.people[Role.ADMINISTRATOR].pk)
    return link.strip("/").rpartition("/")[2]


RULES = [
    Rule("transition_comments", of=TRANSITION, writes=works_on_transition),
    Rule("item_comments", of=TRANSITION, writes=works_on_transition),
    Rule("comment_people", of=TRANSITION, opens=works_on_transition, is_part_of_form=True),
    Rule("comment", of=TRANSITION),
    # The administrator has written the comment, so nobody else may change it.
    Rule("comment_edit", of=TRANSITION, opens=administrators, writes=administrators),
    Rule("comment_remove", of=TRANSITION, opens=manages_transition, writes=manages_transition),
    Rule("mentions"),
    Rule("mentions_unread", leads_on=True),
    Rule("mentions_read", opens=None, writes=everybody),
    Rule("mentions_stop", is_public=True, writes=everybody, also={"token": token}),
]

"""Who may see mails, and who stops a digest."""

from accounts.people.choices import Role
from tests.security.roles import everybody
from tests.security.rule import MESSAGE, Rule
from tests.security.world import World
from transitions.reminders.rules.stopping import link_for


def token(world: World) -> str:
    """What stands at the end of the link in a mail to the administrator."""
    link = link_for(world.people[Role.ADMINISTRATOR].pk)
    return link.strip("/").rpartition("/")[2]


RULES = [
    Rule("outbox"),
    Rule("outbox_export", also={"kind": "csv"}),
    Rule("outbox_retry", opens=None, writes=everybody),
    Rule("message", of=MESSAGE),
    Rule("message_html", of=MESSAGE),
    Rule("message_retry", of=MESSAGE, opens=None, writes=everybody),
    Rule("unsubscribe", is_public=True, writes=everybody, also={"token": token}),
]

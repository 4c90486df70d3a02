"""Who may read the templates: everybody who is signed in."""

from accounts.people.choices import Role
from tests.security.roles import only
from tests.security.rule import TEMPLATE, Rule

TEMPLATE_KEEPERS = only(Role.MANAGER, Role.ADMINISTRATOR)

RULES = [
    Rule("templates"),
    Rule("templates_export", also={"kind": "csv"}),
    Rule("template", of=TEMPLATE),
    Rule("template_gates", of=TEMPLATE, opens=TEMPLATE_KEEPERS, writes=TEMPLATE_KEEPERS),
]

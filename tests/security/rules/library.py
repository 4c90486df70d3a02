"""Who may read the templates: everybody who is signed in. Managers and administrators write."""

from tests.security.roles import managers
from tests.security.rule import TEMPLATE, Rule

RULES = [
    Rule("templates"),
    Rule("templates_export", also={"kind": "csv"}),
    Rule("template", of=TEMPLATE),
    Rule("template_gates", of=TEMPLATE, opens=managers, writes=managers),
    Rule("template_file", of=TEMPLATE),
    Rule("template_schema", is_public=True),
    Rule("template_import", opens=managers, writes=managers),
]

"""Who may read the templates: everybody who is signed in."""

from tests.security.rule import TEMPLATE, Rule

RULES = [
    Rule("templates"),
    Rule("templates_export", also={"kind": "csv"}),
    Rule("template", of=TEMPLATE),
]

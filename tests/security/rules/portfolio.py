"""Who may look at many transitions at once."""

from tests.security.rule import OVERVIEW, Rule

RULES = [
    Rule("dashboard", of=OVERVIEW),
    Rule("log", of=OVERVIEW),
    Rule("log_export", of=OVERVIEW, also={"kind": "csv"}),
]

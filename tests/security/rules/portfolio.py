"""Who may look at many transitions at once."""

from tests.security.roles import overseers
from tests.security.rule import Rule

RULES = [
    Rule("dashboard", opens=overseers),
    Rule("log", opens=overseers),
    Rule("log_export", opens=overseers, also={"kind": "csv"}),
]

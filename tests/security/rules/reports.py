"""Who may read reports, and who has one made."""

from tests.security.roles import makes_report
from tests.security.rule import TRANSITION, Rule

RULES = [
    Rule("reports"),
    Rule("report", of=TRANSITION, writes=makes_report),
    Rule("report_download", of=TRANSITION),
]

"""Who reads a knowledge transfer document, and who has one made."""

from tests.security.roles import makes_report, nobody_at_all
from tests.security.rule import TRANSITION, Rule

RULES = [
    Rule("transfer", of=TRANSITION, notes_visit=True),
    Rule("transfer_paper", of=TRANSITION, writes=makes_report),
    Rule("transfer_file", of=TRANSITION, notes_visit=True),
    # Who takes over is none of the people of these tests.
    Rule("transfer_read", of=TRANSITION, opens=None, writes=nobody_at_all),
]

"""Who may read and write the plan for an account."""

from tests.security.roles import changes_account
from tests.security.rule import ACCOUNT, Rule

OF_GOAL = {"name": "goals", "record_id": lambda world: str(world.goal_id)}
RULES = [
    Rule("account_plan", of=ACCOUNT),
    Rule("plan_section", of=ACCOUNT, also={"name": "goals"}),
    Rule("plan_version", of=ACCOUNT, also={"number": "1"}),
    Rule("plan_freeze", of=ACCOUNT, opens=None, writes=changes_account),
    Rule(
        "plan_nothing",
        of=ACCOUNT,
        opens=None,
        writes=changes_account,
        also={"name": "goals"},
    ),
    Rule(
        "plan_single",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "frame"},
    ),
    Rule(
        "plan_new",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "goals"},
    ),
    Rule(
        "plan_edit",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "goals"},
    ),
    Rule(
        "plan_remove",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "goals"},
    ),
]

"""Who may read and write the plan for an account."""

from tests.security.roles import changes_account, judges_account
from tests.security.rule import ROW_OF_PLAN, Rule

RULES = [
    Rule("account_plan", of=ROW_OF_PLAN, notes_visit=True),
    Rule("plan_section", of=ROW_OF_PLAN, also={"name": "goals"}),
    Rule("plan_version", of=ROW_OF_PLAN, also={"number": "1"}, notes_visit=True),
    Rule(
        "plan_level",
        of=ROW_OF_PLAN,
        opens=None,
        writes=changes_account,
        also={"name": "goals"},
    ),
    Rule("plan_freeze", of=ROW_OF_PLAN, opens=None, writes=changes_account),
    Rule("plan_paper", of=ROW_OF_PLAN, writes=judges_account),
    Rule("plan_paper_file", of=ROW_OF_PLAN, notes_visit=True),
    Rule(
        "plan_nothing",
        of=ROW_OF_PLAN,
        opens=None,
        writes=changes_account,
        also={"name": "goals"},
    ),
    Rule(
        "plan_single",
        of=ROW_OF_PLAN,
        opens=changes_account,
        writes=changes_account,
        also={"name": "frame"},
        notes_visit=True,
    ),
    *(
        Rule(
            name,
            of=ROW_OF_PLAN,
            opens=changes_account,
            writes=changes_account,
            also={"name": "goals"},
            notes_visit=True,
        )
        for name in ("plan_new", "plan_edit", "plan_remove")
    ),
]

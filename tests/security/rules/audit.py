"""Who reads what was changed about accounts and people."""

from tests.security.rule import ACCOUNT, CHANGED_PERSON, CHANGES, VISITS, Rule

A_FILE = {"kind": "csv"}

RULES = [
    Rule("changes", of=CHANGES),
    Rule("changes_export", of=CHANGES, also=A_FILE),
    Rule("account_changes", of=ACCOUNT),
    Rule("account_changes_export", of=ACCOUNT, also=A_FILE),
    Rule("account_visits", of=VISITS),
    Rule("account_visits_export", of=VISITS, also=A_FILE),
    Rule("person_changes", of=CHANGED_PERSON),
    Rule("person_changes_export", of=CHANGED_PERSON, also=A_FILE),
]

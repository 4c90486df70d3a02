"""Who may do what with accounts."""

from tests.security.roles import account_holders, changes_account
from tests.security.rule import ACCOUNT, PERSON, TEAM_OF_PEOPLE, Rule

RULES = [
    Rule("accounts"),
    Rule("accounts_export", also={"kind": "csv"}),
    Rule("account_new", opens=account_holders, writes=account_holders),
    Rule("person_accounts", of=PERSON),
    Rule("team_accounts", of=TEAM_OF_PEOPLE),
    Rule("account", of=ACCOUNT),
    Rule("account_edit", of=ACCOUNT, opens=changes_account, writes=changes_account),
]

"""Who may read and write what is known of an account."""

from tests.security.roles import changes_account, judges_account
from tests.security.rule import ACCOUNT, Rule

RULES = [
    Rule("account_profile", of=ACCOUNT, notes_visit=True),
    Rule("profile_section", of=ACCOUNT, also={"name": "contracts"}),
    Rule(
        "profile_nothing",
        of=ACCOUNT,
        opens=None,
        writes=changes_account,
        also={"name": "projects"},
    ),
    Rule("profile_level", of=ACCOUNT, opens=None, writes=changes_account, also={"name": "swot"}),
    Rule("profile_interactions", of=ACCOUNT, notes_visit=True),
    Rule("profile_interactions_export", of=ACCOUNT, also={"kind": "csv"}, notes_visit=True),
    Rule(
        "profile_rapport", of=ACCOUNT, opens=judges_account, writes=judges_account, notes_visit=True
    ),
    Rule(
        "contact_new", of=ACCOUNT, opens=changes_account, writes=changes_account, notes_visit=True
    ),
    Rule(
        "contact_edit", of=ACCOUNT, opens=changes_account, writes=changes_account, notes_visit=True
    ),
    Rule(
        "contact_remove",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        notes_visit=True,
    ),
    Rule("profile_document", of=ACCOUNT, notes_visit=True),
    Rule("profile_document_opened", of=ACCOUNT, opens=None, writes=changes_account),
    Rule(
        "profile_single",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "swot"},
        notes_visit=True,
    ),
    Rule(
        "profile_new",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "contracts"},
        notes_visit=True,
    ),
    Rule(
        "profile_edit",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "documents"},
        notes_visit=True,
    ),
    Rule(
        "profile_remove",
        of=ACCOUNT,
        opens=changes_account,
        writes=changes_account,
        also={"name": "documents"},
        notes_visit=True,
    ),
]

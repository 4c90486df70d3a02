"""Who brings files in, and who sees what became of them."""

from tests.security.roles import managers
from tests.security.rule import AUDIT, IMPORT, IMPORTS, Rule

RULES = [
    Rule("imports", of=IMPORTS),
    Rule("import_new", opens=managers, writes=managers),
    Rule("export_everything", of=AUDIT),
    Rule("import", of=IMPORT),
    Rule("import_columns", of=IMPORT, writes=managers),
    Rule("import_start", of=IMPORT, opens=None, writes=managers),
    Rule("import_cancel", of=IMPORT, opens=None, writes=managers),
    Rule("import_again", of=IMPORT, opens=None, writes=managers),
    Rule("import_rows", of=IMPORT),
    Rule("import_rows_export", of=IMPORT, also={"kind": "csv"}),
    Rule("import_wrong", of=IMPORT),
]

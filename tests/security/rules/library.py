"""Who may read templates and who shapes them: managers and administrators.

Drafts are not there for anybody else.
"""

from tests.security.roles import managers
from tests.security.rule import DELETED_DRAFT, DRAFT, TEMPLATE, Rule

RULES = [
    Rule("templates"),
    Rule("templates_export", also={"kind": "csv"}),
    Rule("template_new", opens=managers, writes=managers),
    Rule("template", of=TEMPLATE),
    Rule("template_clone", of=TEMPLATE, opens=managers, writes=managers),
    Rule("template_next", of=TEMPLATE, opens=None, writes=managers),
    Rule("template_publish", of=DRAFT, opens=None, writes=managers, sends={"seen": "0"}),
    Rule("template_retire", of=TEMPLATE, opens=None, writes=managers),
    Rule("template_bring_back", of=TEMPLATE, opens=None, writes=managers),
    Rule("template_delete", of=DRAFT, opens=None, writes=managers),
    Rule("template_undelete", of=DELETED_DRAFT, opens=None, writes=managers),
    Rule("template_edit", of=DRAFT, opens=managers, writes=managers),
    Rule("template_days", of=DRAFT, opens=managers, is_part_of_form=True),
    Rule("template_arrange", of=DRAFT, opens=None, writes=managers),
    Rule("template_put_back", of=DRAFT, opens=None, writes=managers),
    Rule("template_phase_new", of=DRAFT, opens=managers, writes=managers),
    Rule("template_phase", of=DRAFT, opens=managers, writes=managers),
    Rule("template_phase_delete", of=DRAFT, opens=None, writes=managers),
    Rule("template_item_new", of=DRAFT, opens=managers, writes=managers),
    Rule("template_item", of=DRAFT, opens=managers, writes=managers),
    Rule("template_item_delete", of=DRAFT, opens=None, writes=managers),
    Rule("template_item_move", of=DRAFT, opens=managers, writes=managers),
    Rule("template_file", of=TEMPLATE),
    Rule("template_schema", is_public=True),
    Rule("template_import", opens=managers, writes=managers),
    Rule("template_gates", of=DRAFT, opens=managers, writes=managers),
]

"""Who changes many items at once, and who reads what came of it."""

from tests.security.roles import its_person, works_on_transition, writers, writes_own
from tests.security.rule import BATCH, TRANSITION, Rule

RULES = [
    Rule("items_select", opens=writers, is_part_of_form=True),
    Rule("work_select", opens=writers, is_part_of_form=True),
    Rule("transition_select", of=TRANSITION, opens=works_on_transition, is_part_of_form=True),
    Rule("batch_new", opens=writers, writes=writers),
    Rule("batch_make", opens=writers, writes=writers),
    Rule("batches"),
    Rule("batch", of=BATCH, opens=its_person),
    Rule("batch_undo", of=BATCH, opens=its_person, writes=writes_own),
]

"""Who gets what where a running transition gets another plan."""

from tests.security.roles import manages_transition
from tests.security.rule import TRANSITION, Rule

RULES = [
    Rule(
        "transition_replan",
        of=TRANSITION,
        opens=manages_transition,
        writes=manages_transition,
    ),
    Rule("transition_replan_notice", of=TRANSITION),
]

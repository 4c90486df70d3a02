"""Who reads the review of a handover, and who writes in it."""

from tests.security.roles import manages_transition, works_on_transition
from tests.security.rule import TRANSITION, Rule

RULES = [
    Rule("review", of=TRANSITION),
    Rule("review_words", of=TRANSITION, opens=manages_transition, writes=manages_transition),
    *(
        Rule(name, of=TRANSITION, opens=works_on_transition, writes=works_on_transition)
        for name in ("review_outgoing", "review_incoming", "review_manager")
    ),
]
"""Whoever works on the transition, but is not asked, is led back and told whose words they are."""

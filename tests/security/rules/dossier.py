"""Who confirms, accepts, asks and answers in a dossier."""

from tests.security.roles import (
    answers_in_dossier,
    asks_in_dossier,
    confirms_dossier,
    managers,
    manages_transition,
    nobody_at_all,
)
from tests.security.rule import TRANSITION, Rule

CONTRACTS = {"section": "contracts"}
OWN_PROMPT = {"key": "own-car"}
RULES = [
    Rule("dossier", of=TRANSITION, notes_visit=True),
    Rule("dossier_seal", of=TRANSITION, also=CONTRACTS),
    Rule("dossier_changes", of=TRANSITION, also=CONTRACTS, notes_visit=True),
    Rule(
        "dossier_confirm",
        of=TRANSITION,
        opens=None,
        writes=confirms_dossier,
        also=CONTRACTS,
    ),
    # Who takes over is none of the people of these tests.
    Rule("dossier_accept", of=TRANSITION, opens=None, writes=nobody_at_all, also=CONTRACTS),
    Rule(
        "dossier_refuse",
        of=TRANSITION,
        opens=nobody_at_all,
        writes=nobody_at_all,
        also=CONTRACTS,
    ),
    Rule("dossier_keys", of=TRANSITION),
    Rule(
        "dossier_sign",
        of=TRANSITION,
        opens=None,
        writes=confirms_dossier,
        also={"side": "outgoing"},
    ),
    Rule(
        "dossier_take_back",
        of=TRANSITION,
        opens=None,
        writes=manages_transition,
        also={"side": "manager"},
    ),
    Rule("dossier_reserve", of=TRANSITION, opens=nobody_at_all, writes=nobody_at_all),
    Rule("dossier_ask", of=TRANSITION, opens=asks_in_dossier, writes=asks_in_dossier),
    Rule(
        "dossier_answer",
        of=TRANSITION,
        opens=answers_in_dossier,
        writes=answers_in_dossier,
        notes_visit=True,
    ),
    # Who asked takes it back, and that is none of the people of these tests.
    Rule("dossier_withdraw", of=TRANSITION, opens=None, writes=nobody_at_all),
    Rule(
        "dossier_tell",
        of=TRANSITION,
        opens=answers_in_dossier,
        writes=answers_in_dossier,
        also={"prompt": "decides"},
    ),
    Rule("words"),
    Rule("words_count", leads_on=True),
    Rule("prompts"),
    Rule("prompts_history"),
    Rule("prompt_new", opens=managers, writes=managers),
    Rule("prompt", opens=managers, writes=managers, also=OWN_PROMPT),
    Rule("prompt_move", opens=None, writes=managers, also=OWN_PROMPT),
    Rule("prompt_retire", opens=None, writes=managers, also={"key": "decides"}),
    Rule("prompt_bring_back", opens=None, writes=managers, also={"key": "decides"}),
    Rule("dossier_decisions", of=TRANSITION),
    Rule("commitment_take", of=TRANSITION, opens=None, writes=nobody_at_all),
    Rule("commitment_renegotiate", of=TRANSITION, opens=nobody_at_all, writes=nobody_at_all),
    Rule("commitment_decline", of=TRANSITION, opens=nobody_at_all, writes=nobody_at_all),
    Rule(
        "commitment_told",
        of=TRANSITION,
        opens=answers_in_dossier,
        writes=answers_in_dossier,
        notes_visit=True,
    ),
    Rule("commitment_agreed", of=TRANSITION, opens=None, writes=answers_in_dossier),
    Rule(
        "commitment_settle",
        of=TRANSITION,
        opens=answers_in_dossier,
        writes=answers_in_dossier,
        notes_visit=True,
    ),
    Rule("commitments"),
    Rule("commitments_export", also={"kind": "csv"}),
]

"""Who may do what with transitions, their items, team and log."""

from tests.security.roles import (
    managers,
    manages_transition,
    sees_transition,
    works_on_transition,
)
from tests.security.rule import (
    ACCOUNT,
    HELD,
    LOAD,
    PERSON,
    TEAM_OF_PEOPLE,
    TEMPLATE,
    TRANSITION,
    Rule,
)

RULES = [
    Rule("template_dates", of=TEMPLATE),
    Rule("template_older", of=TEMPLATE),
    Rule(
        "transition_version",
        of=TRANSITION,
        opens=manages_transition,
        writes=manages_transition,
    ),
    Rule("my_work"),
    Rule("work_tick", of=TRANSITION, leads_on=True, writes=works_on_transition),
    Rule("work_untick", of=TRANSITION, leads_on=True, writes=works_on_transition),
    Rule("work_moved", leads_on=True),
    Rule("transitions"),
    Rule("transitions_export", also={"kind": "csv"}),
    Rule("items"),
    Rule("items_export", also={"kind": "csv"}),
    Rule("transition_new", opens=managers, writes=managers),
    Rule("transition_preview", opens=managers, is_part_of_form=True),
    Rule("account_transitions", of=ACCOUNT),
    Rule("account_transition", of=ACCOUNT),
    Rule("person_transitions", of=PERSON),
    Rule("person_load", of=LOAD),
    Rule("person_held", of=HELD),
    Rule("people_export", also={"kind": "csv"}),
    Rule("team_transitions", of=TEAM_OF_PEOPLE),
    Rule("transition", of=TRANSITION),
    Rule(
        "transition_draft",
        of=TRANSITION,
        opens=manages_transition,
        writes=manages_transition,
    ),
    Rule("transition_pin", of=TRANSITION, opens=None, writes=sees_transition),
    Rule("transition_gates", of=TRANSITION),
    Rule("transition_team", of=TRANSITION),
    Rule("transition_log", of=TRANSITION),
    Rule("transition_timeline", of=TRANSITION),
    Rule("transition_log_export", of=TRANSITION, also={"kind": "csv"}),
    Rule("log_new", of=TRANSITION, opens=works_on_transition, writes=works_on_transition),
    Rule("transition_moved", of=TRANSITION),
    Rule("item", of=TRANSITION),
    Rule("item_file", of=TRANSITION),
    Rule("item_new", of=TRANSITION, opens=works_on_transition, writes=works_on_transition),
    *(
        Rule(name, of=TRANSITION, writes=works_on_transition)
        for name in (
            "item_tick",
            "item_untick",
            "item_note",
            "item_attach",
            "item_skip",
            "item_reassign",
            "item_move",
        )
    ),
    *(
        Rule(name, of=TRANSITION, opens=manages_transition, writes=manages_transition)
        for name in (
            "member_new",
            "member",
            "member_leave",
            "transition_edit",
            "transition_complete",
            "transition_start",
            "transition_hold",
            "transition_resume",
            "transition_cancel",
            "transition_ownership",
            "transition_access",
        )
    ),
]

"""Who may do what with themselves and with others."""

from tests.security.roles import administrators, everybody, plans_for_person
from tests.security.rule import (
    ABSENCE,
    BROKEN_LINK,
    INVITATION,
    INVITATION_OF_MANAGER,
    INVITATIONS,
    PERSON,
    SAVED_VIEW,
    TEAM_OF_PEOPLE,
    Rule,
)

BROKEN = {"token": "broken"}

RULES = [
    Rule("home"),
    Rule("healthz", is_public=True),
    Rule("readyz", is_public=True),
    Rule("theme", is_public=True, opens=None, writes=everybody, sends={"theme": "dark"}),
    Rule("first_visit", is_public=True, writes=everybody),
    Rule("profile", writes=everybody),
    Rule("absence_new", opens=None, writes=everybody),
    Rule("absence_remove", of=ABSENCE, opens=None, writes=everybody),
    # People and their teams.
    Rule("people"),
    Rule("person", of=PERSON),
    Rule("person_edit", of=PERSON, opens=plans_for_person, writes=plans_for_person),
    Rule("person_absence_add", of=PERSON, opens=None, writes=plans_for_person),
    Rule("person_absence_remove", of=PERSON, opens=None, writes=plans_for_person),
    Rule("person_deactivate", of=PERSON, opens=administrators, writes=administrators),
    Rule("person_activate", of=PERSON, opens=None, writes=administrators),
    Rule("teams"),
    Rule("teams_export", also={"kind": "csv"}),
    Rule("team_new", opens=administrators, writes=administrators),
    Rule("team", of=TEAM_OF_PEOPLE),
    Rule("team_edit", of=TEAM_OF_PEOPLE, opens=administrators, writes=administrators),
    Rule("team_delete", of=TEAM_OF_PEOPLE, opens=None, writes=administrators),
    # How they come in.
    Rule("invitations", of=INVITATIONS),
    Rule("invitations_export", of=INVITATIONS, also={"kind": "csv"}),
    Rule("invitation_new", of=INVITATIONS, writes=everybody),
    Rule("invitation_again", of=INVITATION, opens=None, writes=everybody),
    Rule("invitation_withdraw", of=INVITATION_OF_MANAGER, opens=None, writes=everybody),
    Rule("invitation_accept", of=BROKEN_LINK, is_public=True, writes=everybody, also=BROKEN),
    # Views of lists: each person their own.
    Rule("view_save", opens=None, writes=everybody, sends={"list_name": "accounts", "name": "A"}),
    Rule("view_restore", of=BROKEN_LINK, opens=None, writes=everybody, also=BROKEN),
    Rule("view_open", of=SAVED_VIEW),
    Rule("view_rename", of=SAVED_VIEW, writes=everybody),
    Rule("view_update", of=SAVED_VIEW, opens=None, writes=everybody),
    Rule("view_delete", of=SAVED_VIEW, opens=None, writes=everybody),
]

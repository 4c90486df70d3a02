"""What a rule is, and what it expects of each person.

    Rule("account_edit", of=ACCOUNT, opens=changes_account, writes=changes_account)

reads: the address `account_edit` is about an account; whoever may change it opens the page and
sends its form; whoever sees the account and may not gets 403, everybody else 404. So 403 is for
who reads a thing and tries to change it: what only shows a thing opens to all who see that, and is
not there for anybody else. Without `writes` the address answers no POST, without `opens` no GET:
405.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.http import HttpResponse

from accounts.people.choices import Role
from tests.security.roles import (
    Audience,
    Relation,
    administrators,
    changes_account,
    everybody,
    inviters,
    its_person,
    its_person_or_administrators,
    managers,
    nobody_at_all,
    overseers,
    plans_for_person,
    reads_changes,
    sees_account,
    sees_import,
    sees_load_of_person,
    sees_transition,
)
from tests.security.world import World

ROLES = tuple(Role)
MATTERS_TO = {
    Relation.MANAGED: {Role.MANAGER},
    Relation.SECRET_TEAM: {Role.MANAGER, Role.LEADER},
    Relation.LET_IN: {Role.LEADER, Role.KAM},
}


class Answer(StrEnum):
    """What a person gets."""

    OK = "ok"
    SIGN_IN = "sign-in"
    FORBIDDEN = "403"
    MISSING = "404"
    NO_METHOD = "405"


@dataclass(frozen=True)
class Thing:
    """What an address is about: who sees it at all, and in which relations it can stand."""

    name: str
    seen_by: Audience
    relations: tuple[Relation, ...]

    def relations_of(self, role: Role) -> Iterable[Relation]:
        """The relations that make a difference to a role; to others they are like a stranger's."""
        return (one for one in self.relations if role in MATTERS_TO.get(one, ROLES))


CONFIDENTIAL_OR_NOT = tuple(r for r in Relation if r != Relation.MANAGED)
SITE = Thing("site", everybody, (Relation.OWN,))
TEMPLATE = Thing("template", everybody, (Relation.OWN,))
DRAFT = Thing("draft of a template", managers, (Relation.OWN,))
DELETED_DRAFT = Thing("deleted draft of a template", managers, (Relation.OWN,))
ACCOUNT = Thing("account", sees_account, CONFIDENTIAL_OR_NOT)
VISITS = Thing("account", changes_account, CONFIDENTIAL_OR_NOT)
"""Who opened what is confidential; who manages a handover reads it, too: test_levels.py."""
ROW_OF_PLAN = Thing("row of a plan", sees_account, CONFIDENTIAL_OR_NOT)
TRANSITION = Thing("transition", sees_transition, tuple(Relation))
OWN_OR_NOT = (Relation.OWN, Relation.TEAM, Relation.STRANGER)
ABSENCE = Thing("absence", its_person, OWN_OR_NOT)
MESSAGE = Thing("message", its_person_or_administrators, OWN_OR_NOT)
SESSION = Thing("session", its_person, OWN_OR_NOT)
PASSKEY = Thing("passkey", its_person, OWN_OR_NOT)
BATCH = Thing("batch", its_person, OWN_OR_NOT)
SAVED_VIEW = Thing("saved view", its_person, OWN_OR_NOT)
PERSON = Thing("person", everybody, OWN_OR_NOT)
TEAM_OF_PEOPLE = Thing("team", everybody, (Relation.OWN,))
INVITATIONS = Thing("invitations", inviters, (Relation.OWN,))
INVITATION = Thing("invitation", inviters, (Relation.OWN,))
INVITATION_OF_MANAGER = Thing("invitation of a manager", administrators, (Relation.OWN,))
"""HR does not see who is invited to a role that HR cannot give."""
FACTORS = Thing("person", administrators, OWN_OR_NOT)
CHANGED_PERSON = Thing("person", plans_for_person, OWN_OR_NOT)
LOAD = Thing("person", sees_load_of_person, OWN_OR_NOT)
HELD = Thing("person", administrators, OWN_OR_NOT)
OVERVIEW = Thing("overview of all transitions", overseers, (Relation.OWN,))
AUDIT = Thing("audit", administrators, (Relation.OWN,))
CHANGES = Thing("changes", reads_changes, (Relation.OWN,))
IMPORTS = Thing("imports", managers, (Relation.OWN,))
IMPORT = Thing("import", sees_import, OWN_OR_NOT)
NOT_SET_UP = Thing("what is not set up", nobody_at_all, (Relation.OWN,))
"""Such as a provider of OpenID Connect where the company has none."""
BROKEN_LINK = Thing("broken link", nobody_at_all, (Relation.OWN,))


@dataclass(frozen=True)
class Rule:
    """Who may do what at one address."""

    name: str
    of: Thing = SITE
    opens: Audience | None = everybody
    writes: Audience | None = None
    is_public: bool = False
    leads_on: bool = False
    """Whether a GET goes on to another page without looking at the thing."""
    is_part_of_form: bool = False
    """Whether a GET shows what a form would make, so that it is for those who may send the form."""
    notes_visit: bool = False
    """Whether a GET writes down that something was shown: once, or as it is confidential."""
    sends: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, str | Callable[[World], str]] = field(default_factory=dict)
    """Parts of the address that are no thing of the world, such as a token for somebody in it."""

    def __str__(self) -> str:
        return self.name

    def expects(self, role: Role | None, relation: Relation, method: str) -> Answer:
        """What a person gets; `role` is None for somebody who is not signed in."""
        audience = self.opens if method == "GET" else self.writes
        if role is None and not self.is_public:
            return Answer.SIGN_IN
        if audience is None:
            return Answer.NO_METHOD
        if role is None:
            return Answer.MISSING if self.of.seen_by is nobody_at_all else Answer.OK
        if method == "GET" and self.leads_on:
            return Answer.OK
        if not self.of.seen_by(role, relation):
            return Answer.MISSING
        return Answer.OK if audience(role, relation) else Answer.FORBIDDEN


STATUSES = {404: Answer.MISSING, 403: Answer.FORBIDDEN, 405: Answer.NO_METHOD, 401: Answer.SIGN_IN}
GOOD = {200, 204, 302, 303, 409, 422, 503}
"""Past the guard: shown, done, led on, sent back with mistakes, or told that a part is down."""


def said(response: HttpResponse) -> str:
    """The answer in the words of the table; a status that no rule knows stands for itself."""
    if response.headers.get("Location", "").startswith(("/auth/login/?next=", "/admin/login/")):
        return Answer.SIGN_IN
    if response.status_code in GOOD:
        return Answer.OK
    return STATUSES.get(response.status_code, str(response.status_code))

"""A server must not let anybody in with the password that the README prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import check_password
from django.core.checks import CheckMessage, Error

from accounts.people.management.commands.welcome import DEMO_PASSWORD
from accounts.people.queries import people
from config.lib import migrated

REASON = "The sign-ins of the demo company work on this site: {names}."
HINT = (
    "Anybody who has read the README could sign in. Start with an empty database, or deactivate "
    "these people or change their passwords."
)
NAMED = 3


def no_demo_sign_ins(
    app_configs: Any = None, databases: Sequence[str] | None = None, **options: Any
) -> list[CheckMessage]:
    """Whether somebody of the demo company can still sign in with the demo's password.

    One query where there is no such person. The demo gives everybody the same hash, so that
    one comparison answers for all of them.

    Raises:
        DatabaseError: the database does not answer, so nobody knows.
    """
    if not databases:
        return []
    found = migrated.rows(people.of_the_demo().values_list("email", "password"))
    known = {password: check_password(DEMO_PASSWORD, password) for password in hashes(found)}
    open_to_all = [email for email, password in found if known[password]]
    if not open_to_all:
        return []
    names = ", ".join(open_to_all[:NAMED]) + (" and more" if len(open_to_all) > NAMED else "")
    return [Error(REASON.format(names=names), hint=HINT, id="changeover.E001")]


def hashes(found: Sequence[tuple[str, str]]) -> set[str]:
    """Each different password of these people."""
    return {password for _, password in found}

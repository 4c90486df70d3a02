"""What is looked at once, before web answers anybody and before a worker or beat begins."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError, connection

from config.lib import running
from config.lib.environment import Misconfigured

DOWN = "The database does not answer, so nobody knows whether the demo's sign-ins work here: {}"


def refuse_demo_sign_ins() -> None:
    """End a process of a server that would let anybody in with the demo's password.

    Raises:
        Misconfigured: it would, or the database does not tell; says what to do.
    """
    from accounts.people.management.checks import no_demo_sign_ins  # noqa: PLC0415 - after set-up

    if not settings.REFUSES_DEMO:
        return
    try:
        problems = no_demo_sign_ins(databases=["default"])
    except DatabaseError as error:
        raise Misconfigured(DOWN.format(error)) from error
    finally:
        leave_no_connection()
    for problem in problems:
        raise Misconfigured(f"{problem.msg} {problem.hint}")


def begin() -> None:
    """What each process of the site does before its work: look, and say that it runs.

    Raises:
        Misconfigured: it must not start; says what to do.
    """
    refuse_demo_sign_ins()
    running.hold()


def leave_no_connection() -> None:
    """Close what the check has opened: processes part from here, and none may share one."""
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()

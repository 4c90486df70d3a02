"""What is looked at once, before a web process answers anybody."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

DOWN = "The database does not answer, so nobody knows whether the demo's sign-ins work here: {}"


def refuse_demo_sign_ins() -> None:
    """Stop a server that would let anybody in with the demo's password.

    Raises:
        ImproperlyConfigured: it would, or the database does not tell; says what to do.
    """
    from accounts.people.management.checks import no_demo_sign_ins  # noqa: PLC0415 - after set-up

    if not settings.REFUSES_DEMO:
        return
    try:
        problems = no_demo_sign_ins(databases=["default"])
    except DatabaseError as error:
        raise ImproperlyConfigured(DOWN.format(error)) from error
    finally:
        leave_no_connection()
    for problem in problems:
        raise ImproperlyConfigured(f"{problem.msg} {problem.hint}")


def leave_no_connection() -> None:
    """Close what the check has opened: web processes part from here, and none may share one."""
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()

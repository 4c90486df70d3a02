"""What is looked at once, before web answers anybody and before a worker or beat begins."""

from __future__ import annotations

import logging
from itertools import chain

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection

from config.lib import running
from config.lib.environment import Misconfigured

DOWN = "The database of DATABASE_URL does not answer: {}"
REASON = "connection failed: "
BUSY = (
    "Others kept a table to themselves for too long, so this gave up. Start it again in a moment."
)
logger = logging.getLogger(__name__)
LOCK_NOT_AVAILABLE = "55P03"  # what PostgreSQL calls it


def refuse_what_the_database_holds() -> None:
    """Keep a server down that lets the demo's password in, or whose USUAL_TEMPLATE does not exist.

    What is only a warning goes to the log.

    Raises:
        Misconfigured: one of the two, or the database does not tell; says what to do.
    """
    from accounts.people.management.checks import no_demo_sign_ins  # noqa: PLC0415 - after set-up
    from checklists.library.management.checks import usual_template  # noqa: PLC0415 - as well

    if not settings.REFUSES_DEMO:
        return
    reach_database()
    try:
        problems = [check(databases=["default"]) for check in (no_demo_sign_ins, usual_template)]
    except DatabaseError as error:
        raise Misconfigured(DOWN.format(error)) from None
    finally:
        leave_no_connection()
    for problem in chain(*problems):
        if problem.is_serious():
            raise Misconfigured(f"{problem.msg} {problem.hint}")
        logger.warning("%s %s", problem.msg, problem.hint)


def reach_database() -> None:
    """Connect once, past the pool: it would wait, try again, and not say why it gave up.

    Raises:
        Misconfigured: the database does not answer; says why, each reason once.
    """
    once = connection.copy()
    once.settings_dict.get("OPTIONS", {}).pop("pool", None)
    try:
        once.ensure_connection()
    except OperationalError as error:
        reasons = dict.fromkeys(str(error).removeprefix(REASON).splitlines())
        raise Misconfigured(DOWN.format(" ".join(reasons))) from None
    finally:
        once.close()


def explain(error: OperationalError) -> None:
    """End a command in a sentence where the database is away or a table was busy.

    Raises:
        Misconfigured: one of the two; any other error is left to the caller.
    """
    if getattr(error.__cause__, "sqlstate", None) == LOCK_NOT_AVAILABLE:
        raise Misconfigured(BUSY)
    reach_database()


def begin() -> None:
    """What each process of the site does before its work: look, and say that it runs.

    Raises:
        Misconfigured: it must not start; says what to do.
    """
    refuse_what_the_database_holds()
    running.hold()


def leave_no_connection() -> None:
    """Close what the check has opened: processes part from here, and none may share one."""
    connection.close()
    close_pool = getattr(connection, "close_pool", None)
    if close_pool:
        close_pool()

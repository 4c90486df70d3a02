"""How log lines look: JSON on a server, readable on a laptop, from whichever library they come."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.typing import Processor

from config.lib.logs.secrets import hide_in_line

WRONG_HOST = "django.security.DisallowedHost"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
QUIET = {
    "django.request": "ERROR",  # our own line has the 400s; the 500s come with their traceback
    "celery.app.trace": "WARNING",  # one line a task is enough, and ours has the number
    "celery.worker.strategy": "WARNING",
    "fontTools": "WARNING",
    "weasyprint": "ERROR",
    "botocore": "WARNING",
    "boto3": "WARNING",
    "s3transfer": "WARNING",
    "urllib3": "WARNING",
}
LOGGERS: dict[str, dict[str, Any]] = {
    # Django gives itself a handler that answers only with DEBUG; one is enough.
    "django": {"handlers": [], "level": "INFO", "propagate": True},
    WRONG_HOST: {"filters": ["as_warning"]},
    **{name: {"level": least} for name, least in QUIET.items()},
}


class AsWarning(logging.Filter):
    """Makes a warning of one line out of what Django takes for an error of the site.

    Scanners ask for whatever host there might be, all day long. Neither a traceback nor a report
    to Sentry, which takes errors alone, helps anybody.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        record.exc_info = record.exc_text = None
        return True


def configure(*, as_json: bool, level: str) -> dict[str, Any]:
    """Set structlog up, and give Django's LOGGING: everything goes to standard error as lines.

    Args:
        as_json: one JSON object a line, for programs; else words for a person.
        level: what is less important is left out.
    """
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=as_json),
        structlog.stdlib.PositionalArgumentsFormatter(),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _line(before, as_json=as_json)},
        "filters": {"as_warning": {"()": AsWarning}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "level": level}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": LOGGERS,
    }


def _line(before: list[Processor], *, as_json: bool) -> dict[str, Any]:
    """How one line is written; those of other libraries go through `before` here first."""
    renderer: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": before,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            hide_in_line,
            renderer,
        ],
    }

"""Errors go to Sentry, if a site wants that: what broke and where, nobody's data."""

from __future__ import annotations

import re
from typing import Any

from config.lib.environment import Misconfigured
from config.lib.logs.secrets import HIDDEN, hide

Event = dict[str, Any]
ADDRESS = re.compile(r"[^\s<>()\[\]{}\"',;:]+@[\w-]+(?:\.[\w-]+)+")
NO_SENTRY = (
    "SENTRY_DSN must be the address that Sentry shows for the project, such as"
    " https://key@sentry.example.com/1."
)


def start(dsn: str, *, site: str) -> None:
    """Report errors of the web and the workers to the Sentry of this address.

    Raises:
        Misconfigured: no Sentry has such an address.
    """
    import sentry_sdk  # noqa: PLC0415 - only where it is wanted
    from sentry_sdk.integrations.celery import CeleryIntegration  # noqa: PLC0415
    from sentry_sdk.integrations.django import DjangoIntegration  # noqa: PLC0415
    from sentry_sdk.integrations.logging import ignore_logger  # noqa: PLC0415
    from sentry_sdk.utils import BadDsn, Dsn  # noqa: PLC0415

    try:
        Dsn(dsn)
    except (BadDsn, ValueError) as error:
        raise Misconfigured(NO_SENTRY) from error

    ignore_logger("changeover.requests")  # what broke is reported already, and lines name visitors
    sentry_sdk.init(
        dsn=dsn,
        server_name=site,
        integrations=[DjangoIntegration(), CeleryIntegration()],
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        before_send=without_people,  # type: ignore[arg-type] # an event is a plain dictionary
    )


def without_people(event: Event, _hint: dict[str, Any]) -> Event:
    """The same event without what people typed, who they are, and what would let somebody in."""
    asked = event.get("request", {})
    if asked:
        event["request"] = {
            "method": asked.get("method"),
            "url": hide(asked.get("url", "").partition("?")[0]),
        }
    event.pop("user", None)
    event.pop("extra", None)
    for raised in event.get("exception", {}).get("values", []):
        raised["value"] = without_values(raised.get("value") or "")
    said = event.get("logentry", {})
    for filled_in in ("params", "formatted"):
        said.pop(filled_in, None)
    if said.get("message"):
        said["message"] = without_values(said["message"])
    return event


def without_values(text: str) -> str:
    """The first line of what was said, without addresses: databases and mail servers repeat below
    what people typed."""
    return ADDRESS.sub(HIDDEN, hide(text).partition("\n")[0])

"""A letter of three files becomes a draft: subject, text and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from accounts.people.models import User
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft
from config.lib.mail.stencils import inlined


def draft(name: str, context: Mapping[str, Any], *, to: str, person: User | None = None) -> Draft:
    """A letter about signing in, from the files of its folder.

    One without a `person` is read by nobody in the outbox: its link may let its reader in.
    """
    site = settings.SITE_URL.rstrip("/")
    known = {**context, "company": settings.COMPANY_NAME, "host": urlsplit(site).netloc}
    return Draft(
        kind=MessageKind.ACCOUNT,
        to=to,
        person=person,
        subject=render_to_string(f"email/{name}/subject.txt", known),
        body_text=render_to_string(f"email/{name}/body.txt", known),
        body_html=inlined(render_to_string(f"email/{name}/body.html", known)),
    )

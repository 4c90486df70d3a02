"""How the words of a comment are shown: as HTML, as plain text, as they are typed again."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.safestring import SafeString

from config.lib.markup import html, html_join
from transitions.comments.rules.naming import TOKEN

LINK = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)
PIECES = re.compile(rf"(?P<token>{TOKEN.pattern})|(?P<link>{LINK.pattern})|(?P<line>\r?\n)", re.I)
BEHIND = ".,;:!?…’'"
UNKNOWN = "somebody"
SHORT = 240
"""Characters of a comment that a mail shows."""

Names = Mapping[int, str]
"""Full names by the number of a person."""


def shown(body: str, names: Names, viewer: int) -> SafeString:
    """A comment as HTML: lines, people as chips, addresses as links, and nothing else."""
    parts: list[SafeString] = []
    at = 0
    for found in PIECES.finditer(body):
        parts.append(html("{}", body[at : found.start()]))
        at = found.end()
        if found["token"]:
            parts.append(_chip(int(found[2]), names, viewer))
        elif found["link"]:
            address = _address(found["link"])
            at = found.start() + len(address)
            parts.append(
                html('<a href="{}" rel="nofollow noopener noreferrer">{}</a>', address, address)
            )
        else:
            parts.append(SafeString("<br>"))
    parts.append(html("{}", body[at:]))
    return html_join("{}", ((part,) for part in parts))


def plain(body: str, names: Names) -> str:
    """A comment as text, with the names of people."""
    return TOKEN.sub(lambda found: f"@{names.get(int(found[1]), UNKNOWN)}", body)


def short(body: str, names: Names) -> str:
    """A comment on one line, shortened to what a mail or a list shows."""
    said = " ".join(plain(body, names).split())
    if len(said) <= SHORT:
        return said
    return f"{said[:SHORT].rsplit(' ', 1)[0].rstrip(BEHIND)}…"


def _chip(pk: int, names: Names, viewer: int) -> SafeString:
    is_viewer = " at-me" if pk == viewer else ""
    return html('<span class="at{}">@{}</span>', is_viewer, names.get(pk, UNKNOWN))


def _address(found: str) -> str:
    """An address without the signs that belong to the sentence around it."""
    address = found.rstrip(BEHIND)
    if address.endswith(")") and "(" not in address:
        address = address.rstrip(f"){BEHIND}")
    return address

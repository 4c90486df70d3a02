"""A mail as its frame shows it: with its looks, under a policy that allows nothing unsafe."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from html import unescape

ATTRIBUTE = re.compile(r' style="([^"]*)"')
SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
POLICY = "sandbox; default-src 'none'; style-src {}; base-uri 'none'; form-action 'none'; "
POLICY += "frame-ancestors 'self'"


LINES = {"low": 22, "middle": 48}
"""How many lines of text a mail may have at most to fit a frame of this height."""


def height(text: str) -> str:
    """How tall the frame of a mail is, by the length of its text: its looks cannot be measured."""
    lines = len(text.splitlines())
    return next((name for name, most in LINES.items() if lines <= most), "high")


@dataclass(frozen=True, slots=True)
class Framed:
    """The HTML of a frame, and the content security policy it is sent with."""

    html: str
    policy: str


def framed(html: str) -> Framed:
    """Move the style attributes of a mail into a sheet, and name each of its sheets by its hash.

    Mail programs need the attributes; a browser would need `unsafe-inline` to follow them.
    """
    numbers: dict[str, int] = {}

    def numbered(match: re.Match[str]) -> str:
        number = numbers.setdefault(match[1], len(numbers))
        return f' data-style="{number}"'

    shown = ATTRIBUTE.sub(numbered, html)
    rules = (f'[data-style="{number}"]{{{unescape(css)}}}' for css, number in numbers.items())
    sheet = "".join(rules).replace("<", "")
    if sheet:
        shown = shown.replace("</head>", f"<style>{sheet}</style></head>", 1)
    hashes = " ".join(_hash(text) for text in SHEET.findall(shown))
    return Framed(shown, POLICY.format(hashes or "'none'"))


def _hash(sheet: str) -> str:
    digest = hashlib.sha256(sheet.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

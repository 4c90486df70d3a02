"""Texts with a little Markdown, as people write guidance: HTML for pages, words for the rest.

Headings become bold lines, so that no text of a person disturbs the outline of a page. HTML that
somebody typed is shown as they typed it. What comes out is cleaned once more by nh3, which knows
no other tags, attributes or addresses than these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

TAGS = {"p", "br", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote", "a"}
SCHEMES = {"http", "https", "mailto"}
SPACE = re.compile(r"[ \t]+")


class _Renderer(RendererHTML):
    """Headings as bold lines; a rule between parts as nothing."""

    def heading_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "<p><strong>"

    def heading_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</strong></p>\n"

    def hr(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return ""


_reader = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer).disable(
    ["image", "html_block", "html_inline"]
)


@lru_cache(maxsize=2000)
def rendered(text: str) -> SafeString:
    """A text as HTML that is safe on a page, whoever wrote it."""
    return SafeString(
        nh3.clean(
            _reader.render(text),
            tags=TAGS,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes=SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


@lru_cache(maxsize=2000)
def plain(text: str) -> str:
    """The same in words alone, for mails, documents and one line of a list.

    Marks go, list items begin with a dash, and an address stands behind the words of its link.
    """
    lines: list[str] = []
    bullets: list[str] = []
    for token in _reader.parse(text):
        if token.type == "list_item_open":
            bullets.append(f"{token.info}{token.markup} " if token.info else "– ")
        elif token.type == "inline":
            lines.append("".join(bullets[-1:]) + _words(token.children or []))
            bullets.clear()
        elif token.type in {"code_block", "fence"}:
            lines.append(token.content.rstrip())
    return "\n".join(lines)


def one_line(text: str) -> str:
    """The same on a single line."""
    return " ".join(plain(text).split())


def _words(tokens: Sequence[Token]) -> str:
    said: list[str] = []
    opened: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append((str(token.attrGet("href") or ""), len(said)))
        elif token.type == "link_close":
            address, start = opened.pop()
            if "".join(said[start:]) != address.removeprefix("mailto:"):
                said.append(f" ({address})")
        else:
            said.append(_of(token))
    return SPACE.sub(" ", "".join(said)).strip()


def _of(token: Any) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return str(token.content)

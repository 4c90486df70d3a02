"""A mail's template with its style sheet moved into its elements, once instead of in every mail."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from django.template import engines
from django.template.backends.django import Template
from django.template.loader import get_template

if TYPE_CHECKING:
    from css_inline import CSSInliner

TAG = re.compile(r"{%.*?%}")
INCLUDE = re.compile(r'{% include "(.*?)" %}')
LEFT_OUT = re.compile(r"{%\s*include\b.*?%}")
HIDDEN_TAG = re.compile(r"<!--({%.*?%})-->")


class CannotCut(Exception):
    """A part of a mail's template would be sent without its styles, in words for who wrote it."""


def stencil(name: str) -> Template:
    """A template whose elements carry their styles; its classes do not depend on the mail.

    What it includes becomes a part of it first. Tags pass the inliner as comments, which may stand
    anywhere but inside of an element's own tag.

    Raises:
        CannotCut: it includes something in another way than by its name alone.
    """
    return _cut(_whole(name))


def _whole(name: str) -> str:
    """The source of a template, with that of all it includes in its place."""
    source: str = cast(Template, get_template(name)).template.source
    whole = INCLUDE.sub(lambda part: _whole(part[1]), source)
    if tag := LEFT_OUT.search(whole):
        raise CannotCut(f"{name} has {tag[0]}: a mail includes by a name in double quotes alone.")
    return whole


def inlined(html: str) -> str:
    """A page whose elements carry what its style sheet says; mail programs know nothing else."""
    return _inliner().inline(html)


@lru_cache(maxsize=1)
def _inliner() -> CSSInliner:
    import css_inline  # noqa: PLC0415 - the workers write nearly all mails, not what shows pages

    return css_inline.CSSInliner(load_remote_stylesheets=False)


@lru_cache(maxsize=8)
def _cut(source: str) -> Template:
    html = HIDDEN_TAG.sub(r"\1", inlined(TAG.sub(r"<!--\g<0>-->", source)))
    lines = (line.strip() for line in html.splitlines())
    return cast(Template, engines["django"].from_string("\n".join(filter(None, lines))))

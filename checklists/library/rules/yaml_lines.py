"""YAML that remembers on which line a mapping starts and refuses to say a thing twice.

It reads plain values only, so that a file from anybody can be read: no tags, which could make
other things than values, no aliases, which let ten lines stand for a billion, and none that is
deeper or larger than a template can be.
"""

from __future__ import annotations

from typing import Any


class Lines(dict[str, Any]):
    """A mapping of a YAML file, with the line on which it starts."""

    line: int = 1


class UnsoundYaml(Exception):
    """Why a text is no YAML that we read, and on which line."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


def read(text: str) -> Any:
    """The values of a YAML text.

    Raises:
        UnsoundYaml: it is not YAML, or not of the plain kind, or a key stands twice in one mapping.
    """
    from checklists.library.rules import yaml_loader  # noqa: PLC0415 - not to serve pages

    return yaml_loader.read(text)

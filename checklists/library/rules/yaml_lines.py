"""YAML that remembers on which line a mapping starts and refuses to say a thing twice."""

from __future__ import annotations

from typing import Any

import yaml


class Lines(dict[str, Any]):
    """A mapping of a YAML file, with the line on which it starts."""

    line: int = 1


class UnsoundYaml(Exception):
    """Why a text is no YAML that we read, and on which line."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


class LineLoader(yaml.SafeLoader):
    """Plain values only, every mapping a Lines."""


def construct_lines(loader: LineLoader, node: yaml.MappingNode) -> Lines:
    mapping = Lines()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in mapping:
            raise UnsoundYaml(f"“{key}” stands here twice.", key_node.start_mark.line + 1)
        mapping[key] = loader.construct_object(value_node, deep=True)
    return mapping


LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct_lines)


def read(text: str) -> Any:
    """The values of a YAML text.

    Raises:
        UnsoundYaml: it is not YAML, or a key stands twice in one mapping.
    """
    try:
        return yaml.load(text, Loader=LineLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnsoundYaml(f"This is not YAML: {error.problem}.", line) from error

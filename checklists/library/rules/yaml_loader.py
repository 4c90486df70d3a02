"""The reader behind `yaml_lines`. It needs PyYAML, which is loaded for a file and not for pages."""

from __future__ import annotations

from typing import Any

import yaml

from checklists.library.rules.yaml_lines import Lines, UnsoundYaml

DEEPEST, MOST_VALUES = 10, 20_000


class LineLoader(yaml.SafeLoader):
    """Plain values only, every mapping a Lines."""

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.depth = self.count = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """The next value; looked at before it is made, so that a bad one costs nothing."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        self.depth, self.count = self.depth + 1, self.count + 1
        if sentence := self.why_not(event):
            raise UnsoundYaml(sentence, event.start_mark.line + 1)
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def why_not(self, event: yaml.Event) -> str:
        """Why a value is not read, or an empty string."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            return "Anchors and aliases (& and *) are not read here. Write it out, or quote it."
        if getattr(event, "tag", None) is not None:
            return "Tags (!) are not read here. Leave it out, or quote the text."
        if self.depth > DEEPEST:
            return "This lies deeper than anything in a template does."
        if self.count > MOST_VALUES:
            return f"A template has no more than {MOST_VALUES} values."
        return ""


def construct_lines(loader: LineLoader, node: yaml.MappingNode) -> Lines:
    mapping = Lines()
    mapping.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(construct(loader, key_node))
        if key in mapping:
            raise UnsoundYaml(f"“{key}” stands here twice.", key_node.start_mark.line + 1)
        mapping[key] = construct(loader, value_node)
    return mapping


def construct(loader: LineLoader, node: yaml.Node) -> Any:
    """The value of a node; what looks like a day or a number and is none has its line."""
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as error:
        sentence = "This is neither a number nor a day. Quote it if it is a text."
        raise UnsoundYaml(sentence, node.start_mark.line + 1) from error


LineLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct_lines)


def read(text: str) -> Any:
    """The values of a YAML text.

    Raises:
        UnsoundYaml: it is not YAML, or not of the plain kind, or a key stands twice in one mapping.
    """
    try:
        return yaml.load(text, Loader=LineLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnsoundYaml(f"This is not YAML: {error.problem}.", line) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise UnsoundYaml("A character that no text has stands here.", line) from error
    except ValueError as error:
        raise UnsoundYaml("This is neither a number nor a day.", 1) from error

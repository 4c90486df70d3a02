"""What people read has ’, never the straight apostrophe that keyboards type."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.apostrophes import straight

ROOT = Path(settings.BASE_DIR)
CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<style.*?</style>|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
READ_BY_NOBODY = {
    "The worker's round that is sending it.",  # of fields that no form has, and in migrations
    "The day in the person's own time zone.",
    "leave a worker's mark",  # a task of the schedule
}


def of_templates() -> Iterator[tuple[Path, str]]:
    """What stands between the tags of templates, and the texts that tags hand on."""
    for path in (ROOT / "templates").rglob("*.*"):
        source = path.read_text()
        for line in CODE.sub("", source).splitlines():
            yield path, line
        for tag in TAG.findall(source):
            for text in re.findall('"([^"]*)"', tag):
                yield path, text


def of_code() -> Iterator[tuple[Path, str]]:
    """Every text of the product that is no docstring."""
    for room in ("accounts", "checklists", "config", "transitions"):
        for path in (ROOT / room).rglob("*.py"):
            tree = ast.parse(path.read_text())
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and id(node) not in told and text not in READ_BY_NOBODY:
                    yield path, text


def of_files() -> Iterator[tuple[Path, str]]:
    """What comes along: the templates of checklists, and the demo company."""
    for room in ("checklists", "transitions"):
        for path in (ROOT / room).rglob("*.yaml"):
            for line in path.read_text().splitlines():
                yield path, line.partition("# ")[0]


@pytest.mark.parametrize("read", [of_templates, of_code, of_files])
def test_no_text_has_a_straight_apostrophe(read: Callable[[], Iterator[tuple[Path, str]]]) -> None:
    texts = [*read()]

    assert len(texts) > 100
    found = {str(path.relative_to(ROOT)): said for path, text in texts if (said := straight(text))}
    assert found == {}

"""Files stay so small that somebody reads one in a hurry."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.conf import LazySettings

MOST_LINES = 120
"""Of a template; one that shows more is split by what it shows."""
LONGEST_FUNCTION = 40
"""One that makes more is split by what it makes."""
PACKAGES = ("config", "accounts", "checklists", "transitions")


def lines_of(templates: Path) -> dict[str, int]:
    """How long each template is, by its path below theirs: many folders have a `body.html`."""
    files = (path for path in templates.rglob("*") if path.is_file())
    return {
        file.relative_to(templates).as_posix(): len(file.read_text().splitlines()) for file in files
    }


def test_no_template_is_longer_than_one_thing_needs(settings: LazySettings) -> None:
    lines = lines_of(Path(settings.BASE_DIR, "templates"))

    assert {name: many for name, many in lines.items() if many > MOST_LINES} == {}


def test_templates_of_one_name_are_all_looked_at(tmp_path: Path) -> None:
    for folder, many in (("digest", 3), ("invitation", 1), ("failure", 2)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "body.html").write_text("<p>\n" * many)

    lines = lines_of(tmp_path)

    assert lines == {"digest/body.html": 3, "invitation/body.html": 1, "failure/body.html": 2}


def functions_of(package: Path) -> Iterator[tuple[str, int]]:
    """Every function below a package with its file, and how long it is; migrations stay."""
    for path in package.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def test_no_function_is_longer_than_one_thing_needs(settings: LazySettings) -> None:
    found = [one for package in PACKAGES for one in functions_of(Path(settings.BASE_DIR, package))]

    assert len(found) > len(PACKAGES)
    assert [one for one in found if one[1] > LONGEST_FUNCTION] == []

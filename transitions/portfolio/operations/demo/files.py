"""Reads the demo's data files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "demo"


def read(name: str) -> Any:
    """The content of one data file of the demo."""
    return _content(FOLDER / f"{name}.yaml")


def read_all(folder: str) -> list[Any]:
    """The rows of all data files in a folder of the demo, by the names of the files."""
    return [row for path in sorted((FOLDER / folder).glob("*.yaml")) for row in _content(path)]


def _content(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))

"""Reads the demo's data files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent.parent / "demo"


def read(name: str) -> Any:
    """The content of one data file of the demo."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))

"""Where the templates lie that come along."""

from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"
"""A folder with one file for each, named by its key."""

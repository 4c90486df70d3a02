"""Files stay so small that somebody reads one in a hurry."""

from pathlib import Path

from django.conf import LazySettings

MOST_LINES = 120
"""Of a template; one that shows more is split by what it shows."""


def test_no_template_is_longer_than_one_thing_needs(settings: LazySettings) -> None:
    templates = Path(settings.BASE_DIR, "templates").rglob("*.*")

    lines = {one.name: len(one.read_text().splitlines()) for one in templates}

    assert {name: many for name, many in lines.items() if many > MOST_LINES} == {}

"""A comment in a template ends on its line: one that goes on is shown to everybody."""

import re
from pathlib import Path

from django.conf import LazySettings

BEGUN = re.compile(r"{#(?!.*#})")


def test_no_comment_goes_on_on_the_next_line(settings: LazySettings) -> None:
    templates = Path(settings.BASE_DIR, "templates").rglob("*.*")

    shown = {path: BEGUN.findall(path.read_text()) for path in templates}

    assert {path for path, found in shown.items() if found} == set()
    assert BEGUN.search("{# A comment\n   that goes on #}")
    assert not BEGUN.search("{# A comment #}")

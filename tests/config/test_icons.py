"""An icon that the file of icons does not have would leave a gap where it should stand."""

import re
from pathlib import Path

from django.conf import LazySettings

NAMED = re.compile(r'{% icon "([\w-]+)"')


def test_every_icon_that_a_template_names_is_there(settings: LazySettings) -> None:
    root = Path(settings.BASE_DIR)
    there = set((root / "static/img/icons.txt").read_text().split())

    named = {
        str(path.relative_to(root)): set(NAMED.findall(path.read_text()))
        for path in (root / "templates").rglob("*.html")
    }

    assert {name: found - there for name, found in named.items() if found - there} == {}
    assert set().union(*named.values()) > {"pencil", "trash"}

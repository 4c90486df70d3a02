"""Every icon that a template names is in the sprite; one that is not would be a gap."""

import re
from pathlib import Path

from django.conf import LazySettings

NAMED = re.compile(r'{% icon "([a-z0-9-]+)"')
DRAWN = re.compile(r'<symbol id="([a-z0-9-]+)"')


def test_every_icon_of_a_template_is_drawn(settings: LazySettings) -> None:
    root = Path(settings.BASE_DIR)
    named = {
        name
        for path in (root / "templates").rglob("*.html")
        for name in NAMED.findall(path.read_text())
    }

    drawn = set(DRAWN.findall((root / "static" / "img" / "icons.svg").read_text()))

    assert len(named) > 50
    assert named - drawn == set()

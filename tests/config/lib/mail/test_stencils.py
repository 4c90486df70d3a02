"""Every part of a mail carries its styles, or the mail is not cut."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from config.lib.mail.stencils import CannotCut, stencil

PAGE = "<html><head><style>.red {{ color: red }}</style></head><body>{}</body></html>"


@pytest.fixture
def mails(settings: LazySettings, tmp_path: Path) -> Path:
    """A folder of templates of its own."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return tmp_path


def test_a_part_inside_of_a_part_carries_its_styles(mails: Path) -> None:
    (mails / "body.html").write_text(PAGE.format('{% include "outer.html" %}'))
    (mails / "outer.html").write_text('<div>{% include "inner.html" %}</div>')
    (mails / "inner.html").write_text('<p class="red">{{ name }}</p>')

    html = stencil("body.html").render({"name": "Priya"})

    assert '<p class="red" style="color: red;">Priya</p>' in html


@pytest.mark.parametrize(
    "tag",
    [
        '{% include "part.html" with name=other only %}',
        '{% include "part.html" only %}',
        "{% include 'part.html' %}",
        "{% include chosen %}",
        '{%include "part.html"%}',
    ],
)
@pytest.mark.parametrize("where", ["body.html", "outer.html"])
def test_a_part_that_would_be_sent_without_styles_is_refused(
    mails: Path, tag: str, where: str
) -> None:
    (mails / "body.html").write_text(PAGE.format('{% include "outer.html" %}'))
    (mails / "outer.html").write_text("<div></div>")
    (mails / "part.html").write_text('<p class="red">{{ name }}</p>')
    (mails / where).write_text(PAGE.format(tag))

    with pytest.raises(CannotCut, match=f"^{where} has {{%.*: a mail includes by a name"):
        stencil("body.html")

from pathlib import Path

from django.conf import settings

from config.lib import mailto


def test_signs_of_an_address_do_not_change_a_link_that_begins_a_mail() -> None:
    assert mailto.link("a@b.example") == "mailto:a@b.example"
    assert (
        mailto.link("who?&cc=x@b.example", "50%,c@d.example", subject="Q&A / why?")
        == "mailto:who%3F%26cc%3Dx@b.example,50%25%2Cc@d.example?subject=Q%26A%20%2F%20why%3F"
    )


def test_every_link_of_a_page_or_a_mail_that_begins_one_is_made_in_one_place() -> None:
    by_hand = [
        path.name
        for path in Path(settings.BASE_DIR, "templates").rglob("*.*")
        if "mailto:" in path.read_text()
    ]

    assert by_hand == []

"""The PDF itself: its text, its tags, its marks, and whatever people write into an account."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from accounts.clients.models import Account
from accounts.profile.models import Event, Interaction
from config.lib.pdf import Pdf
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW
from tests.support.reports import pages
from tests.transitions.reports.operations.test_report_scripts import boxes
from tests.transitions.reports.transfer.conftest import Write, document
from transitions.plans.models import Transition
from transitions.reports.choices import Edition
from transitions.reports.operations.document.transfer import typeset

pytestmark = pytest.mark.django_db


def printed(found: Transition, edition: Edition = Edition.FULL) -> Pdf:
    return typeset(document(found, edition), edition, told_at=NOW)


def test_it_tells_the_document_with_heads_and_numbers(confirmed: Transition) -> None:
    made = printed(confirmed)

    text = pages(made)
    whole = " ".join(text)
    assert made.pages == len(text)
    for expected in (
        "Knowledge transfer document",
        "7 December 2026",
        "Tomas Eriksen confirmed 2 of 12 sections.",
        "Tue 24 Nov 2026, 09:12",
    ):
        assert expected in text[0]
    for expected in (
        "Sandmeer, Chief operating officer",
        "Calls on Friday",
        "Priya Raman accepted it on 24 Nov 2026.",
        "Who signs for them?",
        "Priya Raman has gone through 0 of 6.",
        f"Page 2 of {made.pages}",
    ):
        assert expected in whole
    assert "Brightwater Foods, Tomas Eriksen to Priya Raman" in text[1]


def test_each_page_of_the_full_edition_says_that_it_is_confidential(confirmed: Transition) -> None:
    assert all("CONFIDENTIAL" in page for page in pages(printed(confirmed)))
    assert not any("CONFIDENTIAL" in page for page in pages(printed(confirmed, Edition.OPEN)))


def test_it_is_tagged_for_screen_readers(confirmed: Transition) -> None:
    made = printed(confirmed)

    with pikepdf.open(BytesIO(made.content)) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"]) == "Knowledge transfer document, Brightwater Foods"
        elements = [
            one
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        ]
        tags = {str(one.S) for one in elements}
    assert {"/H1", "/H2", "/Table", "/TH", "/Figure", "/L", "/LI"} <= tags


def test_an_empty_account_has_a_document_of_few_pages(running: Transition) -> None:
    text = " ".join(pages(printed(running)))

    assert "Nothing is recorded yet." in text
    assert "Nothing stands in it, and nobody said that there is nothing to tell." in text


def test_forty_contacts_and_long_texts_lose_nothing_and_stay_on_their_pages(
    told: Transition, account: Account, write: Write
) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän " * 40
    for number in range(40):
        ContactFactory.create(
            account=account,
            name=f"Dr. Person {number} von und zu Oberösterreich",
            position="Chief officer of very many and very long things",
            influence=("high", "medium", "low")[number % 3],
            relationship=number % 5,
            notes=long[:600],
        )
    write(Event, year=2020, told=long[:2000])
    for number in range(25):
        write(Interaction, held_on=date(2026, 1, number + 1), channel="visit", summary=long[:900])

    text = " ".join(pages(printed(told)))

    assert all(f"Person {number} von" in text for number in range(40))
    assert "6 earlier ones in Changeover." in text


@pytest.mark.parametrize("name", ["Жанна Щёлокова", "Ελλάδα Τρόφιμα", "Nguyễn Thị Ổn Đằng"])
def test_other_scripts_are_drawn_on_the_map_and_in_tables(
    told: Transition, account: Account, name: str
) -> None:
    ContactFactory.create(account=account, name=name, influence="high", relationship=2)

    made = printed(told)

    assert boxes(made) == []
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made.content)).pages)
    assert " ".join(text.split()).count(name.rsplit(maxsplit=1)[-1]) >= 2

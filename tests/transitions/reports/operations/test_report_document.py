"""The real PDF: its words, its tags, its fonts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from accounts.people.models import User
from checklists.runs.models import Attachment, Item
from tests.support.reports import pages, printed
from tests.transitions.reports.conftest import MADE_AT, close
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log


def test_the_whole_record_is_told(completed: Transition) -> None:
    text = " ".join(pages(printed(completed))[1:])

    assert "kipped" not in text
    for expected in (
        "The account moved to Priya Raman on 7 December 2026.",
        "8 of 8 items are closed: 7 done, 1 set aside with a reason.",
        "Items closed 8 of 8 7 done, 1 set aside with a reason",
        "Set aside",
        "Tomas takes over the region North.",
        "Hands over contacts, knowledge and promises",
        "1.2 Brief the team The team was travelling Helena Brandt 5 Nov 6 Nov Done late",
        "The client has its own summary",
        "2 of 2 1 working day late",
        "A stage is planned until its last item is due, and the transition may end later;",
        "Ownership moved to Priya",
        "Two items had no owner.",
        "Ask for access on the first day.",
        "Call before any mail goes out",
        "Thank you to everybody.",
        "Completed in Changeover, 22 Dec 2026, 15:30",
    ):
        assert expected in text


def test_an_item_names_who_closed_it_for_another_and_its_files(
    completed: Transition, lead: User
) -> None:
    item = Item.objects.get(checklist=completed.checklist, number="2.2")
    Item.objects.filter(pk=item.pk).update(closed_by=lead)
    for name in ("protocol.pdf", "hall.jpg"):
        Attachment.objects.create(
            item=item, name=name, size=9, uploaded_by=lead, created_at=MADE_AT
        )

    checklist = next(page for page in pages(printed(completed)) if "No. Item Who" in page)

    assert f"{item.title} Files: protocol.pdf, hall.jpg" in checklist
    assert f"{item.assignee}, closed by Helena Brandt" in checklist


def test_what_the_client_reads_stands_in_the_summary(completed: Transition) -> None:
    without = pages(printed(completed))
    completed.client_reason = "Priya knows your plant."
    completed.save()

    (told,) = (page for page in pages(printed(completed)) if "What the client reads" in page)

    assert "What the client reads: “Priya knows your plant.” Items closed" in told
    assert not any("What the client reads" in page for page in without)


def test_how_health_went_stands_below_what_people_decided(
    completed: Transition, lead: User
) -> None:
    for day, activity in ((9, "Health went to at risk"), (10, "Health went to on track")):
        at = datetime(2026, 11, day, 7, tzinfo=UTC)
        log.write(completed, LogKind.HEALTH, activity, by=None, at=at)

    text = " ".join(pages(printed(completed)))

    decided, health = text.split("How health went When What Changeover found")
    assert "Ownership moved to Priya" in decided
    assert "Completed the transition" in decided
    assert "Health went to" not in decided
    assert "9 Nov, 08:00 Health went to at risk 10 Nov, 08:00 Health went to on track" in health


def test_a_log_without_changes_of_health_has_no_place_for_them(completed: Transition) -> None:
    assert "How health went" not in " ".join(pages(printed(completed)))


def test_empty_sections_leave_no_gap_in_the_numbers(handover: Transition) -> None:
    document = pages(printed(handover))

    for number, title in ((1, "Summary"), (6, "Objectives"), (7, "Sign-off")):
        assert re.search(rf"\b{number} +{title}", document[0]), title
    assert "Lessons learned" not in " ".join(document)
    assert "Still running, as of 29 Dec 2026" in document[0]


def test_days_of_two_years_all_say_which_and_stay_on_one_line(completed: Transition) -> None:
    last = Item.objects.filter(checklist=completed.checklist).latest("due_on")
    close(last, date(2027, 1, 4))

    text = "".join(
        page.extract_text() for page in PdfReader(BytesIO(printed(completed).content)).pages
    )

    for day in ("5 Nov 2026", "6 Nov 2026", "4 Jan 2027", "7 Dec 2026, 09:30"):
        assert day in text, day


def test_days_of_one_year_leave_it_to_the_cover(completed: Transition) -> None:
    checklist = next(page for page in pages(printed(completed)) if "No. Item Who" in page)

    assert "5 Nov 6 Nov Done late" in checklist


def test_the_document_is_tagged_described_and_carries_its_fonts(completed: Transition) -> None:
    with pikepdf.open(BytesIO(printed(completed).content)) as document:
        root = document.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en"
        assert root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == "Transition report, Brightwater Foods"
        assert str(document.docinfo["/Author"]) == "Norvane Systems"

        figures = elements(document, "/S", "/Figure")
        assert len(figures) == 2
        assert all(str(figure.Alt) for figure in figures)
        assert len(elements(document, "/S", "/H1")) == 1
        assert len(elements(document, "/S", "/H2")) == 10

        fonts = elements(document, "/Type", "/FontDescriptor")
        assert fonts
        assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)
        assert all("Inter" in str(font.FontName) for font in fonts)


def elements(document: pikepdf.Pdf, key: str, value: str) -> list[pikepdf.Dictionary]:
    return [
        element
        for element in document.objects
        if isinstance(element, pikepdf.Dictionary) and element.get(key) == value
    ]

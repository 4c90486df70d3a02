"""The real PDF: its words, its tags, its fonts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from io import BytesIO

import pikepdf
import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from accounts.people.models import User
from checklists.runs.choices import ItemState
from checklists.runs.models import Attachment, Item
from checklists.runs.operations import totals
from config.lib import pdf
from config.lib.pdf import Pdf
from tests.factories.transitions import make_template, make_transition
from tests.transitions.reports.conftest import MADE_AT, close
from transitions.plans.choices import LogKind
from transitions.plans.models import Transition
from transitions.plans.operations import log
from transitions.reports.operations.document import STYLESHEET, typeset
from transitions.reports.queries.record import record_now


def printed(transition: Transition) -> Pdf:
    return typeset(record_now(transition.pk, MADE_AT), version=3, created=MADE_AT)


def as_file(document: Pdf) -> BytesIO:
    return BytesIO(document.content)


def pages(document: Pdf) -> list[str]:
    """The text of each page, with every gap as one space."""
    reader = PdfReader(BytesIO(document.content))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def test_the_cover_tells_who_what_and_when(completed: Transition) -> None:
    cover = pages(printed(completed))[0]

    assert "Norvane Systems" in cover
    assert "Transition report Brightwater Foods" in cover
    assert (
        "Tomas Eriksen Handed over 7 December 2026 Ownership moved Priya Raman Took over" in cover
    )
    assert "Completed, 2 working days late" in cover
    assert f"{completed.reference}, version 3" in cover
    assert "29 December 2026, 09:05" in cover
    assert "CONFIDENTIAL" not in cover


def test_the_cover_says_what_stayed_open_although_it_is_complete(completed: Transition) -> None:
    last = Item.objects.filter(checklist__transition=completed).latest("number")
    Item.objects.filter(pk=last.pk).update(state=ItemState.OPEN, closed_at=None, closed_by=None)

    cover = pages(printed(completed))[0]

    assert "Completed, 2 working days late, 1 item still open" in cover


@pytest.mark.parametrize(
    ("completed_on", "period"),
    [
        (date(2026, 12, 18), "2 Nov – 18 Dec 2026"),
        (date(2026, 12, 22), "2 Nov – 22 Dec 2026, planned until 18 Dec 2026"),
        (date(2026, 11, 27), "2 – 27 Nov 2026, planned until 18 Dec 2026"),
        (date(2026, 10, 31), "31 Oct 2026, planned 2 Nov – 18 Dec 2026"),
    ],
)
def test_the_period_of_what_is_complete_ends_on_the_day_it_was_completed(
    completed: Transition, completed_on: date, period: str
) -> None:
    completed.completed_at = datetime.combine(completed_on, time(12, 0), UTC)
    completed.save()

    cover = pages(printed(completed))[0]

    assert f"Period {period} Status" in cover


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


def test_a_confidential_account_is_marked_on_every_page(completed: Transition) -> None:
    completed.account.is_confidential = True
    completed.account.save()

    assert all("CONFIDENTIAL" in page for page in pages(printed(completed)))


def test_empty_sections_leave_no_gap_in_the_numbers(handover: Transition) -> None:
    document = pages(printed(handover))

    for number, title in ((1, "Summary"), (6, "Objectives"), (7, "Sign-off")):
        assert re.search(rf"\b{number} +{title}", document[0]), title
    assert "Lessons learned" not in " ".join(document)
    assert "Still running, as of 29 Dec 2026" in document[0]


def test_every_page_repeats_the_head_of_its_table(db: None) -> None:
    longer = make_transition(template=make_template(extra=60))
    assert longer.checklist
    for item in Item.objects.filter(checklist=longer.checklist):
        close(item, item.due_on)
    totals.refresh(longer.checklist)

    with_items = [page for page in pages(printed(longer))[1:] if "Extra" in page]

    assert len(with_items) >= 2
    assert all("No. Item Who Due Done Result" in page for page in with_items)


def test_days_of_two_years_all_say_which_and_stay_on_one_line(completed: Transition) -> None:
    last = Item.objects.filter(checklist=completed.checklist).latest("due_on")
    close(last, date(2027, 1, 4))

    text = "".join(page.extract_text() for page in PdfReader(as_file(printed(completed))).pages)

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


@pytest.mark.parametrize("name", ["Dvořák & Kříž", "A" * 200, "<b>Bold</b> & Sons"])
def test_names_of_any_kind_are_printed_as_they_are(completed: Transition, name: str) -> None:
    completed.account.name = name
    completed.account.save()

    text = pages(printed(completed))[0].replace(" ", "")

    assert name.replace(" ", "") in text


def log_below(others: str) -> list[str]:
    """The pages of a log with other things above it."""
    entries = [
        {"when": "24 Nov 2026, 09:12", "who": "Helena", "activity": f"Row {n}"} for n in "1234"
    ]
    section = {"anchor": "log", "title": "Log", "number": 2}
    part = render_to_string("pdf/report/log.html", {"entries": entries, "section": section})
    return pages(pdf.make(f'<html lang="en"><title>Log</title>{others}{part}', STYLESHEET))


def space(millimetres: int) -> str:
    """Nothing, so high; a page has 248."""
    style = f"<style>.above {{ height: {millimetres}mm }}</style>"
    return f'{style}<div class="above"></div>'


@pytest.mark.parametrize("above", range(190, 236, 6))
def test_no_row_of_the_log_stands_alone_on_a_page(above: int) -> None:
    on_each = [page.count("Row ") for page in log_below(space(above))]

    assert sum(on_each) == 4
    assert 1 not in on_each


@pytest.mark.parametrize("above", range(190, 246, 5))
def test_a_heading_and_its_introduction_stay_with_the_first_rows(above: int) -> None:
    (with_heading,) = (page for page in log_below(space(above)) if "What changed dates" in page)

    assert "Row 1" in with_heading


def heading(number: int, title: str) -> str:
    section = {"anchor": f"at-{number}", "title": title, "number": number}
    return render_to_string("pdf/report/heading.html", {"section": section})


def test_the_head_of_a_page_names_what_goes_on_there_and_all_that_begins_there() -> None:
    long = "<p>Another item</p>" * 60
    sections = f"{heading(1, 'Lists')}{long}{heading(2, 'Words')}<p>Thanks</p>"
    html = f'<html lang="en"><title>Heads</title>{sections}{heading(3, "Sign-off")}<p>Here'

    first, second = pages(pdf.make(html, STYLESHEET))

    assert "Transition report 1 Lists Page 1" in first
    assert "Transition report 1 Lists 2 Words 3 Sign-off Page 2" in second


@pytest.mark.parametrize("above", range(190, 236, 6))
def test_the_signatures_never_stand_alone_on_a_page(above: int) -> None:
    lessons = '<ul class="lessons"><li>Lesson 1</li><li>Lesson 2</li></ul>'
    section = {"anchor": "sign_off", "title": "Sign-off", "number": 2}
    sign = render_to_string("pdf/report/sign_off.html", {"section": section, "sign_off": "Signed"})
    html = f'<html lang="en"><title>End</title>{space(above)}{lessons}{sign}'

    (with_signatures,) = (p for p in pages(pdf.make(html, STYLESHEET)) if "Signed" in p)

    assert "Lesson 2" in with_signatures

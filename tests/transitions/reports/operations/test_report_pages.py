"""How a report falls onto its pages: heads, marks, and what never stands alone."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from checklists.runs.models import Item
from checklists.runs.operations import totals
from config.lib import pdf
from tests.factories.transitions import make_template, make_transition
from tests.support.reports import pages, printed
from tests.transitions.reports.conftest import close
from transitions.plans.models import Transition
from transitions.reports.operations.document import STYLESHEET


def test_a_confidential_account_is_marked_on_every_page(completed: Transition) -> None:
    completed.account.is_confidential = True
    completed.account.save()

    assert all("CONFIDENTIAL" in page for page in pages(printed(completed)))


def test_every_page_repeats_the_head_of_its_table(db: None) -> None:
    longer = make_transition(template=make_template(extra=60))
    assert longer.checklist
    for item in Item.objects.filter(checklist=longer.checklist):
        close(item, item.due_on)
    totals.refresh(longer.checklist)

    with_items = [page for page in pages(printed(longer))[1:] if "Extra" in page]

    assert len(with_items) >= 2
    assert all("No. Item Who Due Done Result" in page for page in with_items)


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

"""The helpers of the browser tests notice what they are there to notice."""

import pytest
from playwright.sync_api import Page

from tests.support.browser import Console, assert_accessible

PAGE = '<!doctype html><html lang="en"><title>Example</title><main><h1>Example</h1>{}</main></html>'


def test_an_image_without_a_text_is_reported_with_its_markup(page: Page) -> None:
    page.set_content(PAGE.format('<img src="data:," id="logo">'))

    with pytest.raises(AssertionError, match=r"image-alt \(critical\)") as report:
        assert_accessible(page)

    assert "#logo" in str(report.value)


def test_a_page_without_faults_passes(page: Page) -> None:
    page.set_content(PAGE.format("<p>Nothing to complain about.</p>"))

    assert_accessible(page)


def test_an_error_in_the_console_is_a_failure(page: Page, console: Console) -> None:
    page.set_content(PAGE.format("<p>Hello</p>"))
    page.evaluate("console.error('the button has no purpose')")

    with pytest.raises(AssertionError, match="the button has no purpose"):
        console.assert_quiet()

    console.allow("no purpose")


def test_the_desktop_and_the_phone_have_their_sizes(desktop: Page, phone: Page) -> None:
    size = "[window.innerWidth, window.innerHeight]"

    for page in (desktop, phone):
        page.set_content('<meta name="viewport" content="width=device-width, initial-scale=1">')

    assert desktop.evaluate(size) == [1440, 900]
    assert phone.evaluate(size) == [390, 844]

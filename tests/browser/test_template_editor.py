"""A manager shapes a template: by keyboard alone, by dragging, and on a phone without a script."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.people.models import User
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import drafts, phases
from checklists.library.operations.holding import Who
from tests.browser.conftest import PHONE, NewContext
from tests.browser.test_touch import SMALL
from tests.factories.templates import make_template
from tests.factories.transitions import NOW
from tests.support.browser import assert_accessible_in_both_themes, sign_in

CRUMB = ".crumbs [aria-current]"
AT_ITS_END = re.compile("to 1.2, in Prepare")


@pytest.fixture
def draft(transactional_db: None, lead: User) -> Template:
    """Five phases with an item each, as the open version 2."""
    return drafts.next_version(make_template(name="Transfer").pk, Who(lead, NOW))[0]


def numbers(draft: Template) -> list[str]:
    items = TemplateItem.objects.filter(phase__template=draft).select_related("phase")
    return [f"{item.number} {item.title}" for item in items]


def test_a_template_is_made_with_the_keyboard_alone(
    transactional_db: None, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto("/templates/")
    keys = desktop.keyboard

    desktop.get_by_role("link", name="New template").press("Enter")
    desktop.get_by_label("Name").press_sequentially("Small")
    keys.press("Tab")
    keys.type("For small accounts.")
    keys.press("Tab")
    keys.type("10")
    keys.press("Tab")
    keys.type("5")
    keys.press("Enter")
    desktop.wait_for_url(re.compile("/edit/$"))
    desktop.get_by_role("link", name="Add phase").press("Enter")
    expect(desktop.get_by_label("Name", exact=True).last).to_be_focused()
    keys.type("Begin")
    keys.press("Enter")
    add = desktop.get_by_role("link", name="Add item to Begin")
    for title in ("List contacts", "Write summary"):
        expect(add).to_be_focused()
        keys.press("Enter")
        expect(desktop.get_by_label("Title")).to_be_focused()
        keys.type(title)
        keys.press("Enter")
    expect(add).to_be_focused()
    handle = desktop.get_by_role("button", name=re.compile(r"Move 1\.2 Write summary: drag"))
    handle.press("ArrowUp")

    expect(desktop.locator("#landed")).to_have_text("Moved “Write summary” to 1.1, in Begin.")
    expect(
        desktop.get_by_role("button", name=re.compile(r"Move 1\.1 Write .*drag"))
    ).to_be_focused()
    small = Template.objects.get(key="small")
    assert numbers(small) == ["1.1 Write summary", "1.2 List contacts"]

    desktop.get_by_role("button", name="Move 1.2 List contacts up").press("Enter")
    expect(desktop.locator("#landed")).to_have_text("Moved “List contacts” to 1.1, in Begin.")
    expect(desktop.get_by_role("button", name="Move 1.1 List contacts up")).to_be_disabled()
    expect(desktop.get_by_role("button", name=re.compile(r"Move 1\.1 List .*drag"))).to_be_focused()

    desktop.locator("summary", has_text="More for 1.2 Write summary").press("Enter")
    keys.press("Tab")
    keys.press("Tab")
    expect(desktop.get_by_role("button", name="Delete", exact=True)).to_be_focused()
    keys.press("Enter")
    expect(desktop.get_by_role("link", name="1.2 Write summary")).to_have_count(0)
    expect(add).to_be_focused()
    desktop.get_by_role("button", name="Undo").press("Enter")
    expect(desktop.get_by_role("link", name="1.2 Write summary")).to_be_focused()
    expect(desktop.locator("#toasts")).to_have_text("Put back “Write summary”.")
    assert numbers(small) == ["1.1 List contacts", "1.2 Write summary"]
    desktop.get_by_role("button", name="Publish version 1").press("Enter")
    expect(desktop.get_by_role("link", name="Start a transition with it")).to_be_visible()


def test_an_item_is_dragged_into_another_phase_and_what_is_being_typed_stays(
    draft: Template, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(f"/templates/{draft.pk}/edit/")
    desktop.get_by_role("link", name="3.1 Meet client").click()
    desktop.get_by_label("Title").fill("Being typed")

    handle = desktop.get_by_role("button", name=re.compile(r"Move 2\.1 Write summary: drag"))
    start, row = handle.bounding_box(), desktop.locator("[data-item]").first.bounding_box()
    assert start
    assert row
    desktop.mouse.move(start["x"] + 8, start["y"] + 8)
    desktop.mouse.down()
    desktop.mouse.move(start["x"] + 8, start["y"] - 20)
    desktop.mouse.move(start["x"] + 8, row["y"] + row["height"] - 4)
    desktop.mouse.up()

    expect(desktop.locator("#landed")).to_have_text(AT_ITS_END)
    expect(desktop.get_by_label("Title")).to_have_value("Being typed")
    assert numbers(draft)[:2] == ["1.1 List contacts", "1.2 Write summary"]
    desktop.get_by_role("button", name="Save item").click()
    expect(desktop.get_by_role("link", name="3.1 Being typed")).to_be_focused()
    assert_accessible_in_both_themes(desktop)


def test_an_amount_of_revenue_is_asked_for_with_its_condition_alone(
    draft: Template, desktop: Page, live_server: LiveServer, lead: User
) -> None:
    sign_in(desktop, live_server, lead)
    desktop.goto(f"/templates/{draft.pk}/edit/")
    desktop.get_by_role("link", name="3.1 Meet client").click()
    condition = desktop.get_by_label("Taken into a transition")
    amount = desktop.get_by_label("Annual revenue above")
    expect(condition).to_be_visible()
    expect(amount).to_be_hidden()

    condition.select_option("revenue")
    amount.fill("500000")
    condition.select_option("confidential")
    expect(amount).to_be_hidden()
    desktop.get_by_role("button", name="Save item").click()

    expect(desktop.get_by_role("link", name="3.1 Meet client")).to_be_focused()
    meet = TemplateItem.objects.get(phase__template=draft, key="meet-client")
    assert (meet.only_when, meet.revenue_above) == ("confidential", None)


@pytest.mark.parametrize("width", [320, PHONE["width"]])
def test_a_finger_finds_every_button_of_a_template(
    draft: Template, new_context: NewContext, live_server: LiveServer, lead: User, width: int
) -> None:
    TemplateItem.objects.filter(phase__template=draft, key="look-back").update(offset=3)
    phases.remove(draft.pk, draft.phases.get(number=1).pk, Who(lead, NOW))
    Template.objects.filter(pk=draft.pk).update(name="Transfer of a large sales account")
    context = new_context(viewport={"width": width, "height": 800}, is_mobile=True, has_touch=True)
    page = context.new_page()
    sign_in(page, live_server, lead)

    for address in (f"/templates/{draft.pk}/edit/", f"/templates/{draft.pk}/"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")

        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
        crumb, search = (page.locator(each).bounding_box() for each in (CRUMB, ".find-link"))
        assert crumb
        assert search
        assert crumb["x"] + crumb["width"] <= search["x"]


def test_a_phone_without_a_script_moves_items_with_buttons(
    draft: Template, new_context: NewContext, live_server: LiveServer, lead: User
) -> None:
    context: BrowserContext = new_context(
        viewport=PHONE, is_mobile=True, has_touch=True, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, live_server, lead)
    page.goto(f"/templates/{draft.pk}/edit/")

    page.get_by_role("button", name="Move 2.1 Write summary up").tap()

    expect(page.get_by_role("status").last).to_contain_text(AT_ITS_END)
    page.locator("summary", has_text="More for 1.2 Write summary").tap()
    page.locator("[data-item]").nth(1).get_by_role("link", name="Move to phase…").tap()
    page.get_by_label("Phase").select_option("5 Close")
    page.get_by_role("button", name="Move to this phase").tap()
    expect(page.get_by_role("heading", name="5.2 Write summary")).to_be_visible()
    assert numbers(draft)[-1] == "5.2 Write summary"
    page.get_by_role("link", name="5.2 Write summary").tap()
    expect(page.get_by_label("Annual revenue above")).to_be_visible()
    expect(page.locator(".crumbs a")).to_have_text(["Templates", "Transfer"])
    expect(page.locator(".crumbs a").last).to_be_hidden()

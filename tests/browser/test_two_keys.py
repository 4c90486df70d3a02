"""A dossier from the first confirmed section to the account that moves: three people, two keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Commitment, Preferences, Situation, Swot
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from accounts.profile.queries.kinds import PROFILE
from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW, make_transition
from tests.support.browser import assert_accessible_in_both_themes, sign_in
from transitions.dossier.operations import seals
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.dossier import dossier_page
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who

ASKED = (
    GateCondition.SECTIONS_ACCEPTED,
    GateCondition.QUESTIONS_ANSWERED,
    GateCondition.COMMITMENTS_DECIDED,
    GateCondition.BOTH_SIGNED,
    GateCondition.RELEASED,
)
PLAYED = {"contracts", "commitments", "tacit"}
"""The sections that the people of this story confirm and accept themselves."""


@pytest.fixture
def nearly(clock: object, account: Account, successor: User, lead: User) -> Transition:
    """Every item is closed and all but three sections are accepted; Priya has still to decide
    about one promise.
    """
    found = make_transition(account=account, incoming=successor, manager=lead)
    library.write(found.template, [GatePlan(Gate.OWNERSHIP, one) for one in ASKED])
    for item in Item.objects.filter(checklist=found.checklist_id):
        checklist_items.skip(checklist_items.lock(item.pk), "Done before", by=lead, now=NOW)
    ContactFactory.create(account=account, name="Ulrike Sandmeer")
    sent = Sent(account.owner, NOW)
    records.keep(Preferences, account.pk, {"language": "German"}, sent, version=0)
    records.keep(Swot, account.pk, {"strengths": "We answer at night."}, sent, version=0)
    records.keep(Situation, account.pk, {"status": "Content."}, sent, version=0)
    for section in PROFILE.sections:
        if section.may_be_nothing and section.name not in PLAYED:
            records.say_nothing(account.pk, section.name, section.models, sent)
    records.add(Commitment, account.pk, {"promise": "A day of training"}, sent)
    for part in dossier_page(found, successor, NOW.date()).parts:
        if part.name not in PLAYED:
            shown = Shown(part.name, part.stamp)
            seals.confirm(found.pk, shown, Who(account.owner, NOW))
            seals.accept(found.pk, shown, Who(successor, NOW))
    return found


@pytest.mark.usefixtures("owner")
def test_an_account_moves_once_both_have_signed_and_the_manager_releases_it(
    nearly: Transition,
    desktop: Page,
    new_context: Callable[[], BrowserContext],
    live_server: LiveServer,
) -> None:
    tomas, priya, helena = desktop, new_context().new_page(), new_context().new_page()
    people = (nearly.outgoing, nearly.incoming, nearly.manager)
    for page, person in zip((tomas, priya, helena), people, strict=True):
        sign_in(page, live_server, person)
    here = f"/transitions/{nearly.pk}/dossier/"
    _confirm_and_ask(tomas, priya, here)
    _answer_and_accept(tomas, priya, here)
    _sign(tomas, priya, here)
    _release(helena, here)

    nearly.refresh_from_db()
    assert nearly.account.owner == nearly.incoming
    tomas.goto(f"/accounts/{nearly.account_id}/profile/")
    expect(tomas.get_by_role("heading", name="Contracts and service levels")).to_be_visible()
    expect(tomas.get_by_role("link", name="Add contract")).to_have_count(0)
    tomas.goto(here)
    expect(tomas.get_by_text("Ownership moved to Priya on Tue 24 Nov.")).to_be_visible()
    assert_accessible_in_both_themes(tomas)


def _confirm_and_ask(tomas: Page, priya: Page, here: str) -> None:
    tomas.goto(here)
    tomas.get_by_role("link", name="Add contract").click()
    tomas.get_by_role("textbox", name="Agreement").fill("Frame contract")
    tomas.get_by_role("button", name="Add contract").click()
    tomas.get_by_role("button", name="Confirm Contracts and service levels").click()
    expect(tomas.get_by_text("“Contracts and service levels” counts as it is now")).to_be_visible()
    tomas.get_by_role("button", name="Confirm Commitments").click()
    assert_accessible_in_both_themes(tomas)

    priya.goto(here)
    expect(priya.get_by_role("button", name="Accept the dossier")).to_have_count(0)
    priya.get_by_role("link", name="Ask about Contracts and service levels").click()
    priya.get_by_label("What do you want to know?").fill("Who signs for them?")
    priya.get_by_role("button", name="Ask").click()
    expect(priya.get_by_text("Tomas answers by Fri 27 Nov")).to_be_visible()


def _answer_and_accept(tomas: Page, priya: Page, here: str) -> None:
    tomas.goto(here)
    tomas.get_by_role("link", name="Who signs for them?").click()
    tomas.get_by_label("Your answer").fill("Dr. Sandmeer, never Petra.")
    tomas.get_by_role("button", name="Save the answer").click()
    tomas.locator("#prompt-discount").get_by_role("link").click()
    tomas.get_by_label("Your answer").fill("They opened a third site early.")
    tomas.get_by_role("button", name="Save the answer").click()
    tomas.get_by_role("button", name="Confirm What no system holds").click()
    assert_accessible_in_both_themes(tomas)

    priya.goto(here)
    priya.get_by_role("button", name="Take over").click()
    expect(priya.get_by_text("Priya Raman took it over")).to_be_visible()
    for title in ("Contracts and service levels", "Commitments", "What no system holds"):
        priya.get_by_role("button", name=f"Accept {title}").click()
        expect(priya.get_by_text(f"“{title}” counts as it is now")).to_be_visible()
    assert_accessible_in_both_themes(priya)


def _sign(tomas: Page, priya: Page, here: str) -> None:
    tomas.goto(here)
    tomas.get_by_role("button", name="I have handed over everything").click()
    expect(tomas.locator("#keys").get_by_text("Handed over everything on 24 Nov")).to_be_visible()
    priya.goto(here)
    priya.get_by_role("button", name="Accept the dossier").click()
    expect(priya.locator("#keys").get_by_text("Accepted on 24 Nov", exact=True)).to_be_visible()
    assert_accessible_in_both_themes(priya)


def _release(helena: Page, here: str) -> None:
    helena.goto(here)
    helena.get_by_role("button", name="Release the move").click()
    expect(helena.locator("#keys").get_by_text("Released on 24 Nov")).to_be_visible()
    assert_accessible_in_both_themes(helena)
    helena.goto(here.replace("dossier", "gates"))
    expect(helena.get_by_text("6 of 6 met")).to_be_visible()
    helena.goto(here.replace("dossier", "ownership"))
    helena.get_by_role("button", name="Move ownership").click()
    expect(helena.get_by_text("Ownership moved").first).to_be_visible()

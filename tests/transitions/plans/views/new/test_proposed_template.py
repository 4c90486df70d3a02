"""An account of high priority is proposed the template made for key accounts."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.clients.choices import Tier
from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.accounts import AccountFactory
from tests.factories.templates import make_template
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers

WHY = (
    "High priority: key account with €3.2M a year, and its owner has left. "
    "The template “Key account” is proposed for such accounts; you can choose another."
)


@pytest.fixture
def usual(settings: Settings, template: Template) -> Template:
    """The company's usual template; that for key accounts is another one."""
    settings.USUAL_TEMPLATE = "our-own"
    Template.objects.filter(pk=template.pk).update(key="key-account")
    return make_template(name="Our own", key="our-own")


@pytest.fixture
def pressing(account: Account, owner: User) -> Account:
    """Brightwater Foods, whose owner has left."""
    owner.last_day_on = date(2020, 1, 1)
    owner.save()
    return account


@pytest.fixture
def steady(successor: User) -> Account:
    return AccountFactory.create(name="Larkspur", owner=successor, tier=Tier.GROWTH)


def proposed(client: Client, account: Account) -> tuple[str, bool]:
    answer = client.get(f"{NEW}?account={account.pk}")
    return answer.context["form"].data["template"], WHY in answer.content.decode()


def test_high_priority_is_proposed_the_template_for_key_accounts_and_the_page_says_why(
    sign_in: SignIn, lead: User, pressing: Account, steady: Account, usual: Template,
    template: Template,
) -> None:  # fmt: skip
    client = sign_in(lead)

    assert proposed(client, pressing) == (str(template.pk), True)
    assert proposed(client, steady) == (str(usual.pk), False)


def test_a_template_in_the_address_is_taken_as_chosen(
    sign_in: SignIn, lead: User, pressing: Account, usual: Template
) -> None:
    answer = sign_in(lead).get(f"{NEW}?account={pressing.pk}&template={usual.pk}")

    assert answer.context["form"].data["template"] == str(usual.pk)
    assert WHY not in answer.content.decode()


def test_the_template_follows_the_account_until_somebody_chooses_one(
    sign_in: SignIn, lead: User, pressing: Account, usual: Template, template: Template,
    answers: Answers,
) -> None:  # fmt: skip
    asked = {**answers, "template": usual.pk, "suggested_template": usual.pk, "candidates_for": ""}
    client = sign_in(lead)

    followed = client.get(PREVIEW, asked)
    chosen = client.get(PREVIEW, {**asked, "suggested_template": template.pk})

    page = followed.content.decode()
    assert followed.context["form"].data["template"] == str(template.pk)
    assert 'id="templates-group" hx-swap-oob="true"' in page
    assert f'name="suggested_template" value="{template.pk}"' in page
    assert WHY in page
    assert chosen.context["form"].data["template"] == str(usual.pk)
    assert 'id="templates-group"' not in chosen.content.decode()


def test_without_a_template_for_key_accounts_the_usual_one_is_proposed(
    sign_in: SignIn, lead: User, pressing: Account, usual: Template, template: Template
) -> None:
    Template.objects.filter(pk=template.pk).update(key="another")

    assert proposed(sign_in(lead), pressing) == (str(usual.pk), False)


def test_the_manager_may_choose_another(
    sign_in: SignIn, lead: User, pressing: Account, usual: Template, template: Template,
    answers: Answers,
) -> None:  # fmt: skip
    asked = {**answers, "template": usual.pk, "suggested_template": template.pk, "act": "draft"}

    sign_in(lead).post(NEW, asked)

    assert pressing.transitions.get().template == usual

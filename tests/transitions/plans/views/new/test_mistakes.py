"""What is wrong with an answer is said beside it, and the answers stay."""

from __future__ import annotations

from datetime import date

import pytest

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.choices import TemplateState
from checklists.library.models import Template
from tests.conftest import SignIn
from tests.factories.templates import make_template
from tests.factories.transitions import make_transition
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers, errors
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_an_empty_form_says_what_is_missing(
    sign_in: SignIn, lead: User, account: Account, template: Template
) -> None:
    said = errors(sign_in(lead).post(NEW, {"act": "start"}))

    assert {name: said[name] for name in ("account", "reason", "incoming", "template")} == {
        "account": ["Choose an account."],
        "reason": ["Choose a reason."],
        "incoming": ["Choose who takes over."],
        "template": ["Choose a template."],
    }


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on": "2026-11-28"}, "starts_on", "28 November is a Saturday. "),
        (
            {"starts_on": "2026-12-08"},
            "starts_on",
            "8 December is a day off (Immaculate Conception). ",
        ),
        ({"owns_on": "2027-01-06"}, "owns_on", "6 January is a day off (Epiphany). "),
        ({"owns_on": "2026-11-20"}, "owns_on", "Must be after the start. Earliest: Tue 1 Dec."),
        ({"owns_on": "2026-11-30"}, "owns_on", "Must be after the start. Earliest: Tue 1 Dec."),
        (
            {"owns_on": "2027-01-11", "ends_on": "2027-01-04"},
            "ends_on",
            "Must not be before ownership moves. Earliest: Mon 11 Jan 2027.",
        ),
        ({"starts_on": "2036-11-28"}, "starts_on", "Choose a day within two years from today."),
        ({"starts_on": "1900-01-01"}, "starts_on", "Choose a day within two years from today."),
        ({"ends_on": "2100-01-04"}, "ends_on", "Choose a day within two years from today."),
        ({"starts_on": "soon"}, "starts_on", "This is no date."),
        ({"client_reason": "x" * 301}, "client_reason", "At most 300 characters"),
        ({"incoming": "999999"}, "incoming", "This person cannot take over accounts."),
        ({"template": "999999"}, "template", "This template is no longer in use."),
        ({"account": "999999"}, "account", "You cannot hand over this account."),
        ({"reason": "boredom"}, "reason", "Select a valid choice."),
        ({"calendar": "x"}, "calendar", "Select a valid choice."),
        ({"request_key": "again"}, "request_key", "Enter a valid UUID."),
    ],
)
def test_a_mistake_is_said_beside_the_field_and_the_answers_stay(
    sign_in: SignIn, lead: User, answers: Answers, changes: Answers, field: str, sentence: str
) -> None:
    response = sign_in(lead).post(NEW, {**answers, **changes})

    said, page = errors(response), response.content.decode()
    assert sentence in said[field][0]
    assert 'class="note-b red form-errors"' in page
    if "client_reason" not in changes:
        assert 'value="Priya is closer to your plants."' in page
    assert not Transition.objects.exists()


def test_nobody_takes_over_their_own_account(
    sign_in: SignIn, lead: User, owner: User, answers: Answers
) -> None:
    response = sign_in(lead).post(NEW, {**answers, "incoming": owner.pk})

    assert errors(response)["incoming"] == ["Tomas hands this account over. Choose someone else."]


def test_nobody_takes_over_who_leaves_before(
    sign_in: SignIn, lead: User, successor: User, answers: Answers
) -> None:
    successor.last_day_on = date(2026, 12, 18)
    successor.save()

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["incoming"] == [
        "Priya leaves on Fri 18 Dec, before ownership moves. Choose someone else."
    ]


def test_nobody_takes_over_who_cannot_hold_accounts(
    sign_in: SignIn, lead: User, successor: User, answers: Answers
) -> None:
    User.objects.filter(pk=successor.pk).update(role=Role.HR)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["incoming"] == ["This person cannot take over accounts. Choose someone else."]


def test_a_retired_template_is_refused(
    sign_in: SignIn, lead: User, template: Template, answers: Answers
) -> None:
    make_template()
    Template.objects.filter(pk=template.pk).update(state=TemplateState.RETIRED)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["template"] == ["This template is no longer in use. Choose another one."]


def test_an_account_in_transition_leads_to_that_transition(
    sign_in: SignIn, lead: User, account: Account, successor: User, answers: Answers
) -> None:
    existing = make_transition(account=account, incoming=successor, manager=lead)

    said = errors(sign_in(lead).post(NEW, answers))

    assert said["account"] == [
        "Brightwater Foods is in transition already. "
        f'<a href="/transitions/{existing.pk}/">Open it</a>'
    ]


def test_mistakes_leave_one_by_one_while_they_are_corrected(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    tried = {**answers, "reason": "", "incoming": "", "sent": "1"}
    tried.pop("request_key")
    tried.pop("act")

    response = sign_in(lead).get(PREVIEW, {**tried, "reason": "load"})

    assert set(response.context["form"].errors) == {"incoming"}
    page = response.content.decode()
    assert 'hx-swap-oob="innerHTML:#mistakes"' in page
    assert 'id="id_reason_notes" data-of="id_reason" hx-swap-oob="true">' in page
    assert "Choose a reason." not in page
    assert "autofocus" not in page

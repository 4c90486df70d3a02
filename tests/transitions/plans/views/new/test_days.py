"""What is wrong with the days, and what repairs it."""

from __future__ import annotations

import pytest

from accounts.people.models import User
from checklists.library.choices import Anchor, ItemRole
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.transitions.plans.views.new.conftest import NEW, PREVIEW, Answers, errors
from transitions.plans.models import Transition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_one_sentence_about_several_days_is_said_once_with_their_names(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    far = {"starts_on": "2100-01-04", "owns_on": "2100-02-01", "ends_on": "2100-03-01"}

    page = sign_in(lead).get(PREVIEW, {**answers, **far}).text

    sentence = "Choose a day within two years from today."
    rail = page[: page.index("#said")]
    assert f"<b>Starts, Ownership moves and Ends</b>: {sentence}" in rail
    assert rail.count(sentence) == 1


def test_an_emptied_start_says_so_beside_the_field(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    response = sign_in(lead).get(PREVIEW, {**answers, "starts_on": ""})

    assert response.context["form"].errors == {"starts_on": ["Choose the first day."]}
    assert "<b>Starts</b>: Choose the first day." in response.text


def test_a_day_off_comes_with_a_button_that_repairs_it(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    client = sign_in(lead)

    refused = client.post(NEW, {**answers, "starts_on": "2026-11-28"})
    repaired = client.post(
        NEW, {**answers, "starts_on": "2026-11-28", "repair": "starts_on=2026-11-30"}
    )

    assert 'name="repair" value="starts_on=2026-11-30"' in refused.content.decode()
    assert repaired.status_code == 200
    assert repaired.context["form"].data["starts_on"] == "2026-11-30"
    assert repaired.context["form"].errors == {}
    assert not Transition.objects.exists()


def test_what_does_not_fit_needs_a_yes(sign_in: SignIn, lead: User, answers: Answers) -> None:
    client = sign_in(lead)
    call = piece("call", role=ItemRole.INCOMING, anchor=Anchor.OWNERSHIP, offset=3)
    short = {
        "template": make_template(items=[call]).pk, "owns_on": "2026-12-01", "ends_on": "2026-12-02"
    }  # fmt: skip

    refused = client.post(NEW, {**answers, **short})
    accepted = client.post(NEW, {**answers, **short, "start_anyway": "on"})

    assert errors(refused)["start_anyway"] == [
        "One thing does not fit. Change the dates, or tick to go on."
    ]
    page = refused.content.decode()
    assert "1.1 Call: Falls on Fri 4 Dec, after the last day" in page
    assert 'name="repair" value="ends_on=2026-12-04"' in page
    assert accepted.status_code == 302


def test_a_draft_may_be_kept_before_it_fits(sign_in: SignIn, lead: User, answers: Answers) -> None:
    short = {"owns_on": "2026-12-01", "ends_on": "2026-12-02", "act": "draft"}

    assert sign_in(lead).post(NEW, {**answers, **short}).status_code == 302


def test_two_mistakes_in_the_dates_are_said_at_once_and_the_schedule_stays(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    wrong = {"starts_on": "2026-11-28", "owns_on": "2026-11-20"}

    response = sign_in(lead).post(NEW, {**answers, **wrong})

    said = errors(response)
    assert said["starts_on"][0].startswith("28 November is a Saturday. ")
    assert said["owns_on"] == ["Must be after the start. Earliest: Tue 1 Dec."]
    assert (
        "Shown as if it started Mon 30 Nov, ownership moved Fri 8 Jan 2027 "
        "and it ended Thu 21 Jan 2027." in response.content.decode()
    )
    assert response.context["preview"].plan.item_count == 5


def test_a_last_day_must_not_be_before_the_day_of_ownership_that_is_put_right(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    wrong = {"owns_on": "2026-11-20", "ends_on": "2026-11-27"}

    said = errors(sign_in(lead).post(NEW, {**answers, **wrong}))

    assert said["ends_on"] == ["Must not be before ownership moves. Earliest: Tue 1 Dec."]


def test_a_date_typed_by_hand_is_not_said_to_come_from_the_template(
    sign_in: SignIn, lead: User, answers: Answers
) -> None:
    days = {"owns_on": "2027-01-11", "suggested_owns_on": "2027-01-08"}

    form = sign_in(lead).get(PREVIEW, {**answers, **days}).context["form"]

    assert form["owns_on"].help_text == "Your own date. Empty it to follow the template."
    assert form["ends_on"].help_text == "From the template. You can move it."

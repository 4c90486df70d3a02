"""A draft that somebody else has changed, started or cancelled meanwhile."""

from datetime import date
from typing import Any

import pytest

from accounts.people.models import User
from config.lib.comparing import Difference
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.support.drafts import redraft
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, starting
from transitions.plans.operations.locking import Refused
from transitions.plans.rules import not_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_stale_page_shows_what_somebody_else_saved_and_asks_once_more(
    sign_in: SignIn, lead: User, draft: Transition, address: str, answers: dict[str, Any],
    stranger: User,
) -> None:  # fmt: skip
    client = sign_in(lead)
    client.post(address, answers | {"reason": "load", "backup": stranger.pk})

    refused = client.post(address, answers | {"ends_on": "2027-02-01"})
    form, page = refused.context["form"], refused.content.decode()
    again = answers | {"ends_on": "2027-02-01", "seen": form.data["seen"]}
    accepted = client.post(address, again)

    draft.refresh_from_db()
    assert (refused.status_code, accepted.status_code) == (409, 302)
    assert form.differences == [
        Difference("Reason", "Balance the load", "KAM leaves"),
        Difference("Ends", "29 January 2027", "1 February 2027"),
        Difference("Backup", stranger.full_name, "Empty"),
    ]
    assert "<b>This draft was changed since you opened it.</b>" in page
    assert "<td>Balance the load</td><td>KAM leaves</td>" in page
    assert draft.ends_on == date(2027, 2, 1)


def test_a_stale_page_that_says_the_same_asks_to_confirm(
    sign_in: SignIn, lead: User, address: str, answers: dict[str, Any]
) -> None:
    client, wanted = sign_in(lead), answers | {"reason": "load"}
    client.post(address, wanted)

    page = client.post(address, wanted).content.decode()

    assert "to the same values as yours. Save again to confirm." in page


def test_what_is_typed_for_a_draft_that_has_started_is_kept_to_be_copied(
    sign_in: SignIn, lead: User, draft: Transition, address: str, answers: dict[str, Any]
) -> None:
    starting.start(draft.pk, by=lead, now=NOW)
    typed = answers | {"ends_on": "2027-02-01", "client_reason": "Tomas moves to Oslo"}

    response = sign_in(lead).post(address, typed)

    draft.refresh_from_db()
    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["form"].errors == {"__all__": [not_now("draft", State.ACTIVE)]}
    assert "Tomas moves to Oslo" in page
    assert "What you typed is kept below" in page
    assert 'name="act"' not in page
    assert 'name="sent"' not in page
    assert draft.ends_on == date(2027, 1, 29)


def test_a_draft_that_was_cancelled_is_not_said_to_run(
    lead: User, draft: Transition, address: str, answers: dict[str, Any], sign_in: SignIn
) -> None:
    lifecycle.cancel(draft.pk, "They stay", by=lead, now=NOW)

    page = sign_in(lead).post(address, answers).content.decode()

    with pytest.raises(Refused, match=r"This transition was cancelled\."):
        redraft(draft, by=lead)
    assert "This transition was cancelled. Its plan is changed as a whole only while" in page
    assert "one by one" not in page

from __future__ import annotations

import pytest

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_transition, reread
from tests.support.addresses import at
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle, ownership

pytestmark = pytest.mark.django_db


def test_a_draft_is_started_once(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft = make_transition(account=account, incoming=successor, manager=lead, started=False)
    client = sign_in(lead)

    client.post(at(draft, "start"), {"start_anyway": "on"})
    client.post(at(draft, "start"), {"start_anyway": "on"})

    assert reread(draft).state == State.ACTIVE
    assert draft.log.filter(activity__startswith="Started").count() == 1


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("hold", "Say why it stops."), ("cancel", "Say why it is cancelled.")],
)
def test_a_reason_is_asked_for(
    running: Transition, lead: User, sign_in: SignIn, path: str, sentence: str
) -> None:
    response = sign_in(lead).post(at(running, path), {"reason": ""})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert reread(running).state == State.ACTIVE


def test_hold_resume_and_cancel(running: Transition, lead: User, sign_in: SignIn) -> None:
    client = sign_in(lead)
    states = []

    for path in ("hold", "resume", "cancel"):
        client.post(at(running, path), {"reason": "They merge"})
        states.append(reread(running).state)

    assert states == [State.ON_HOLD, State.ACTIVE, State.CANCELLED]


def test_ownership_says_what_is_missing_and_asks_why(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    shown = client.get(at(running, "ownership")).content.decode()
    refused = client.post(at(running, "ownership"), {"override_reason": ""})
    client.post(at(running, "ownership"), {"override_reason": "He left early"})

    assert "5 required items are still open." in shown
    assert "1.1 List the contacts" in shown
    assert refused.status_code == 422
    assert "Say why ownership moves although something is open." in refused.content.decode()
    assert reread(running).account.owner == running.incoming


def test_what_holds_ownership_back_stands_below_the_form_the_first_eight(
    long: Transition, lead: User, sign_in: SignIn
) -> None:
    shown = sign_in(lead).get(at(long, "ownership")).content.decode()

    assert "55 required items are still open." in shown
    assert "and 47 more" in shown
    assert shown.index("Why does it move anyway?") < shown.index("1.1 List the contacts")


def test_a_handover_is_resumed_with_a_reason_or_without(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)

    for reason in ("", "The merger is through"):
        client.post(at(running, "hold"), {"reason": "They merge"})
        client.post(at(running, "resume"), {"reason": reason})

    resumed = running.log.filter(activity="Resumed the transition").order_by("pk")
    assert [entry.notes for entry in resumed] == ["", "The merger is through"]
    assert reread(running).state_reason == ""


def test_completing_says_what_stands_in_the_way(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    version = reread(running).version

    shown = client.get(at(running, "complete")).content.decode()
    refused = client.post(at(running, "complete"), {"version": version, "findings": "Calm"})

    assert "It cannot be completed yet." in shown
    assert refused.status_code == 422
    assert "Ownership has not moved to Priya yet." in refused.content.decode()
    assert "Calm" in refused.content.decode()
    assert reread(running).findings == ""


def test_completing_keeps_the_review(running: Transition, lead: User, sign_in: SignIn) -> None:
    for item in Item.objects.filter(checklist=running.checklist_id):
        checklist_items.skip(checklist_items.lock(item.pk), "Not here", by=lead, now=NOW)
    ownership.move(running.pk, by=lead, now=NOW)
    first = running.objectives.first()
    assert first
    typed = {
        "version": reread(running).version,
        "findings": "Calm",
        "lessons": "Start early",
        f"score_{first.pk}": "4",
        f"comment_{first.pk}": "Few questions",
    }

    sign_in(lead).post(at(running, "complete"), typed)

    done = reread(running)
    first.refresh_from_db()
    assert (done.state, done.findings, done.lessons) == (State.COMPLETED, "Calm", "Start early")
    assert (first.score, first.comment) == (4, "Few questions")


def test_those_who_only_work_on_it_do_not_steer_it(
    running: Transition, successor: User, sign_in: SignIn
) -> None:
    client = sign_in(successor)
    paths = ["hold", "resume", "cancel", "ownership", "complete", "edit", "team/new"]

    found = {path: client.post(at(running, path), {"reason": "x"}).status_code for path in paths}

    assert set(found.values()) == {403}, found
    assert reread(running).state == State.ACTIVE


def test_the_log_is_searched_filtered_and_written(
    running: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    typed = {"happened_on": "2026-11-20", "activity": "Met on site", "responsible": str(lead.pk)}

    late = client.post(at(running, "log/new"), typed | {"happened_on": "2026-11-25"})
    client.post(at(running, "log/new"), typed | {"notes": "Good mood"})
    found = client.get(at(running, "log"), {"q": "mood", "kind": "manual", "person": str(lead.pk)})
    none = client.get(at(running, "log"), {"q": "zzz"}, headers={"HX-Request": "true"})

    assert late.status_code == 422
    assert "This day has not come yet." in late.content.decode()
    assert "Met on site" in found.content.decode()
    assert "Written by Tomas Eriksen." in found.content.decode()
    assert "Started the transition" not in found.content.decode()
    assert "Nothing in the log fits this filter" in none.content.decode()
    assert "<html" not in none.content.decode()


def test_a_cancelled_draft_still_has_a_page(
    clock: object, account: Account, successor: User, lead: User, sign_in: SignIn
) -> None:
    draft = make_transition(account=account, incoming=successor, manager=lead, started=False)
    lifecycle.cancel(draft.pk, "They stay", by=lead, now=NOW)

    shown = sign_in(lead).get(draft.get_absolute_url()).content.decode()

    assert "This transition was cancelled." in shown
    assert "This transition was never started" in shown


def test_what_holds_ownership_back_names_both_who_do_it(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    shown = sign_in(lead).get(at(running, "ownership")).content.decode()

    meeting = shown[shown.index("Meet the client") :]
    assert "Tomas Eriksen and Priya Raman" in meeting.partition("</li>")[0]


def test_a_day_of_another_year_says_its_year(
    running: Transition, lead: User, sign_in: SignIn
) -> None:
    call = Item.objects.get(checklist=running.checklist_id, title="Call the client alone")
    address = at(running, f"items/{call.pk}/move")
    typed = {"due_on": "2027-01-12", "anyway": "2027-01-12"}

    shown = sign_in(lead).post(address, typed, follow=True).content.decode()

    assert "Moved “Call the client alone” to Tue 12 Jan 2027" in shown
    assert running.log.filter(activity__startswith="Moved to Tue 12 Jan 2027:").exists()

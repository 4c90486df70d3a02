"""The gates on the pages of a transition: what is missing, and overriding it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.support.addresses import at
from transitions.plans.choices import State
from transitions.plans.models import GateOverride, Transition
from transitions.plans.operations import ownership

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(running: Transition) -> Transition:
    """Its gates ask for more than required items."""
    plans = [
        GatePlan(Gate.OWNERSHIP, GateCondition.BACKUP_ON_TEAM),
        GatePlan(Gate.OWNERSHIP, GateCondition.PHASE_CLOSED, 3),
        GatePlan(Gate.COMPLETION, GateCondition.REVIEW_WRITTEN),
    ]
    library.write(running.template, plans)
    return running


def test_the_page_of_a_transition_says_what_its_gate_asks_for_to_everybody_on_it(
    asking: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)

    page = client.get(asking.get_absolute_url()).content.decode()
    gates = client.get(at(asking, "gates")).content.decode()

    panel = page.partition('id="rail-gate"')[2].partition("</section>")[0]
    assert "0 of 3 met" in panel
    assert "Every item of phase 3, Introduce, is closed" in panel
    assert "Nobody is the backup" in panel
    assert "Helena Brandt" in panel
    assert "1.1 List the contacts" in gates
    assert "The transition may complete" in gates
    assert "Ownership moves Mon 7 Dec when 5 required items are done, and when" in page


def test_more_conditions_of_a_kind_cost_the_page_no_more_queries(
    asking: Transition, owner: User, sign_in: SignIn
) -> None:
    client = sign_in(owner)
    client.get(at(asking, "gates"))
    with CaptureQueriesContext(connection) as few:
        client.get(at(asking, "gates"))
    library.write(
        asking.template, [GatePlan(Gate.OWNERSHIP, GateCondition.PHASE_CLOSED, n) for n in (1, 2)]
    )

    with CaptureQueriesContext(connection) as more:
        client.get(at(asking, "gates"))

    assert len(more) == len(few)


def test_a_manager_completes_anyway_and_what_was_written_stays_until_there_is_a_reason(
    asking: Transition, lead: User, sign_in: SignIn
) -> None:
    ownership.move(asking.pk, by=lead, now=NOW, override_reason="He left")
    client, url = sign_in(lead), at(asking, "complete")
    form = client.get(url).context["form"]
    sent = {"version": form["version"].value(), "closing": "Bye", "seen": form["seen"].value()}

    refused = client.post(url, {**sent, "override_reason": " "})
    long = client.post(url, {**sent, "override_reason": "x" * 301})
    done = client.post(url, {**sent, "override_reason": "They were sold"})

    assert (refused.status_code, long.status_code, done.status_code) == (422, 422, 302)
    assert "7 required items and 1 condition are still open." in refused.content.decode()
    assert refused.context["form"].errors.keys() == {"override_reason"}
    assert "Bye</textarea>" in refused.content.decode()
    assert Transition.objects.get(pk=asking.pk).state == State.COMPLETED
    kept = GateOverride.objects.get(gate=Gate.COMPLETION)
    assert (kept.reason, len(kept.lines)) == ("They were sold", 9)


def test_the_log_and_the_report_show_who_overrode_what_and_why(
    asking: Transition, lead: User, owner: User, sign_in: SignIn
) -> None:
    ownership.move(asking.pk, by=lead, now=NOW, override_reason="He left early")

    client = sign_in(owner)
    pages = [client.get(at(asking, name)).content.decode() for name in ("log", "report", "gates")]

    for page in pages:
        assert "“He left early”" in page
        assert "A backup is on the team: Nobody is the backup, Helena Brandt" in page


def test_a_reader_overrides_nothing(asking: Transition, owner: User, sign_in: SignIn) -> None:
    answer = sign_in(owner).post(at(asking, "complete"), {"override_reason": "Now"})

    assert answer.status_code == 403
    assert not GateOverride.objects.exists()

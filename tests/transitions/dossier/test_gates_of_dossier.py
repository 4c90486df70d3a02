"""A template asks that the dossier is accepted, signed and released before ownership moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.people.choices import Role
from accounts.people.models import User
from checklists.library.choices import Gate, GateCondition
from checklists.library.operations import gates as library
from checklists.library.rules.plan import GatePlan
from checklists.runs.models import Item
from checklists.runs.operations import items as checklist_items
from config.lib.site_time import site_day
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_person, reread
from transitions.dossier.choices import Side
from transitions.dossier.operations import questions, seals, signing
from transitions.dossier.operations.seals import Shown
from transitions.dossier.operations.signing import Signing
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.facts import SECTIONS
from transitions.dossier.queries.keys import keys
from transitions.plans.models import GateOverride, Transition
from transitions.plans.operations import ownership, team
from transitions.plans.operations.gates import NeedsReason
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who
from transitions.plans.queries.gate import Line, brief, panel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contract")]
DUE = datetime(2026, 12, 8, 8, tzinfo=UTC)
TODAY = NOW.date()
Asks = Callable[..., Transition]


@pytest.fixture
def asks(running: Transition) -> Asks:
    """The gate asks for this of the dossier, and every item is closed."""

    def ask(*conditions: GateCondition) -> Transition:
        plans = [GatePlan(Gate.OWNERSHIP, one) for one in conditions]
        library.write(running.template, plans)
        for item in Item.objects.filter(checklist=running.checklist_id):
            checklist_items.skip(
                checklist_items.lock(item.pk), "Not here", by=running.manager, now=NOW
            )
        return loaded(running)

    return ask


def loaded(running: Transition) -> Transition:
    people = ("outgoing", "incoming", "manager", "template", "checklist", "key_contact")
    return Transition.objects.select_related("account__owner", *people).get(pk=running.pk)


def turn(running: Transition, side: Side, by: User, text: str = "") -> None:
    found = loaded(running)
    stamp = keys(found, dossier_page(found, by, TODAY), by).of(side).stamp
    signing.sign(running.pk, Signing(side, stamp, text), Who(by, NOW))


def lines(running: Transition) -> dict[str, Line]:
    return {one.words: one for one in panel(loaded(running), Gate.OWNERSHIP, TODAY).lines}


def test_each_section_that_is_not_accepted_is_named_with_whose_turn_it_is(
    asks: Asks, tomas: Who
) -> None:
    found = asks(GateCondition.SECTIONS_ACCEPTED)
    stamp = dossier_page(found, tomas.by, TODAY).part("contracts").stamp
    seals.confirm(found.pk, Shown("contracts", stamp), tomas)

    missing = lines(found)["Every section of the dossier is accepted"].missing

    told = {one.title: (one.people, one.url) for one in missing}
    here = f"/transitions/{found.pk}/dossier/"
    assert len(missing) == SECTIONS
    assert told["“Contracts and service levels” waits to be accepted"] == ("Priya Raman", here)
    assert told["“SWOT” is empty"] == ("Tomas Eriksen", here)


def test_an_open_question_holds_it_until_it_is_answered(asks: Asks, tomas: Who, priya: Who) -> None:
    found = asks(GateCondition.QUESTIONS_ANSWERED)
    asked = questions.Asked("contracts", "Who signs?", site_day(NOW))
    question = questions.ask(found.pk, asked, priya)
    open_line = lines(found)["Every question about the dossier is answered"]

    questions.answer(question.pk, "Ulrike.", tomas, version=question.version)

    assert [(one.title, one.people) for one in open_line.missing] == [
        ("“Who signs?”", "Tomas Eriksen")
    ]
    assert lines(found)["Every question about the dossier is answered"].is_met


def test_a_gate_does_not_quote_what_is_asked_of_a_confidential_section(
    asks: Asks, priya: Who
) -> None:
    found = asks(GateCondition.QUESTIONS_ANSWERED)
    questions.ask(found.pk, questions.Asked("contracts", "Who signs?", site_day(NOW)), priya)
    found.account.confidential_sections.create(
        book="profile", section="contracts", said_by=priya.by, said_at=NOW
    )

    (missing,) = lines(found)["Every question about the dossier is answered"].missing

    assert missing.title == "A confidential question"


def test_with_reservations_what_is_open_is_accepted_too(asks: Asks, priya: Who) -> None:
    found = asks(GateCondition.SECTIONS_ACCEPTED, GateCondition.QUESTIONS_ANSWERED)
    questions.ask(found.pk, questions.Asked("contracts", "Who signs?", site_day(NOW)), priya)
    before = panel(found, Gate.OWNERSHIP, TODAY).is_met

    turn(found, Side.INCOMING, priya.by, "All but the prices.")

    assert (before, panel(loaded(found), Gate.OWNERSHIP, TODAY).is_met) == (False, True)


def test_ownership_waits_for_both_and_the_release_and_then_moves_by_itself(
    asks: Asks, tomas: Who, priya: Who, lead: User
) -> None:
    found = asks(GateCondition.BOTH_SIGNED, GateCondition.RELEASED)

    assert ownership.move_due(DUE) == []
    until = "both KAMs have signed the dossier and a manager has released the move"
    assert reread(found).waits_for == until
    turn(found, Side.OUTGOING, tomas.by)
    turn(found, Side.INCOMING, priya.by, "All but the prices.")
    assert ownership.move_due(DUE) == []
    assert reread(found).waits_for == "a manager has released the move"
    turn(found, Side.MANAGER, lead)
    moved = ownership.move_due(DUE)

    assert (moved, reread(found).account.owner) == ([found], priya.by)
    assert not GateOverride.objects.exists()


def test_a_release_that_is_taken_back_moves_nothing(asks: Asks, lead: User) -> None:
    found = asks(GateCondition.RELEASED)
    turn(found, Side.MANAGER, lead)

    signing.take_back(found.pk, Side.MANAGER, Who(lead, NOW))

    assert ownership.move_due(DUE) == []


def test_to_move_it_by_hand_is_to_release_it(asks: Asks, lead: User) -> None:
    found = asks(GateCondition.RELEASED)

    ownership.move(found.pk, by=lead, now=NOW)

    assert reread(found).has_moved
    assert not GateOverride.objects.exists()


def test_what_both_have_not_signed_is_moved_with_a_reason_only(asks: Asks, lead: User) -> None:
    found = asks(GateCondition.BOTH_SIGNED)

    with pytest.raises(NeedsReason, match="1 condition is open before ownership moves"):
        ownership.move(found.pk, by=lead, now=NOW)
    ownership.move(found.pk, by=lead, now=NOW, override_reason="He left in a hurry")

    assert GateOverride.objects.get().lines == [
        "Both KAMs have signed the dossier: “I have handed over everything” is not signed, "
        "Tomas Eriksen",
        "Both KAMs have signed the dossier: The dossier is not accepted as a whole, Priya Raman",
    ]


def test_a_section_that_changes_after_acceptance_is_found_though_nothing_was_kept(
    asks: Asks, tomas: Who, priya: Who
) -> None:
    """The brief tells what was last kept; the gate itself looks at each section."""
    found = asks(GateCondition.SECTIONS_ACCEPTED)
    found.readiness.create(on=TODAY, share=100, accepted=SECTIONS)

    told = brief(loaded(found), TODAY).is_met
    live = brief(loaded(found), TODAY, is_live=True).is_met

    assert (told, live, panel(loaded(found), Gate.OWNERSHIP, TODAY).is_met) == (True, False, False)


def test_the_gate_in_brief_asks_for_four_queries_more_whatever_the_dossier_holds(
    asks: Asks, priya: Who
) -> None:
    found = asks(*(GateCondition.SECTIONS_ACCEPTED, GateCondition.BOTH_SIGNED))
    counts = []
    for number in range(2):
        for _ in range(number * 2):
            asked = questions.Asked("contracts", f"Who? {_}", site_day(NOW))
            questions.ask(found.pk, asked, priya)
        fresh = loaded(found)
        with CaptureQueriesContext(connection) as queries:
            brief(fresh, TODAY)
        counts.append(len(queries))

    assert counts == [5, 5]


def test_without_such_a_condition_nobody_looks_into_the_dossier(asks: Asks) -> None:
    found = asks(GateCondition.CLIENT_TOLD_WHY)

    with CaptureQueriesContext(connection) as queries:
        panel(found, Gate.OWNERSHIP, TODAY)

    assert not [one for one in queries if "dossier_" in one["sql"]]


@pytest.fixture
def own(asks: Asks, lead: User) -> Transition:
    """The gate asks for a release only, and who manages it takes over herself."""
    found = asks(GateCondition.RELEASED)
    member = found.team.get(role="incoming")
    team.change(member.pk, team.Edit(lead, ""), by=lead, now=NOW)
    return loaded(found)


def test_nobody_moves_what_they_take_over_themselves_while_somebody_else_can_release(
    own: Transition, lead: User, sign_in: SignIn
) -> None:
    make_person("Ada Berg", Role.ADMINISTRATOR)
    somebody = "so somebody else moves it: an administrator."
    here = f"/transitions/{own.pk}/ownership/"

    with pytest.raises(Refused, match=somebody):
        ownership.move(own.pk, by=lead, now=NOW, override_reason="I am sure")
    page = sign_in(lead).get(here).content.decode()
    sent = sign_in(lead).post(here, {"override_reason": "I am sure"})

    assert "Somebody else moves it." in page and somebody in page
    assert 'type="submit">Move ownership' not in page
    assert (sent.status_code, somebody in sent.content.decode()) == (422, True)
    assert not reread(own).has_moved


def test_a_gate_does_not_say_that_who_takes_over_owes_the_release(
    own: Transition, lead: User
) -> None:
    Transition.objects.update(manager=lead)

    (missing,) = lines(own)["A manager has released the move"].missing

    assert (missing.title, missing.people) == ("Nobody has released it", "")


def test_somebody_else_moves_it_for_them_and_releases_it_by_that(
    own: Transition, lead: User
) -> None:
    ada = make_person("Ada Berg", Role.ADMINISTRATOR)

    ownership.move(own.pk, by=ada, now=NOW)

    assert reread(own).has_moved
    assert not GateOverride.objects.exists()


def test_who_takes_over_moves_it_with_a_reason_where_nobody_else_can(
    own: Transition, lead: User, sign_in: SignIn
) -> None:
    here = f"/transitions/{own.pk}/ownership/"
    with pytest.raises(NeedsReason):
        ownership.move(own.pk, by=lead, now=NOW)
    page = sign_in(lead).get(here).content.decode()

    sent = sign_in(lead).post(here, {"override_reason": "Nobody else is here"}, follow=True)

    assert "Why does it move anyway?" in page
    assert sent.status_code == 200
    kept = GateOverride.objects.get()
    assert (kept.decided_by, kept.reason) == (lead, "Nobody else is here")
    assert "Nobody has released it" in kept.was_open
    assert reread(own).has_moved


@pytest.fixture
def plain(asks: Asks, lead: User) -> Transition:
    """The gate asks for no release and is met; who manages it takes over herself."""
    found = asks()
    member = found.team.get(role="incoming")
    team.change(member.pk, team.Edit(lead, ""), by=lead, now=NOW)
    return loaded(found)


def test_nobody_moves_to_themselves_what_no_release_is_asked_for_either(
    plain: Transition, lead: User, sign_in: SignIn
) -> None:
    make_person("Ada Berg", Role.ADMINISTRATOR)
    somebody = "You take over Brightwater Foods, so somebody else moves it: an administrator."
    here = f"/transitions/{plain.pk}/ownership/"

    with pytest.raises(Refused) as refusal:
        ownership.move(plain.pk, by=lead, now=NOW)
    page = sign_in(lead).get(here).content.decode()
    sent = sign_in(lead).post(here, {"override_reason": "I am sure"})

    assert str(refusal.value) == somebody
    assert somebody in page and 'type="submit">Move ownership' not in page
    assert "Nobody else can release it" not in page
    assert (sent.status_code, somebody in sent.content.decode()) == (422, True)
    assert not reread(plain).has_moved


def test_what_somebody_takes_over_themselves_still_moves_on_its_day(plain: Transition) -> None:
    make_person("Ada Berg", Role.ADMINISTRATOR)

    assert ownership.move_due(DUE) == [plain]

    assert not GateOverride.objects.exists()


def test_where_nobody_else_can_move_it_a_gate_that_is_met_asks_for_a_reason_as_well(
    plain: Transition, lead: User, sign_in: SignIn
) -> None:
    here = f"/transitions/{plain.pk}/ownership/"
    with pytest.raises(NeedsReason, match="1 condition is open before ownership moves"):
        ownership.move(plain.pk, by=lead, now=NOW)
    page = sign_in(lead).get(here)
    sent = {"seen": page.context["form"]["seen"].value(), "override_reason": "Nobody else is here"}

    sign_in(lead).post(here, sent)

    assert "Why does it move anyway?" in page.content.decode()
    kept = GateOverride.objects.get()
    assert (kept.decided_by, kept.reason) == (lead, "Nobody else is here")
    assert kept.lines == [
        "Somebody who does not take over has released the move: Nobody else can release it"
    ]
    assert reread(plain).has_moved

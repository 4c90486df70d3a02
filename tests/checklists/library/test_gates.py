"""What the gates of a template can ask for, when it is met, and who sets it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accounts.people.models import User
from checklists.library.choices import (
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Proof,
    Stage,
    TemplateState,
)
from checklists.library.models import Template
from checklists.library.operations import arranging, drafts, phases
from checklists.library.operations import gates as operations
from checklists.library.operations.gates import CannotSet, Stale, set_gates
from checklists.library.operations.holding import Who
from checklists.library.queries.arrangement import arrangement
from checklists.library.queries.stored import stored_gates, stored_plan
from checklists.library.rules import gates
from checklists.library.rules.gate_facts import DossierFacts, Facts, ItemFact, Lack, Owed, Place
from checklists.library.rules.gates import Ground
from checklists.library.rules.order import Move, stamp
from checklists.library.rules.plan import GatePlan, TemplatePlan
from checklists.library.rules.soundness import problems
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.factories.transitions import NOW

CONTACT = GatePlan(Gate.OWNERSHIP, GateCondition.CONTACT_KNOWN)
PHASE = GatePlan(Gate.OWNERSHIP, GateCondition.PHASE_CLOSED, 2)
ITEM = ItemFact(7, 2, Stage.TRANSFER, ItemRole.BOTH, Proof.MEETING, True, False, True, True, False)
DONE = replace(ITEM, is_open=False, is_overdue=False)
FILE = replace(DONE, proof=Proof.FILE)
OWED = (Owed("“SWOT” is empty", ItemRole.OUTGOING),)
DOSSIER = DossierFacts(unaccepted=OWED, unanswered=OWED, undecided_commitments=2)
OPEN = Facts(
    items=(ITEM, replace(FILE, pk=8, is_skipped=True)), unscored=("Calm",), dossier=DOSSIER
)
SIGNED = DossierFacts(signed=frozenset({ItemRole.OUTGOING, ItemRole.INCOMING, ItemRole.MANAGER}))
MET = Facts(
    items=(DONE, replace(FILE, has_file=True)),
    roles=frozenset({"hr", "backup"}),
    written=frozenset({"client_reason", "findings", "lessons", "closing"}),
    contact="Ulrike",
    can_reach_contact=True,
    incoming_noted=True,
    days_since_move=3,
    dossier=SIGNED,
)


@pytest.mark.parametrize("condition", GateCondition)
def test_each_condition_is_open_while_something_lacks_and_met_when_nothing_does(
    condition: GateCondition,
) -> None:
    number = {GateCondition.PHASE_CLOSED: 2, GateCondition.OWNED_FOR: 3}.get(condition, 0)
    plan = GatePlan(Gate.OWNERSHIP, condition, number)

    assert (bool(gates.lacks(plan, OPEN)), gates.lacks(plan, MET)) == (True, ())


def test_what_lacks_is_named_with_the_place_where_it_is_mended() -> None:
    unreachable = replace(OPEN, contact="Ulrike")

    assert gates.lacks(CONTACT, OPEN) == (Lack(Place.DETAILS, "No key contact is chosen"),)
    assert gates.lacks(CONTACT, unreachable) == (
        Lack(Place.ACCOUNT, "Ulrike has neither e-mail nor phone"),
    )
    assert gates.lacks(PHASE, OPEN) == (Lack(Place.ITEM, item=7),)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (replace(PHASE, number=9), "number is a phase, from 1 to 3."),
        (replace(CONTACT, number=1), "it has no number."),
        (
            GatePlan(Gate.COMPLETION, GateCondition.OWNED_FOR),
            "number is how many days, from 1 to 365.",
        ),
        (GatePlan(Gate.OWNERSHIP, GateCondition.NOTHING_OPEN), "this gate cannot ask for that."),
        (
            GatePlan(Gate.OWNERSHIP, GateCondition.JOINT_MEETING),
            "no item of both KAMs that is always taken is proved by a meeting.",
        ),
    ],
)
def test_a_gate_asks_for_nothing_that_can_never_be_met(plan: GatePlan, said: str) -> None:
    assert list(gates.problems([plan], Ground(3, has_joint_meeting=False))) == [
        f"{plan.gate.value}, {plan.condition.value}: {said}"
    ]


@pytest.mark.django_db
def test_without_gates_a_template_says_the_same_as_before_there_were_any() -> None:
    plan = stored_plan(make_template())

    assert replace(plan, gates=()).digest == plan.digest
    assert replace(plan, gates=(CONTACT,)).digest != plan.digest


@pytest.mark.django_db
def test_only_a_draft_gets_other_gates_and_only_as_the_page_showed_them(lead: User) -> None:
    draft = make_template(state=TemplateState.DRAFT)
    published, who = make_template(), Who(lead, NOW)

    set_gates(draft.pk, [CONTACT, PHASE], seen=[], who=who)
    with pytest.raises(Stale, match="Somebody else changed these gates"):
        set_gates(draft.pk, [PHASE], seen=[], who=who)
    with pytest.raises(CannotSet, match="stay as they are"):
        set_gates(published.pk, [CONTACT], seen=[], who=who)

    now = Template.objects.get(pk=draft.pk)
    assert (stored_gates(now), now.condition_count) == ((CONTACT, PHASE), 2)
    assert [one.said for one in now.changes.all()] == ["Changed what its gates ask for"]


@pytest.mark.django_db
def test_a_gate_follows_its_phase_and_forgets_one_that_is_deleted(lead: User) -> None:
    draft, who = make_template(state=TemplateState.DRAFT), Who(lead, NOW)
    set_gates(draft.pk, [CONTACT, PHASE], seen=[], who=who)
    draft.refresh_from_db()
    second, order = draft.phases.get(number=2), arrangement(draft)

    arranging.move(draft.pk, Move(True, second.pk, place=0), seen=stamp(order), who=who)
    assert stored_gates(draft) == (CONTACT, replace(PHASE, number=1))

    phases.remove(draft.pk, second.pk, who)
    assert stored_gates(draft) == (CONTACT,)


@pytest.mark.django_db
def test_a_copy_and_the_next_version_ask_for_the_same(lead: User) -> None:
    draft, who = make_template(state=TemplateState.DRAFT), Who(lead, NOW)
    set_gates(draft.pk, [CONTACT, PHASE], seen=[], who=who)

    copied = drafts.clone(draft.pk, {"name": "Another"}, who)

    assert (stored_gates(copied), copied.condition_count) == ((CONTACT, PHASE), 2)


def test_a_gate_that_can_never_open_keeps_a_template_from_being_published() -> None:
    joint = GatePlan(Gate.OWNERSHIP, GateCondition.JOINT_MEETING)
    plan = TemplatePlan("one", "One", "", 5, 2, (), (joint,))

    assert problems(plan)[-1].sentence == (
        "“Ownership may move” asks for “A meeting of both KAMs has taken place”, but no item of "
        "both KAMs that is always taken is proved by a meeting."
    )


@pytest.mark.django_db
def test_a_manager_sets_the_gates_of_a_draft_and_its_page_shows_them(
    lead: User, sign_in: SignIn
) -> None:
    draft, client = make_template(state=TemplateState.DRAFT), sign_in(lead)
    url = f"{draft.get_absolute_url()}gates/"

    client.get(url)
    sent = {"ownership": ["ownership:contact_known:0"], "days": "5", "seen": ""}
    answer = client.post(url, sent)
    stale = client.post(url, {"completion": ["completion:nothing_open:0"], "seen": ""})
    wrong = client.post(url, {"days": "many"})
    shown = client.get(draft.get_absolute_url()).content.decode()

    statuses = (answer.status_code, stale.status_code, wrong.status_code)
    assert statuses == (302, 409, 422)
    assert "The key contact can be reached by e-mail or phone" in stale.content.decode()
    assert 'value="completion:nothing_open:0"' in stale.content.decode()
    assert "Ownership moved at least 5 days ago" in shown


@pytest.mark.django_db
def test_the_gates_of_a_published_version_lead_back_and_a_reader_sets_none(
    lead: User, owner: User, sign_in: SignIn
) -> None:
    published = make_template()
    operations.write(published, [CONTACT])
    url = f"{published.get_absolute_url()}gates/"

    client = sign_in(lead)
    led, refused = client.get(url), client.post(url, {})

    assert (led.status_code, refused.status_code) == (302, 409)
    assert stored_gates(published) == (CONTACT,)
    assert sign_in(owner).post(url, {}).status_code == 403


@pytest.mark.django_db
def test_a_meeting_that_some_transitions_leave_out_is_no_ground_for_a_gate() -> None:
    meeting = piece("meet", role=ItemRole.BOTH, proof=Proof.MEETING)
    always = stored_plan(make_template(items=[meeting]))
    rarely = stored_plan(make_template(items=[replace(meeting, only_when=Condition.CONFIDENTIAL)]))
    joint = GatePlan(Gate.OWNERSHIP, GateCondition.JOINT_MEETING)

    assert (Ground.of(always), Ground.of(rarely)) == (Ground(1, True), Ground(1, False))
    assert gates.lacks(joint, Facts()) == (
        Lack(Place.NOWHERE, "No meeting of both KAMs is planned"),
    )
    assert gates.lacks(joint, Facts(items=(replace(DONE, is_skipped=True),))) == (
        Lack(Place.NOWHERE, "Every meeting of both KAMs was set aside"),
    )


@pytest.mark.django_db
def test_a_tick_on_phases_of_another_order_is_noticed_and_follows_its_phase(
    lead: User, sign_in: SignIn
) -> None:
    draft, client = make_template(state=TemplateState.DRAFT), sign_in(lead)
    url, who = f"{draft.get_absolute_url()}gates/", Who(lead, NOW)
    seen = client.get(url).context["form"]["seen"].value()
    move = Move(True, draft.phases.get(number=2).pk, place=0)
    arranging.move(draft.pk, move, seen=stamp(arrangement(draft)), who=who)

    stale = client.post(url, {"ownership": ["ownership:phase_closed:2"], "seen": seen})
    form = stale.context["form"]
    again = {"ownership": form["ownership"].value(), "seen": form["seen"].value()}

    assert stale.status_code == 409
    assert operations.REORDERED in stale.text
    assert again["ownership"] == ["ownership:phase_closed:1"]
    assert client.post(url, again).status_code == 302
    assert stored_gates(Template.objects.get(pk=draft.pk)) == (replace(PHASE, number=1),)

"""A transition with a small checklist, made by the real operations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Calendar, Team, User
from checklists.library.choices import Anchor, ItemRole, Proof, Stage, TemplateState
from checklists.library.models import Template, TemplateItem, TemplatePhase
from checklists.runs.models import Checklist, Item
from transitions.plans.choices import Reason
from transitions.plans.models import Transition
from transitions.plans.operations import starting

TODAY = date(2026, 11, 24)
"""A Tuesday in the middle of the transition."""
NOW = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
STARTS_ON, OWNS_ON, ENDS_ON = date(2026, 11, 2), date(2026, 12, 7), date(2026, 12, 18)

numbers = count(1)

# key, title, role, offset in working days, required, proof, waits for
SMALL: dict[Stage, list[tuple[str, str, ItemRole, int, bool, Proof, str]]] = {
    Stage.PREPARE: [
        ("contacts", "List the contacts", ItemRole.OUTGOING, 2, True, Proof.NOTHING, ""),
        ("brief", "Brief the team", ItemRole.MANAGER, 3, False, Proof.NOTHING, ""),
    ],
    Stage.TRANSFER: [
        ("summary", "Write the summary", ItemRole.OUTGOING, 15, True, Proof.NOTE, ""),
        ("contract", "File the contract", ItemRole.OUTGOING, 16, True, Proof.FILE, ""),
    ],
    Stage.INTRODUCE: [
        ("agenda", "Agree the agenda", ItemRole.INCOMING, 16, True, Proof.NOTHING, ""),
        ("meeting", "Meet the client", ItemRole.BOTH, 18, True, Proof.NOTHING, "agenda"),
    ],
    Stage.STABILISE: [
        ("call", "Call the client alone", ItemRole.INCOMING, 28, True, Proof.NOTHING, "meeting"),
    ],
    Stage.CLOSE: [
        ("review", "Review what was learned", ItemRole.MANAGER, 33, True, Proof.NOTHING, ""),
    ],
}


def make_template(*, extra: int = 0) -> Template:
    """Five phases with eight items; `extra` adds that many to the third phase."""
    number = next(numbers)
    template = Template.objects.create(
        key=f"small-{number}",
        name=f"Small {number}",
        summary="A small one.",
        days=35,
        ownership_day=25,
        item_count=8 + extra,
        state=TemplateState.PUBLISHED,
    )
    found: dict[str, TemplateItem] = {}
    for position, (stage, pieces) in enumerate(SMALL.items(), start=1):
        phase = TemplatePhase.objects.create(
            template=template, number=position, name=stage.label, stage=stage
        )
        for place, (key, title, role, offset, required, proof, waits) in enumerate(pieces, 1):
            found[key] = TemplateItem.objects.create(
                phase=phase,
                position=place,
                key=key,
                title=title,
                guidance=f"How to: {title.lower()}.",
                role=role,
                anchor=Anchor.START,
                offset=offset,
                is_required=required,
                proof=proof,
            )
            if waits:
                found[key].waits_for.add(found[waits])
    _add_extra(found["agenda"].phase, extra)
    return template


def _add_extra(phase: TemplatePhase, extra: int) -> None:
    TemplateItem.objects.bulk_create(
        TemplateItem(
            phase=phase,
            position=10 + place,
            key=f"extra-{place}",
            title=f"Extra {place}",
            role=ItemRole.INCOMING,
            anchor=Anchor.START,
            offset=20,
        )
        for place in range(1, extra + 1)
    )


def make_person(name: str, role: Role = Role.KAM, team: Team | None = None) -> User:
    """Somebody with a name of their own."""
    number = next(numbers)
    return User.objects.create_user(
        f"{name.split(maxsplit=1)[0].lower()}{number}@example.com",
        full_name=name,
        role=role,
        team=team,
    )


def make_transition(
    *,
    account: Account | None = None,
    outgoing: User | None = None,
    incoming: User | None = None,
    manager: User | None = None,
    template: Template | None = None,
    started: bool = True,
    now: datetime = NOW,
    **changes: Any,
) -> Transition:
    """A transition from outgoing to incoming, active unless `started` is false.

    Started before `now`, from Mon 2 Nov to Fri 18 Dec 2026, ownership on Mon 7 Dec. `changes`
    replaces any other answer of `starting.NewTransition`, such as `starts_on`.
    """
    manager = manager or make_person("Helena Brandt", Role.MANAGER)
    team = manager.leads_teams.first() or Team.objects.create(
        name=f"Team {next(numbers)}", lead=manager
    )
    if account:
        outgoing = account.owner
    outgoing = outgoing or make_person("Tomas Eriksen", team=team)
    incoming = incoming or make_person("Priya Raman", team=team)
    account = account or Account.objects.create(
        name=f"Brightwater Foods {next(numbers)}", owner=outgoing
    )
    calendar = Calendar.objects.filter(is_default=True).first() or Calendar.objects.create(
        name="Austria", country="AT", is_default=True
    )
    answers: dict[str, Any] = {
        "reason": Reason.LEAVES,
        "client_reason": "",
        "calendar": calendar,
        "starts_on": STARTS_ON,
        "owns_on": OWNS_ON,
        "ends_on": ENDS_ON,
        "request_key": uuid4(),
        **changes,
    }
    new = starting.NewTransition(
        account=account,
        incoming=incoming,
        manager=manager,
        template=template or make_template(),
        **answers,
    )
    transition = starting.draft(new, by=manager, now=now, today=new.starts_on)
    if started:
        starting.start(transition.pk, by=manager, now=now)
    return Transition.objects.select_related(
        "account", "outgoing", "incoming", "manager", "checklist"
    ).get(pk=transition.pk)


def item_of(transition: Transition, title: str) -> Item:
    """The item of a transition with that title."""
    return Item.objects.get(checklist=transition.checklist_id, title=title)


def checklist_of(transition: Transition) -> Checklist:
    """The checklist of a transition as it is stored now, with the item that is next."""
    return Checklist.objects.select_related("next_item").get(transition=transition)


def reread(transition: Transition) -> Transition:
    """A transition as it is stored now, with its account and whose that is."""
    return Transition.objects.select_related("account__owner").get(pk=transition.pk)

"""An account of which much is confidential, and everybody who has a part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from accounts.clients.choices import Level
from accounts.clients.models import Access, Account
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.profile.models import Contract, Document, Interaction, Opportunity
from accounts.profile.operations import documents, levels, records
from accounts.profile.operations.records import Sent
from accounts.strategy.models import Action, Goal, PlanPaper
from accounts.strategy.operations.versions import freeze
from config.lib import acting
from config.lib.papers import PaperState
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.transitions import NOW, TODAY, make_transition
from transitions.dossier.operations import questions, seals
from transitions.dossier.operations.questions import Asked
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.dossier import dossier_page
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.plans.operations.working import Who

WORDS = (
    *("wistaria", "bergamot", "juniper", "tamarind", "saffron", "marjoram", "quince"),
    *("verbena", "hyssop", "sorrel", "lovage", "borage", "chervil"),
)
"""One stands in each thing that is confidential, and nowhere else."""
READS = ("owner", "incoming", "manager", "lead", "administrator")
SEES_ONLY = ("hr", "backup", "leader")
STRANGERS = ("other manager", "stranger")
EVERYBODY = (*READS, *SEES_ONLY, *STRANGERS)


@dataclass
class World:
    """Who is there, and the numbers of what is confidential."""

    account: Account
    transition: Transition
    people: dict[str, User]
    ids: dict[str, int] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def get(self, who: str, name: str, *parts: Any) -> Any:
        return self.clients[who].get(reverse(name, args=parts))


def build() -> World:
    people = _people()
    account = Account.objects.create(name="Brightwater Foods", owner=people["owner"])
    transition = make_transition(
        account=account, incoming=people["incoming"], manager=people["manager"]
    )
    for who in ("hr", "backup"):
        Access.objects.create(account=account, person=people[who])
        TeamMember.objects.create(
            transition=transition, role=TeamRole.OTHER, role_name=who, person=people[who]
        )
    world = World(account, transition, people)
    for who, person in people.items():
        world.clients[who] = Client()
        world.clients[who].force_login(person)
    with acting.by(people["owner"].pk, at=NOW):
        _write_profile(world)
        _write_plan(world)
    _talk(world)
    return world


def _people() -> dict[str, User]:
    helena = UserFactory.create(full_name="Helena Brandt", role=Role.MANAGER)
    team = TeamFactory.create(name="Industry", lead=helena)
    otto = UserFactory.create(full_name="Otto Halm", role=Role.MANAGER)
    petra = UserFactory.create(full_name="Petra Lang", role=Role.MANAGER)
    for lead in (otto, petra):
        TeamFactory.create(name=f"Team of {lead}", lead=lead)
    return {
        "owner": UserFactory.create(full_name="Tomas Eriksen", team=team),
        "incoming": UserFactory.create(full_name="Priya Raman"),
        "manager": otto,
        "lead": helena,
        "administrator": UserFactory.create(full_name="Ada Berg", role=Role.ADMINISTRATOR),
        "hr": UserFactory.create(full_name="Ruth Aigner", role=Role.HR),
        "backup": UserFactory.create(full_name="Kim Sato"),
        "leader": UserFactory.create(full_name="Lea Novak", role=Role.LEADER),
        "other manager": petra,
        "stranger": UserFactory.create(full_name="Jonas Weiler"),
    }


def _write_profile(world: World) -> None:
    account, owner = world.account, world.people["owner"]

    def add(model: Any, **values: Any) -> Any:
        return records.add(model, account.pk, values, Sent(owner, NOW, uuid4()))

    paper = add(Document, title="Paper of wistaria", location="Shelf bergamot", notes="juniper")
    paper.file.save("paper", ContentFile(b"tamarind"), save=False)
    paper.file_name, paper.file_size, paper.media_type = "tamarind.txt", 8, "text/plain"
    paper.save()
    for document in (paper, add(Document, title="About saffron", location="Gone")):
        values = {"level": Level.CONFIDENTIAL}
        documents.change(document, values, Sent(owner, NOW), version=1)
        world.ids.setdefault("document", document.pk)
    documents.remove(Document.objects.get(title="About saffron"))
    add(Document, title="Handbook", location="Shelf A")
    add(Contract, title="Frame contract", document=paper)
    talk = add(Interaction, held_on=TODAY, channel="phone", summary="They said marjoram")
    add(Opportunity, title="Deal of quince", stage="won", value=1)
    world.ids["talk"] = talk.pk
    for section in ("history", "pipeline"):
        levels.close(account.pk, "profile", section, Sent(owner, NOW))


def _write_plan(world: World) -> None:
    account, owner = world.account, world.people["owner"]
    sent = Sent(owner, NOW)
    goal = records.add(Goal, account.pk, {"title": "Reach verbena"}, sent)
    records.add(Action, account.pk, {"title": "Call them", "goal": goal}, sent)
    freeze(account.pk, by=owner, now=NOW)
    paper = PlanPaper(
        account=account, state=PaperState.READY, pages=1, size=5, requested_at=NOW, finished_at=NOW
    )
    paper.file.save("plan.pdf", ContentFile(b"hyssop"))
    levels.close(account.pk, "plan", "goals", sent)
    world.ids |= {"goal": goal.pk, "paper": paper.pk}


def _talk(world: World) -> None:
    transition, due = world.transition, TODAY + timedelta(days=1)
    outgoing, incoming = (Who(world.people[one], NOW) for one in ("owner", "incoming"))
    asked = Asked("contracts", "Why sorrel?", due, level=Level.CONFIDENTIAL)
    question = questions.ask(transition.pk, asked, incoming)
    questions.answer(question.pk, "As lovage", outgoing, version=1)
    questions.ask(transition.pk, Asked("history", "Who said borage?", due), incoming)
    stamp = dossier_page(transition, world.people["owner"], TODAY).part("history").stamp
    seals.confirm(transition.pk, Shown("history", stamp), outgoing)
    seals.refuse(transition.pk, Shown("history", stamp), "It lacks chervil", incoming)
    world.ids["question"] = question.pk

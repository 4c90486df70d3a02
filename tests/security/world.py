"""One of everything, in each relation to a person of each role.

All five work in one team that Helena leads. Jonas and Kim are in another; Otto leads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.clients.models import Access, Account
from accounts.exchange.choices import ImportState, Kind
from accounts.exchange.models import Import
from accounts.people.choices import ListName, Role
from accounts.people.models import Invitation, SavedView, Team, User
from accounts.profile.models import Commitment, Document
from accounts.strategy.models import Goal, PlanPaper, PlanVersion
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import drafts, items
from checklists.library.operations.holding import Who
from checklists.runs.models import Attachment, Item
from config.lib.mail.choices import MessageKind
from config.lib.mail.models import Message
from config.lib.papers import PaperState
from tests.factories.accounts import AccountFactory, ContactFactory
from tests.factories.people import AbsenceFactory, TeamFactory, UserFactory
from tests.factories.transitions import NOW, make_template, make_transition
from tests.security.passkeys import make_passkey
from tests.security.roles import SECRET, Relation
from transitions.batches.choices import Action
from transitions.batches.models import Batch
from transitions.comments.models import Comment
from transitions.dossier.models import Prompt
from transitions.plans.choices import TeamRole
from transitions.plans.models import TeamMember, Transition
from transitions.reports.choices import Edition, ReportState
from transitions.reports.models import Report, TransferPaper

Ids = dict[str, int]
numbers = count(11)


@dataclass
class World:
    """The people by role, and the numbers of what stands in a relation to them."""

    people: dict[Role, User] = field(default_factory=dict)
    things: dict[tuple[str, Role, Relation], Ids] = field(default_factory=dict)
    names: dict[tuple[Role, Relation], str] = field(default_factory=dict)
    """The name of the account of each transition."""

    def ids(self, thing: str, role: Role, relation: Relation) -> Ids:
        return self.things.get((thing, role, relation), {})


@dataclass(frozen=True)
class Cast:
    """Who is in the other team, and who is a colleague."""

    colleague: User
    jonas: User
    kim: User
    otto: User


def build() -> World:
    """Make everything, with the product's own operations where they decide something."""
    world = World()
    helena = UserFactory.create(full_name="Helena Brandt", role=Role.MANAGER)
    industry = TeamFactory.create(name="Industry", lead=helena)
    User.objects.filter(pk=helena.pk).update(team=industry)
    helena.team = industry
    world.people = {
        Role.MANAGER: helena,
        Role.KAM: UserFactory.create(full_name="Tomas Eriksen", team=industry),
        Role.HR: UserFactory.create(full_name="Ruth Aigner", role=Role.HR, team=industry),
        Role.LEADER: UserFactory.create(full_name="Lea Novak", role=Role.LEADER, team=industry),
        Role.ADMINISTRATOR: UserFactory.create(
            full_name="Ada Berg", role=Role.ADMINISTRATOR, team=industry
        ),
    }
    cast = _cast(industry)
    template = make_template()
    Prompt.objects.create(key="own-car", text="Who parks where?", position=1)
    drafts_of_template = _drafts(template, cast.otto)
    for role, relation, owner in _pairs(world, cast):
        name = f"Fennimore {next(numbers)} Glass"
        account = AccountFactory.create(name=name, owner=owner, is_confidential=relation in SECRET)
        manager = world.people[role] if relation == Relation.MANAGED else cast.otto
        transition = make_transition(
            account=account, incoming=cast.kim, manager=manager, template=template
        )
        roles = [role] if relation in {Relation.OWN, Relation.SECRET_OWN} else list(world.people)
        if relation in {Relation.LET_IN, Relation.SECRET_LET_IN}:
            _let_in(transition, account, world)
        ids = _ids(transition, account, cast.kim) | _say(transition, world)
        plan = _plan(account)
        for one in roles:
            world.names[one, relation] = name
            for thing in ("account", "transition"):
                world.things[thing, one, relation] = ids
            world.things["row of a plan", one, relation] = plan
    invited = {
        "invitation": _invite(Role.KAM, cast.otto),
        "invitation of a manager": _invite(Role.MANAGER, cast.otto),
    }
    for role in world.people:
        world.things["template", role, Relation.OWN] = {"template_id": template.pk}
        for (thing, relation), ids in drafts_of_template.items():
            world.things[thing, role, relation] = ids
        world.things["team", role, Relation.OWN] = {"team_id": industry.pk}
        for thing, invitation in invited.items():
            world.things[thing, role, Relation.OWN] = {"invitation_id": invitation.pk}
        _add_own(world, role, cast)
        _add_second_factor(world.people[role])
    return world


def _drafts(template: Template, by: User) -> dict[tuple[str, Relation], Ids]:
    """Two drafts from which something was deleted, and one that was deleted whole."""
    who = Who(by, NOW)
    deleted = drafts.clone(template.pk, {"name": "Deleted"}, who)
    drafts.delete(deleted.pk, who)
    return {
        ("draft of a template", Relation.OWN): _draft_ids(template, who),
        ("draft of a template", Relation.STRANGER): _draft_ids(
            drafts.clone(template.pk, {"name": "Another"}, who), who
        ),
        ("deleted draft of a template", Relation.OWN): {"template_id": deleted.pk},
    }


def _draft_ids(template: Template, who: Who) -> Ids:
    draft, _ = drafts.next_version(template.pk, who)
    phase = draft.phases.earliest("number")
    change = items.remove(draft.pk, phase.items.latest("pk").pk, who)
    item = TemplateItem.objects.filter(phase__template=draft).earliest("pk")
    return {
        "template_id": draft.pk,
        "phase_id": phase.pk,
        "item_id": item.pk,
        "change_id": change.pk,
    }


def _invite(role: Role, by: User) -> Invitation:
    return Invitation.objects.create(
        email=f"{role}@example.com",
        full_name="Nora Lind",
        role=role,
        invited_by=by,
        invited_at=NOW,
        expires_at=NOW + timedelta(days=3650),
    )


def _cast(industry: Team) -> Cast:
    otto = UserFactory.create(full_name="Otto Halm", role=Role.MANAGER)
    hospitality = TeamFactory.create(name="Hospitality", lead=otto)
    return Cast(
        colleague=UserFactory.create(full_name="Priya Raman", team=industry),
        jonas=UserFactory.create(full_name="Jonas Weiler", team=hospitality),
        kim=UserFactory.create(full_name="Kim Sato", team=hospitality),
        otto=otto,
    )


def _pairs(world: World, cast: Cast) -> list[tuple[Role, Relation, User]]:
    """Each account to be: for whom, in which relation, and who owns it.

    What is not somebody's own is the same for all; a pair names the manager for it.
    """
    own = [
        (role, relation, person)
        for role, person in world.people.items()
        for relation in (Relation.OWN, Relation.SECRET_OWN)
    ]
    owners = {
        Relation.LET_IN: cast.jonas,
        Relation.SECRET_LET_IN: cast.jonas,
        Relation.TEAM: cast.colleague,
        Relation.SECRET_TEAM: cast.colleague,
        Relation.MANAGED: cast.jonas,
        Relation.STRANGER: cast.jonas,
        Relation.SECRET_STRANGER: cast.jonas,
    }
    return own + [(Role.MANAGER, relation, owner) for relation, owner in owners.items()]


def _let_in(transition: Transition, account: Account, world: World) -> None:
    for person in world.people.values():
        Access.objects.get_or_create(account=account, person=person)
        TeamMember.objects.create(
            transition=transition, role=TeamRole.OTHER, role_name="Adviser", person=person
        )


def _ids(transition: Transition, account: Account, uploader: User) -> Ids:
    """The numbers of an account, its transition, and one of everything in them."""
    item = Item.objects.filter(checklist=transition.checklist_id).earliest("pk")
    file = Attachment(
        item=item,
        name="notes.txt",
        size=5,
        content_type="text/plain",
        uploaded_by=uploader,
        created_at=NOW,
    )
    file.file.save("notes.txt", ContentFile(b"Hello"))
    report = Report(
        transition=transition,
        version=1,
        fingerprint=uuid4().hex,
        state=ReportState.READY,
        pages=1,
        size=5,
        requested_at=NOW,
        finished_at=NOW,
    )
    report.file.save("report.pdf", ContentFile(b"%PDF-"))
    paper = TransferPaper(
        transition=transition,
        edition=Edition.OPEN,
        state=ReportState.READY,
        pages=1,
        size=5,
        requested_at=NOW,
        told_at=NOW,
    )
    paper.file.save("transfer.pdf", ContentFile(b"%PDF-"))
    document = Document(account=account, title="Plan", file_name="plan.txt", updated_at=NOW)
    document.file.save("plan.txt", ContentFile(b"Hello"))
    question = transition.questions.create(
        section="contracts", text="Why this price?", asked_by=uploader, asked_at=NOW
    )
    promise = Commitment.objects.create(account=account, promise="A tour", updated_at=NOW)
    return {
        "question_id": question.pk,
        "commitment_id": promise.pk,
        "account_id": account.pk,
        "record_id": document.pk,
        "contact_id": ContactFactory.create(account=account).pk,
        "transition_id": transition.pk,
        "item_id": item.pk,
        "member_id": transition.team.earliest("pk").pk,
        "file_id": file.pk,
        "report_id": report.pk,
        "paper_id": paper.pk,
    }


def _plan(account: Account) -> Ids:
    """The numbers of a goal of an account, and of its plan on one page; the plan has a version."""
    goal = Goal.objects.create(account=account, title="Grow", updated_at=NOW)
    PlanVersion.objects.create(account=account, number=1, told=[], frozen_at=NOW)
    paper = PlanPaper(account=account, state=PaperState.READY, pages=1, size=5, requested_at=NOW)
    paper.finished_at = NOW
    paper.file.save("plan.pdf", ContentFile(b"%PDF-"))
    return {"account_id": account.pk, "record_id": goal.pk, "paper_id": paper.pk}


def _say(transition: Transition, world: World) -> Ids:
    """The number of a comment of the administrator, which stays so new that it may be changed."""
    author = world.people[Role.ADMINISTRATOR]
    said_at = NOW + timedelta(days=3650)
    comment = Comment.objects.create(
        transition=transition, author=author, body="Hello", created_at=said_at
    )
    return {"comment_id": comment.pk}


def _add_own(world: World, role: Role, cast: Cast) -> None:
    """What belongs to one person: their own, a colleague's, a stranger's."""
    for relation, person in {
        Relation.OWN: world.people[role],
        Relation.TEAM: cast.colleague,
        Relation.STRANGER: cast.jonas,
    }.items():
        month = len(world.things) % 9 + 1
        absence = AbsenceFactory.create(
            person=person,
            starts_on=date(2027 + len(world.things) // 9, month, 1),
            ends_on=date(2027 + len(world.things) // 9, month, 2),
        )
        message = Message.objects.create(
            kind=MessageKind.DIGEST,
            person=person,
            to=person.email,
            subject="2 items today",
            body_text="Hello",
            body_html="<p>Hello</p>",
            message_id=uuid4().hex,
            send_after=NOW,
        )
        session = UserSession.objects.create(user=person, session_key=uuid4().hex, ip="127.0.0.1")
        passkey = make_passkey(person)
        view = SavedView.objects.create(
            person=person, list_name=ListName.ACCOUNTS, name=f"Mine {next(numbers)}"
        )
        batch = Batch.objects.create(
            by=person, action=Action.DONE, made_at=timezone.now(), changed=1, left_out=0
        )
        world.things["import", role, relation] = {"import_id": _import(person).pk}
        world.things["batch", role, relation] = {"batch_id": batch.pk}
        world.things["saved view", role, relation] = {"view_id": view.pk}
        world.things["session", role, relation] = {"session_id": session.pk}
        world.things["passkey", role, relation] = {"pk": passkey.pk}
        world.things["absence", role, relation] = {"absence_id": absence.pk}
        world.things["person", role, relation] = {
            "person_id": person.pk,
            "absence_id": absence.pk,
        }
        world.things["message", role, relation] = {"message_id": message.pk}


def _import(person: User) -> Import:
    """A file of one row, of which some were wrong."""
    row = Import(
        kind=Kind.ACCOUNTS,
        file_name="accounts.csv",
        file_size=10,
        encoding="utf-8",
        separator=",",
        heads=["name"],
        columns={"name": 0},
        by=person,
        sent_at=NOW,
        state=ImportState.FAILED,
    )
    row.file.save("accounts.csv", ContentFile(b"name\nGlass"), save=False)
    row.wrong_file.save("wrong.csv", ContentFile(b"name\n"))
    return row


def _add_second_factor(person: User) -> None:
    """A code from an app, and codes on paper."""
    secret = encrypt("JBSWY3DPEHPK3PXP")
    for kind, known in {
        Authenticator.Type.TOTP: {"secret": secret},
        Authenticator.Type.RECOVERY_CODES: {"seed": secret, "used_mask": 0},
    }.items():
        Authenticator.objects.create(user=person, type=kind, data=known)

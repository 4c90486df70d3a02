from accounts.clients.models import Account
from accounts.people.choices import Role
from accounts.people.models import Team, User
from tests.factories.people import TeamFactory, UserFactory
from tests.factories.transitions import make_transition
from transitions.plans.models import Transition
from transitions.reminders.queries.seeing import Place, load


def test_a_digest_sees_what_the_pages_show(
    transition: Transition, stranger: User, reader: User, administrator: User, team: Team
) -> None:
    secret = make_transition(manager=administrator)
    Account.objects.filter(pk=secret.account_id).update(is_confidential=True)
    other_lead = UserFactory.create(role=Role.MANAGER)
    TeamFactory.create(name="North", lead=other_lead)
    led = UserFactory.create(team=Team.objects.get(name="North"))
    make_transition(account=Account.objects.create(name="Larkspur Hotels", owner=led))
    UserFactory.create(role=Role.HR)
    UserFactory.create(role=Role.ADMINISTRATOR, is_active=False)
    UserFactory.create(team=team)

    checklists = Transition.objects.exclude(checklist=None).values_list("checklist", flat=True)
    transitions, sight = load(list(checklists))

    assert len(transitions) == Transition.objects.count()
    for person in User.objects.all():
        seen = {row.pk for row in transitions.values() if sight.sees(person, Place.of(row))}
        shown = set(Transition.objects.visible_to(person).values_list("pk", flat=True))
        assert seen == shown, f"{person}, {person.role}"

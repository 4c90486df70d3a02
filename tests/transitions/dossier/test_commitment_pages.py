"""What somebody sees and sends about the commitments of a dossier."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from accounts.audit.models import Visit
from accounts.clients.choices import Level
from accounts.people.choices import Role
from accounts.people.models import User
from accounts.profile.models import Commitment, Document
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from tests.conftest import SignIn
from tests.factories.people import UserFactory
from tests.factories.transitions import NOW
from transitions.dossier.choices import Stance
from transitions.dossier.models import Decision, Question
from transitions.dossier.operations import decisions
from transitions.dossier.operations.commitments import Read
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.queries.commitments import of_transition
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import team
from transitions.plans.operations.team import Joining
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db


@pytest.fixture
def takes(sign_in: SignIn, successor: User) -> Client:
    """Priya, who takes over."""
    return sign_in(successor)


def at(promise: Commitment, running: Transition, rest: str) -> str:
    return f"/transitions/{running.pk}/dossier/commitments/{promise.pk}/{rest}/"


def stamp(running: Transition) -> str:
    (one,) = of_transition(running, running.incoming)
    return one.stamp


def test_the_dossier_shows_each_commitment_with_what_its_reader_can_say(
    running: Transition, promise: Commitment, takes: Client, sign_in: SignIn, owner: User
) -> None:
    here = f"/transitions/{running.pk}/dossier/"

    hers, his = takes.get(here).content.decode(), sign_in(owner).get(here).content.decode()

    assert "It waits for Priya to decide." in hers
    assert at(promise, running, "take") in hers
    assert at(promise, running, "take") not in his
    assert at(promise, running, "settle") in his


def test_htmx_gets_what_becomes_of_them_and_the_browser_the_page(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    here = f"/transitions/{running.pk}/dossier/commitments/"

    part = takes.get(here, headers={"HX-Request": "true"}).content.decode()

    assert part.count("<html") == 0
    assert promise.promise in part
    assert takes.get(here).headers["Location"] == (
        f"/transitions/{running.pk}/dossier/#of-commitments"
    )


def test_a_button_takes_over_what_the_page_showed_and_says_when_that_has_changed(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    late = takes.post(at(promise, running, "take"), {"stamp": "7.0"}, follow=True)
    assert "has changed since you opened the page" in late.content.decode()
    assert not Decision.objects.exists()

    kept = takes.post(at(promise, running, "take"), {"stamp": stamp(running)}, follow=True)

    assert "You take over “A monthly report”." in kept.content.decode()
    assert Decision.objects.get().stance == Stance.TAKES_OVER


def test_who_declines_without_a_reason_is_asked_for_one_and_keeps_the_page(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    here = at(promise, running, "decline")

    answer = takes.post(here, {"stamp": stamp(running), "words": ""})

    assert answer.status_code == 422
    assert "Say why, so that somebody can explain it" in answer.content.decode()
    takes.post(here, {"stamp": stamp(running), "words": "No drivers."})
    assert Decision.objects.get().words == "No drivers."


def test_what_was_typed_about_a_commitment_that_changed_meanwhile_stays(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    here = at(promise, running, "renegotiate")
    sent = {"stamp": "7.0", "words": "A report each quarter", "new_due_on": "2027-01-31"}

    answer = takes.post(here, sent)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A report each quarter</textarea>" in page
    again = answer.context["form"]["stamp"].value()
    takes.post(here, {**sent, "stamp": again})
    assert Decision.objects.get().new_due_on == date(2027, 1, 31)


def test_the_form_of_an_offer_begins_with_what_was_promised(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    form = takes.get(at(promise, running, "renegotiate")).context["form"]

    assert form["words"].value() == "A monthly report"
    assert form["new_due_on"].value() == date(2026, 12, 1)


def test_the_client_is_told_and_agrees_by_forms(
    running: Transition, promise: Commitment, takes: Client, priya: Who
) -> None:
    offered = Decided(Stance.RENEGOTIATES, "A report each quarter", date(2027, 1, 31))
    decisions.decide(running.pk, Read(promise.pk, stamp(running)), offered, priya)

    wrong = takes.post(
        at(promise, running, "told"), {"stamp": stamp(running), "on": "2026-11-25", "how": "Call"}
    )
    assert wrong.status_code == 422
    assert "Choose a day between the decision and today." in wrong.content.decode()
    takes.post(
        at(promise, running, "told"), {"stamp": stamp(running), "on": "2026-11-24", "how": "Call"}
    )
    assert Decision.objects.get().client_told_how == "Call"
    takes.post(at(promise, running, "agreed"), {"stamp": stamp(running)})

    promise.refresh_from_db()
    assert promise.promise == "A report each quarter"


def test_a_commitment_is_settled_in_the_dossier(
    running: Transition, promise: Commitment, sign_in: SignIn, owner: User
) -> None:
    sent = {"stamp": stamp(running), "state": "kept", "on": "2026-11-20", "outcome": "Sent"}

    page = sign_in(owner).post(at(promise, running, "settle"), sent, follow=True)

    promise.refresh_from_db()
    assert (promise.state, promise.settled_on, promise.outcome) == (
        "kept", date(2026, 11, 20), "Sent",
    )  # fmt: skip
    assert "What becomes of them" not in page.content.decode()


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2026-11-25", "Choose today, or a day that has passed."),
        ("2026-10-04", "It was promised on 5 Oct 2026. Choose that day or a later one."),
    ],
)
def test_a_day_on_which_it_cannot_be_settled_is_refused_at_its_field(
    promise: Commitment, running: Transition, owner: User, sign_in: SignIn, on: str, why: str
) -> None:
    sent = {"state": "kept", "on": on, "outcome": "Sent", "stamp": ""}

    answer = sign_in(owner).post(at(promise, running, "settle"), sent)

    assert answer.context["form"].errors == {"on": [why]}
    assert why in answer.content.decode()
    promise.refresh_from_db()
    assert promise.is_open


def test_a_form_that_is_sent_twice_settles_once_and_leads_back_both_times(
    running: Transition, promise: Commitment, sign_in: SignIn, owner: User
) -> None:
    his = sign_in(owner)
    sent = {"stamp": stamp(running), "state": "kept", "on": "2026-11-20", "outcome": "Sent"}
    his.post(at(promise, running, "settle"), sent)

    again = his.post(at(promise, running, "settle"), sent, follow=True)

    assert again.status_code == 200
    assert "This commitment is settled. You find it in the profile" in again.content.decode()


@pytest.mark.parametrize("rest", ["take", "decline", "renegotiate"])
def test_who_decides_after_a_colleague_has_settled_it_is_told_so(
    running: Transition, promise: Commitment, takes: Client, rest: str
) -> None:
    Commitment.objects.update(state="kept", settled_on=date(2026, 11, 20))

    answer = takes.post(at(promise, running, rest), {"stamp": "1.0"}, follow=True)

    assert "This commitment is settled." in answer.content.decode()
    assert not Decision.objects.exists()


def test_the_day_that_a_form_begins_with_can_be_saved_wherever_its_reader_is(
    running: Transition, promise: Commitment, takes: Client, successor: User, priya: Who
) -> None:
    """In Pago Pago it is still yesterday, by the clock of the site it is not."""
    User.objects.filter(pk=successor.pk).update(time_zone="Pacific/Pago_Pago")
    declined = Decided(Stance.DECLINES, "We have no drivers in Linz.")
    decisions.decide(running.pk, Read(promise.pk, stamp(running)), declined, priya)
    here = at(promise, running, "told")
    form = takes.get(here).context["form"]

    takes.post(here, {"stamp": stamp(running), "on": form["on"].value(), "how": "Called"})

    assert Decision.objects.get().client_told_how == "Called"


def test_who_opens_a_part_of_a_confidential_dossier_by_its_address_is_noted(
    running: Transition, promise: Commitment, takes: Client, sign_in: SignIn, owner: User
) -> None:
    for section in ("commitments", "contracts"):
        running.account.confidential_sections.create(
            book="profile", section=section, said_by=owner, said_at=NOW
        )
    asked = Question.objects.create(
        transition=running, section="contracts", text="Why?", asked_by=owner, asked_at=NOW
    )
    here = f"/transitions/{running.pk}/dossier"

    takes.get(at(promise, running, "decline"))
    takes.get(f"{here}/commitments/", headers={"HX-Request": "true"})
    takes.get(f"{here}/of/contracts/changes/")
    sign_in(owner).get(f"{here}/questions/{asked.pk}/")

    noted = [(one.person, one.thing, one.times) for one in Visit.objects.order_by("pk")]
    assert noted == [
        (running.incoming, "profile.commitments", 2),
        (running.incoming, "profile.contracts", 1),
        (owner, "profile.contracts", 1),
    ]


@pytest.mark.parametrize("rest", ["take", "decline", "told", "agreed", "settle"])
def test_who_does_not_read_what_is_confidential_finds_no_such_commitment(
    running: Transition, promise: Commitment, sign_in: SignIn, rest: str
) -> None:
    Commitment.objects.update(level=Level.CONFIDENTIAL)
    adviser = UserFactory.create(full_name="Ruth Aigner")
    running.account.accesses.create(person=adviser)
    running.team.create(person=adviser, role="other", role_name="Adviser")
    theirs = sign_in(adviser)

    assert theirs.post(at(promise, running, rest)).status_code == 404
    assert promise.promise not in theirs.get("/commitments/").content.decode()
    assert promise.promise not in str(theirs.get("/commitments/export/csv/").getvalue())


def test_hr_of_the_team_settles_nothing_and_says_of_no_document_that_they_can_open_it(
    running: Transition, promise: Commitment, sign_in: SignIn, successor: User, lead: User
) -> None:
    """They work on their items, and read the dossier for that."""
    ruth = UserFactory.create(full_name="Ruth Aigner", role=Role.HR)
    joining = Joining(TeamRole.OTHER, ruth, role_name="HR")
    team.add(running.pk, joining, by=lead, now=NOW)
    values = {"title": "Price list", "location": "https://prices.example/list"}
    document = records.add(Document, running.account_id, values, Sent(lead, NOW))
    opens = f"/accounts/{running.account_id}/profile/documents/{document.pk}/opened/"
    settle, page = at(promise, running, "settle"), f"/transitions/{running.pk}/dossier/"

    found = {}
    for person in (ruth, successor):
        client = sign_in(person)
        said = client.get(page).content.decode()
        answers = [client.post(settle, {}), client.post(opens, {"can_open": "yes"})]
        statuses = [answer.status_code for answer in answers]
        found[person.first_name] = (settle in said, opens in said, *statuses)

    assert found == {"Ruth": (False, False, 403, 403), "Priya": (True, True, 422, 302)}


def test_nothing_is_preselected_where_a_commitment_is_settled(
    running: Transition, promise: Commitment, takes: Client
) -> None:
    here = at(promise, running, "settle")

    page = takes.get(here).content.decode()
    answer = takes.post(here, {"on": "2026-11-24", "stamp": stamp(running)})

    assert '<option value="" selected>Choose what became of it</option>' in page
    assert answer.status_code == 422
    assert "Say whether it was kept or withdrawn." in answer.content.decode()
    promise.refresh_from_db()
    assert promise.is_open


def test_who_tells_the_client_of_what_was_declined_reads_that_it_is_settled_by_that(
    running: Transition, promise: Commitment, takes: Client, priya: Who
) -> None:
    declined = Decided(Stance.DECLINES, "Too dear.")
    decisions.decide(running.pk, Read(promise.pk, stamp(running)), declined, priya)
    sent = {"on": "2026-11-24", "how": "Called Dr. Sandmeer", "stamp": stamp(running)}

    pages = [takes.post(at(promise, running, "told"), sent, follow=True) for _ in range(2)]

    said = [page.content.decode() for page in pages]
    assert "With that the commitment is settled as withdrawn." in said[0]
    assert "This commitment is settled. You find it in the profile" in said[1]

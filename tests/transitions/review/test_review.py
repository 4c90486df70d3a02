"""After a handover both KAMs and their manager say how it went, each in their own words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.people.choices import Role
from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.transitions import NOW, make_person
from transitions.plans.choices import TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import lifecycle
from transitions.plans.operations.details import Changes, Stale, change
from transitions.plans.operations.locking import Refused
from transitions.reports.models import Report
from transitions.reports.queries.record import fingerprint, record_now
from transitions.review.models import Opinion
from transitions.review.operations import View, say

pytestmark = pytest.mark.django_db

CALM = View(4, "Calm and early.", "Meet the plant sooner.")
LATER = NOW + timedelta(hours=1)


def at(found: Transition, name: str = "") -> str:
    return reverse(f"review_{name}" if name else "review", args=[found.pk])


def test_each_writes_their_own_words(moved: Transition, owner: User, sign_in: SignIn) -> None:
    typed = {"seen": 0, "rating": "4", "went_well": "Calm.\r\nEarly.", "improve": ""}

    answer = sign_in(owner).post(at(moved, "outgoing"), typed)

    opinion = Opinion.objects.get()
    said = (opinion.person, opinion.rating, opinion.went_well, opinion.written_by)
    assert (answer.status_code, answer["Location"]) == (302, at(moved))
    assert said == (owner, 4, "Calm.\nEarly.", owner)
    assert moved.log.first().activity == "Tomas Eriksen wrote a view for the review"  # type: ignore[union-attr]


def test_nobody_writes_for_somebody_who_is_here(
    moved: Transition, lead: User, sign_in: SignIn
) -> None:
    client = sign_in(lead)
    typed = {"seen": 0, "rating": "5"}

    led = client.get(at(moved, "outgoing"))
    refused = client.post(at(moved, "outgoing"), typed)

    assert (led.status_code, led["Location"]) == (302, at(moved))
    assert refused.status_code == 409
    assert "This is for Tomas Eriksen to write." in refused.content.decode()
    assert not Opinion.objects.exists()


def test_the_manager_writes_down_what_somebody_said_who_is_gone(
    moved: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    User.objects.filter(pk=owner.pk).update(is_active=False)
    client = sign_in(lead)

    client.post(at(moved, "outgoing"), {"seen": 0, "rating": "3", "went_well": "It was fine."})

    opinion, page = Opinion.objects.get(), client.get(at(moved)).content.decode()
    assert (opinion.person, opinion.written_by) == (owner, lead)
    assert "as told to Helena Brandt" in page


def test_there_is_no_review_before_ownership_has_moved(
    moved: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    Transition.objects.filter(pk=moved.pk).update(ownership_moved_at=None, ownership_moved_on=None)

    page = sign_in(lead).get(at(moved)).content.decode()

    assert "The review is written once ownership has moved" in page
    assert at(moved, "manager") not in page
    with pytest.raises(Refused, match="once ownership has moved"):
        say(moved.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=NOW)


def test_a_missing_rating_is_asked_for_and_the_words_stay(
    moved: Transition, successor: User, sign_in: SignIn
) -> None:
    typed = {"seen": 0, "rating": "", "went_well": "The visit."}

    answer = sign_in(successor).post(at(moved, "incoming"), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a rating from 1 to 5." in page
    assert "The visit." in page


def test_two_tabs_show_both_versions(moved: Transition, owner: User, sign_in: SignIn) -> None:
    say(moved.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=NOW)
    typed = {"seen": 0, "rating": "2", "went_well": "Too fast."}

    answer = sign_in(owner).post(at(moved, "outgoing"), typed)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Calm and early." in page and "Too fast." in page
    assert Opinion.objects.get().rating == 4


def test_the_same_words_again_change_nothing(moved: Transition, owner: User) -> None:
    say(moved.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=NOW)
    entries = moved.log.count()

    say(moved.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=LATER)

    assert (Opinion.objects.get().version, moved.log.count()) == (1, entries)
    with pytest.raises(Stale):
        say(moved.pk, TeamRole.OUTGOING, View(1, "", ""), seen=0, by=owner, now=LATER)


def test_the_manager_scores_and_writes_what_was_learned(
    moved: Transition, lead: User, sign_in: SignIn
) -> None:
    client, objective = sign_in(lead), moved.objectives.first()
    assert objective
    typed = {"version": moved.version, f"score_{objective.pk}": "4", "lessons": "Call early"}

    client.post(at(moved, "words"), typed)

    page = client.get(at(moved)).content.decode()
    objective.refresh_from_db()
    assert objective.score == 4
    assert "Call early" in page
    assert Transition.objects.get(pk=moved.pk).is_active


def test_the_report_is_made_anew_when_the_review_of_a_completed_handover_changes(
    finished: Transition, owner: User, nudges: list[str]
) -> None:
    say(finished.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=LATER)

    report = Report.objects.get()
    assert (report.transition_id, report.state, report.requested_by) == (
        finished.pk,
        "wanted",
        owner,
    )


def test_several_changes_before_the_worker_comes_make_one_report(
    finished: Transition, owner: User, lead: User, nudges: list[str]
) -> None:
    say(finished.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=LATER)
    say(finished.pk, TeamRole.OUTGOING, View(2, "", ""), seen=1, by=owner, now=LATER)
    say(finished.pk, TeamRole.MANAGER, CALM, seen=0, by=lead, now=LATER)
    words = Changes({"lessons": "Call early"})
    change(finished.pk, words, version=finished.version, by=lead, now=LATER)

    report = Report.objects.get()
    told = fingerprint(record_now(finished.pk, LATER))
    assert (report.version, report.state, report.fingerprint) == (1, "wanted", told)


@pytest.mark.parametrize("page", ["words", "complete"])
def test_the_same_words_sent_again_make_no_report(
    page: str, finished: Transition, lead: User, sign_in: SignIn, nudges: list[str]
) -> None:
    typed = {"version": finished.version, "lessons": "Call early\r\n- Write promises down"}
    kind = "transition_complete" if page == "complete" else "review_words"

    answer = sign_in(lead).post(reverse(kind, args=[finished.pk]), typed)

    assert answer.status_code == 302
    assert not Report.objects.exists()
    assert finished.version == Transition.objects.get(pk=finished.pk).version


def test_before_the_end_no_report_is_made(moved: Transition, owner: User) -> None:
    say(moved.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=NOW)

    assert not Report.objects.exists()


def test_who_has_said_nothing_is_named(
    finished: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    say(finished.pk, TeamRole.OUTGOING, CALM, seen=0, by=owner, now=NOW)

    page = sign_in(lead).get(at(finished)).content.decode()

    assert "Priya, Helena have not said yet how it went." in page
    assert "Start the next transition of this account" in page


def test_a_cancelled_handover_has_no_review(moved: Transition, lead: User, sign_in: SignIn) -> None:
    lifecycle.cancel(moved.pk, "Sold.", by=lead, now=LATER)

    answer = sign_in(lead).post(at(moved, "manager"), {"seen": 0, "rating": "1"})

    assert answer.status_code == 409
    assert not Opinion.objects.exists()


def test_what_a_former_manager_said_stays_theirs(
    moved: Transition, lead: User, sign_in: SignIn
) -> None:
    say(moved.pk, TeamRole.MANAGER, CALM, seen=0, by=lead, now=NOW)
    nora = make_person("Nora New", Role.MANAGER)
    Transition.objects.filter(pk=moved.pk).update(manager=nora)
    moved.team.filter(role=TeamRole.MANAGER).update(person=nora)
    client = sign_in(nora)

    form = client.get(at(moved, "manager")).content.decode()
    client.post(at(moved, "manager"), {"seen": 0, "rating": "2", "improve": "Start sooner."})

    page = client.get(at(moved)).content.decode()
    assert "Calm and early." not in form
    assert {one.person: one.rating for one in Opinion.objects.all()} == {lead: 4, nora: 2}
    assert "Calm and early." in page and "Start sooner." in page

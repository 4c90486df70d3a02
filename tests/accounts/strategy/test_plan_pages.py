"""The pages of a plan, with JavaScript and without."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Opportunity
from accounts.profile.operations import records
from accounts.profile.operations.records import Sent
from accounts.strategy import tasks
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    KeyCheck,
    Measure,
    PlanPaper,
    PlanVersion,
    Reading,
    Resource,
)
from accounts.strategy.operations import papers
from accounts.strategy.operations.versions import freeze
from config.lib.papers import PaperState
from tests.accounts.strategy.conftest import NOW, Write
from tests.conftest import SignIn
from tests.factories.accounts import AccessFactory, AccountFactory

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture
def tomas(sign_in: SignIn, owner: User) -> Client:
    return sign_in(owner)


def at(account: Account, rest: str = "") -> str:
    return f"/accounts/{account.pk}/plan/{rest}"


@pytest.mark.usefixtures("clock")
def test_a_row_is_written_in_its_section(tomas: Client, account: Account, owner: User) -> None:
    saved = tomas.post(
        at(account, "actions/new/"),
        {"title": "Call them", "person": str(owner.pk), "due_on": "2026-11-23", "state": "planned"},
        headers={**HX, "HX-Current-URL": f"http://testserver{at(account)}"},
    )

    text = saved.content.decode()
    assert "“Call them” added." in text
    assert "Late: Call them." in text
    assert 'aria-label="Sections of the plan"' in text
    assert f'hx-get="{at(account, f"actions/{Action.objects.get().pk}/")}"' in text


def test_without_javascript_a_form_is_a_page_and_leads_back_to_its_section(
    tomas: Client, account: Account
) -> None:
    assert "Add goal" in tomas.get(at(account, "goals/new/")).content.decode()

    wrong = tomas.post(at(account, "goals/new/"), {"horizon": "short", "state": "open"})
    assert wrong.status_code == 422
    assert "Fill this in." in wrong.content.decode()

    values = {"title": "Grow", "horizon": "short", "state": "open"}
    assert tomas.post(at(account, "goals/new/"), values).headers["Location"] == at(
        account, "#goals"
    )


def test_a_newer_version_of_a_row_is_shown_beside_what_was_typed(
    tomas: Client, account: Account, sent: Sent, write: Write
) -> None:
    goal = write(Goal, title="Grow")
    records.change(Goal, goal.pk, {"title": "Grow much"}, sent, version=1)

    answer = tomas.post(
        at(account, f"goals/{goal.pk}/"),
        {"title": "Grow more", "horizon": "short", "state": "open", "version": "1"},
    )

    assert answer.status_code == 409
    assert "This goal was changed since you opened it." in answer.content.decode()
    assert Goal.objects.get().title == "Grow much"


def test_a_goal_that_is_removed_leaves_its_actions(
    tomas: Client, account: Account, write: Write
) -> None:
    goal = write(Goal, title="Grow")
    write(Action, title="Call", goal=goal)

    page = tomas.get(at(account, f"goals/{goal.pk}/remove/")).content.decode()
    tomas.post(at(account, f"goals/{goal.pk}/remove/"))

    assert f"It leaves the plan of {account.name}." in page
    assert Action.objects.get().goal is None


@pytest.mark.parametrize(
    ("kind", "values", "sentence"),
    [
        ("of/frame", {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}, "cannot end before"),
        ("of/frame", {"agreed_on": "2026-02-01"}, "Say who agreed on that day."),
        ("diagnoses/new", {"taken_on": "2026-02-01", "score": "101"}, "Write 100 or less."),
        (
            "diagnoses/new",
            {"taken_on": "2026-02-01", "divisions": "3", "divisions_of": "2"},
            "They do not have so many divisions.",
        ),
        ("diagnoses/new", {"taken_on": "2026-01-01"}, "There is a reading of this day already."),
        ("measures/new", {"name": "On time", "target": "1"}, "a measure of this name already"),
        ("checks/new", {"held_on": "2199-01-01"}, "This day is still to come."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    tomas: Client, account: Account, write: Write, kind: str, values: dict[str, str], sentence: str
) -> None:
    write(Diagnosis, taken_on=date(2026, 1, 1))
    write(Measure, name="On time", target=Decimal(99))
    given = {"span": "year", "kind": "kpi", "direction": "up", "answer": "yes", "reason": "Big"}

    answer = tomas.post(at(account, f"{kind}/"), {**given, **values})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_time_frame_gets_the_end_that_its_kind_has(tomas: Client, account: Account) -> None:
    tomas.post(at(account, "of/frame/"), {"span": "rolling", "starts_on": "2026-03-01"})

    assert Frame.objects.get().ends_on == date(2027, 2, 28)


def test_a_measure_has_one_reading_a_day_and_is_one_of_this_account(
    tomas: Client, account: Account, sent: Sent, write: Write
) -> None:
    measure = write(Measure, name="On time", target=Decimal(99))
    write(Reading, measure=measure, read_on=date(2026, 1, 1), value=Decimal(98))
    elsewhere = records.add(
        Measure, AccountFactory.create().pk, {"name": "Theirs", "target": Decimal(1)}, sent
    )

    twice = tomas.post(
        at(account, "readings/new/"),
        {"measure": str(measure.pk), "read_on": "2026-01-01", "value": "97"},
    )
    theirs = tomas.post(
        at(account, "readings/new/"),
        {"measure": str(elsewhere.pk), "read_on": "2026-01-02", "value": "97"},
    )

    assert "There is a reading of this day already." in twice.content.decode()
    assert theirs.status_code == 422
    assert Reading.objects.count() == 1


def test_a_version_is_frozen_read_again_and_compared(
    tomas: Client, account: Account, sent: Sent, write: Write
) -> None:
    goal = write(Goal, title="Grow")
    assert (
        "Version 1 of the plan is kept."
        in tomas.post(at(account, "freeze/"), follow=True).content.decode()
    )
    assert (
        "Version 1 says all of it already."
        in tomas.post(at(account, "freeze/"), follow=True).content.decode()
    )
    records.change(Goal, goal.pk, {"title": "Grow much"}, sent, version=1)
    tomas.post(at(account, "freeze/"))

    second = tomas.get(at(account, "version/2/")).content.decode()
    now = tomas.get(at(account, "version/2/?with=now")).content.decode()
    made_up = tomas.get(at(account, "version/1/?with=99")).content.decode()

    assert "What changed from version 1 to version 2" in second
    assert "<del>Grow</del>" in second
    assert "Both say the same." in now
    assert "What changed since version 1" in made_up
    assert PlanVersion.objects.count() == 2


def test_what_was_won_is_shown_and_stays_in_the_pipeline(
    tomas: Client, account: Account, write: Write
) -> None:
    write(Opportunity, title="Night shift", stage="won", value=Decimal(90000))
    write(Opportunity, title="Return logistics", stage="offer", value=Decimal(5))

    text = tomas.get(at(account)).content.decode()

    assert "€90,000 won together." in text
    assert "Return logistics" not in text


def test_the_plan_is_put_on_a_page_and_taken_along(
    tomas: Client, account: Account, write: Write, nudges: list[str]
) -> None:
    write(Goal, title="Grow")

    asked = tomas.post(at(account, "paper/"), headers=HX).content.decode()
    assert "The PDF waits for a free worker." in asked
    seen = tomas.get(at(account, "paper/"), headers=HX).context["papers"].seen
    nothing_new = tomas.get(at(account, f"paper/?seen={seen}"), headers=HX)
    assert (nothing_new.status_code, nothing_new.content) == (204, b"")

    paper = PlanPaper.objects.get()
    paper.state, paper.size, paper.finished_at = PaperState.READY, 9, NOW
    paper.file.save("1.pdf", ContentFile(b"%PDF-1.7 "), save=False)
    paper.save()
    done = tomas.get(at(account, f"paper/?seen={seen}"), headers=HX).content.decode()

    where = at(account, f"paper/{paper.pk}/file/")
    assert f'href="{where}"' in done
    file = tomas.get(where)
    assert file.headers["Content-Disposition"] == (
        f'attachment; filename="{account.name.replace(" ", "-")}-plan.pdf"'
    )
    assert file.getvalue() == b"%PDF-1.7 "
    assert tomas.post(at(account, "paper/")).headers["Location"] == at(account, "#paper")


@pytest.mark.django_db(transaction=True)
def test_whoever_wants_a_page_wakes_the_workers(
    tomas: Client, account: Account, nudges: list[str]
) -> None:
    tomas.post(at(account, "paper/"))

    assert nudges == [tasks.make_wanted.name]


def test_whoever_takes_over_reads_the_plan_and_takes_it_along_but_does_not_write_it(
    sign_in: SignIn, account: Account, successor: User, write: Write
) -> None:
    write(Goal, title="Grow")
    AccessFactory.create(account=account, person=successor)
    priya = sign_in(successor)

    text = priya.get(at(account)).content.decode()

    assert "Grow" in text
    assert "Make a PDF" in text
    assert "Add goal" not in text
    assert "Freeze this version" not in text


def test_a_page_asks_the_same_however_much_is_planned(
    tomas: Client, account: Account, owner: User, write: Write
) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert tomas.get(path).status_code == 200
        return len(asked)

    def fill(number: int) -> None:
        goal = write(Goal, title=f"{number}", person=owner)
        write(Action, title=f"{number}", person=owner, goal=goal)
        write(Diagnosis, taken_on=date(2026, 1, number), score=number)
        measure = write(Measure, name=f"{number}", target=Decimal(1))
        for day in (1, 2, number + 2):
            write(Reading, measure=measure, read_on=date(2026, 1, day), value=Decimal(day))
        write(Resource, skill=f"{number}", person=owner)
        write(Favour, title=f"{number}")
        write(KeyCheck, held_on=date(2026, 1, number), answer="yes", reason="Big", person=owner)
        write(Opportunity, title=f"{number}", stage="won")
        freeze(account.pk, by=owner, now=NOW)
        papers.want(account.pk, by=owner, now=NOW)

    for number in (1, 2):
        fill(number)
    few = queries(at(account)), queries(at(account, "version/2/"))
    for number in (3, 4, 5):
        fill(number)

    assert (queries(at(account)), queries(at(account, "version/2/"))) == few
    assert few[0] <= 27

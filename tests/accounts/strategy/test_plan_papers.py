"""The plan on one page: wanted by a person, made by a worker, whatever the plan holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings
from pypdf import PdfReader

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.profile.models import Opportunity
from accounts.profile.operations import levels, records
from accounts.profile.operations.records import Sent
from accounts.strategy import tasks
from accounts.strategy.models import (
    Action,
    Diagnosis,
    Favour,
    Frame,
    Goal,
    Measure,
    PlanPaper,
    Resource,
    Worth,
)
from accounts.strategy.operations import papers
from accounts.strategy.operations.versions import freeze
from accounts.strategy.queries.sheet import sheet
from config.lib.papers import LEASE, PaperState
from config.lib.pdf import Pdf
from tests.accounts.strategy.conftest import NOW, Write

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def files(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path / "files"
    yield settings.MEDIA_ROOT


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A printing press that only keeps the names of the goals it was given."""
    printed: list[str] = []

    def typeset(told: object, **more: object) -> Pdf:
        printed.append(str(told))
        return Pdf(b"%PDF-1.7 made", 1)

    monkeypatch.setattr(papers, "typeset", typeset)
    return printed


def test_a_wanted_paper_is_made_and_the_same_plan_costs_nothing(
    account: Account, owner: User, write: Write, press: list[str]
) -> None:
    write(Goal, title="Grow")
    wanted = papers.want(account.pk, by=owner, now=NOW)
    assert papers.want(account.pk, by=owner, now=NOW) == wanted

    assert papers.make_due(clock=lambda: NOW) == 1

    wanted.refresh_from_db()
    assert (wanted.state, wanted.pages, wanted.size) == (PaperState.READY, 1, 13)
    assert papers.want(account.pk, by=owner, now=NOW + timedelta(hours=1)) == wanted
    assert papers.make_due(clock=lambda: NOW) == 0
    assert len(press) == 1


def test_a_changed_plan_makes_another_paper_and_what_waits_is_brought_up_to_date(
    account: Account, owner: User, write: Write, press: list[str]
) -> None:
    write(Goal, title="Grow")
    first = papers.want(account.pk, by=owner, now=NOW)
    write(Goal, title="Lead")

    again = papers.want(account.pk, by=owner, now=NOW)
    papers.make_due(clock=lambda: NOW)
    write(Goal, title="Stay")
    another = papers.want(account.pk, by=owner, now=NOW)

    assert (again, another.state) == (first, PaperState.WANTED)
    assert another != first
    assert "Lead" in press[0]


def test_a_paper_of_a_worker_that_was_killed_is_made_by_another(
    account: Account, owner: User, press: list[str]
) -> None:
    wanted = papers.want(account.pk, by=owner, now=NOW)
    PlanPaper.objects.filter(pk=wanted.pk).update(
        state=PaperState.RUNNING, attempts=1, claimed_until=NOW + LEASE
    )

    assert papers.make_due(clock=lambda: NOW + LEASE) == 0
    assert papers.make_due(clock=lambda: NOW + LEASE + timedelta(seconds=1)) == 1


def test_what_fails_three_times_says_so(
    account: Account, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> Pdf:
        raise OSError("No space left on device")

    monkeypatch.setattr(papers, "typeset", broken)
    wanted = papers.want(account.pk, by=owner, now=NOW)

    for _ in range(3):
        papers.make_due(clock=lambda: NOW)

    wanted.refresh_from_db()
    assert wanted.state == PaperState.FAILED
    assert "No space left on device" in wanted.error
    assert papers.want(account.pk, by=owner, now=NOW) != wanted


def test_a_paper_whose_file_is_gone_is_made_again(
    account: Account, owner: User, press: list[str]
) -> None:
    papers.want(account.pk, by=owner, now=NOW)
    papers.make_due(clock=lambda: NOW)
    made = PlanPaper.objects.get()
    made.file.storage.delete(made.file.name or "")

    papers.want(account.pk, by=owner, now=NOW)

    assert papers.make_due(clock=lambda: NOW) == 1


def test_the_worker_has_it_as_a_task(account: Account, owner: User, press: list[str]) -> None:
    papers.want(account.pk, by=owner, now=NOW)

    assert tasks.make_wanted() == 1


def test_the_page_tells_the_plan_and_is_tagged(
    account: Account, owner: User, sent: Sent, write: Write
) -> None:
    records.keep(
        Frame, account.pk, {"span": "half", "starts_on": date(2026, 7, 1)}, sent, version=0
    )
    records.keep(Worth, account.pk, {"needs": "Cold chains"}, sent, version=0)
    write(Goal, title="Grow", person=owner, due_on=date(2026, 11, 23))
    write(Goal, title="Old one", state="reached")
    write(Measure, name="On time", target=Decimal("99.5"), unit="%", is_shared=True)
    write(Favour, title="Free reports", yearly_cost=Decimal(5200))
    write(Opportunity, title="Night shift", stage="won", value=Decimal(90000))
    freeze(account.pk, by=owner, now=NOW)

    made = papers.typeset(sheet(account, TODAY), created=NOW)

    text = " ".join(PdfReader(BytesIO(made.content)).pages[0].extract_text().split())
    for expected in (
        "Norvane Systems",
        "Account plan. Version 1.",
        "Half year, from 1 Jul 2026",
        "Cold chains",
        "Grow Short term Open Tomas Eriksen 23 Nov 2026, late",
        "On time KPI 99.5 % – No reading yet Sees it",
        "Night shift Won €90,000 Free reports Given €5,200",
        "As of 24 November 2026, 09:12.",
        "Page 1 of 1",
    ):
        assert expected in text
    assert "Old one" not in text
    with pikepdf.open(BytesIO(made.content)) as document:
        assert document.Root.MarkInfo.Marked
        assert "Account plan" in str(document.docinfo["/Title"])


def test_however_much_a_plan_holds_it_stays_on_one_page(
    account: Account, owner: User, sent: Sent, write: Write
) -> None:
    account.name = "Vereinigte Brauereien und Molkereien von Oberösterreich " * 3
    account.save()
    long = "A very long sentence about what we mean to do for them. " * 5
    fields = ("worth", "profitability", "needs", "decisions", "reasons", "issues")
    records.keep(Worth, account.pk, dict.fromkeys(fields, long * 8), sent, version=0)
    for number in range(30):
        write(Goal, title=f"{number} {long}"[:300], person=owner)
        write(Action, title=f"{number} {long}"[:300], success=long[:300], person=owner)
        write(
            Measure, name=f"{number} {long}"[:120], target=Decimal(1), unit="of all that there is"
        )
        write(Diagnosis, taken_on=date(2025, 1, number + 1), team_mix=long[:200])
        write(Resource, skill=f"{number} {long}"[:200], person=owner)
        write(Favour, title=f"{number} {long}"[:300])

    made = papers.typeset(sheet(account, TODAY), created=NOW)

    assert made.pages == 1
    assert "And 28 more." in PdfReader(BytesIO(made.content)).pages[0].extract_text()


def test_a_paper_leaves_out_what_its_reader_does_not_read(
    account: Account, owner: User, hr: User, write: Write, press: list[str]
) -> None:
    write(Goal, title="Grow in Linz")
    levels.close(account.pk, "plan", "goals", Sent(owner, NOW))

    whole, part = (papers.want(account.pk, by=one, now=NOW) for one in (owner, hr))
    papers.make_due(clock=lambda: NOW)

    assert (whole.level, part.level) == ("confidential", "open")
    without, with_goals = sorted(press, key=lambda told: "Grow in Linz" in told)
    assert ("Grow in Linz" in without, "Grow in Linz" in with_goals) == (False, True)
    assert "Draft, without what is confidential" in without
    assert papers.want(account.pk, by=hr, now=NOW) == part
    assert papers.want(account.pk, by=owner, now=NOW) == whole


def test_a_paper_from_before_a_section_was_confidential_is_so_from_then_on(
    account: Account, owner: User, write: Write, press: list[str]
) -> None:
    write(Goal, title="Grow in Linz")
    paper = papers.want(account.pk, by=owner, now=NOW)

    levels.close(account.pk, "profile", "swot", Sent(owner, NOW))
    paper.refresh_from_db()
    assert paper.level == "open"

    levels.close(account.pk, "profile", "pipeline", Sent(owner, NOW))
    paper.refresh_from_db()
    assert paper.level == "confidential"

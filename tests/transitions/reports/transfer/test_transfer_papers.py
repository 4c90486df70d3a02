"""The document on paper: wanted by a person, made by a worker, one of an edition at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.people.models import User
from accounts.profile.models import Commitment, Document, Event
from accounts.profile.operations import levels, records
from accounts.profile.operations.records import Sent
from config.lib.papers import LEASE, PaperState
from config.lib.pdf import Pdf
from tests.factories.transitions import NOW
from tests.transitions.reports.transfer.conftest import LATER, Write
from transitions.dossier.models import Question
from transitions.dossier.operations import questions
from transitions.plans.models import LogEntry, Transition
from transitions.plans.operations.working import Who
from transitions.reports import tasks
from transitions.reports.choices import Edition
from transitions.reports.models import TransferPaper
from transitions.reports.operations import transfers
from transitions.reports.queries.transfer.page import Reader, papers_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A printing press that only keeps what it was given."""
    printed: list[str] = []

    def typeset(told: object, edition: Edition, **more: object) -> Pdf:
        printed.append(f"{edition} {told}")
        return Pdf(b"%PDF-1.7 made", 9)

    monkeypatch.setattr(transfers, "typeset", typeset)
    return printed


def test_a_wanted_document_is_made_once_and_the_same_words_cost_nothing(
    told: Transition, owner: User, press: list[str]
) -> None:
    wanted = transfers.want(told.pk, by=owner, now=NOW)
    assert transfers.want(told.pk, by=owner, now=NOW) == wanted

    assert transfers.make_due(clock=lambda: LATER) == 1

    wanted.refresh_from_db()
    assert (wanted.state, wanted.pages, wanted.told_at) == (PaperState.READY, 9, LATER)
    assert transfers.want(told.pk, by=owner, now=LATER) == wanted
    assert len(press) == 1
    entry = LogEntry.objects.filter(transition=told).latest("pk")
    assert entry.activity == "Made the knowledge transfer document, 9 pages"


def test_it_tells_what_stood_there_when_it_was_made_and_names_what_changed_since(
    told: Transition, owner: User, write: Write, press: list[str]
) -> None:
    transfers.want(told.pk, by=owner, now=NOW)
    write(Event, year=2020, told="Before it was made")
    transfers.make_due(clock=lambda: NOW)
    reader = Reader(owner, Edition.FULL, LATER)
    assert "Before it was made" in press[0]
    assert papers_of(told, reader).changed == ()

    write(Event, year=2021, told="After it was made")

    assert papers_of(told, reader).changed == ("History",)
    again = transfers.want(told.pk, by=owner, now=LATER)
    assert again.state == PaperState.WANTED
    assert TransferPaper.objects.count() == 2


def test_each_edition_is_made_by_itself_and_who_reads_less_gets_the_open_one(
    told: Transition, owner: User, reader: User, press: list[str]
) -> None:
    full = transfers.want(told.pk, by=owner, now=NOW)
    less = transfers.want(told.pk, by=reader, now=NOW)

    transfers.make_due(clock=lambda: NOW)

    assert (full.edition, less.edition) == (Edition.FULL, Edition.OPEN)
    assert [text.split()[0] for text in press] == ["full", "open"]


def test_two_of_an_edition_never_wait_at_once(told: Transition, owner: User) -> None:
    transfers.want(told.pk, by=owner, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        TransferPaper.objects.create(
            transition=told, edition=Edition.FULL, requested_at=NOW, state=PaperState.RUNNING
        )


def test_a_document_of_a_worker_that_was_killed_is_made_by_another(
    told: Transition, owner: User, press: list[str]
) -> None:
    wanted = transfers.want(told.pk, by=owner, now=NOW)
    TransferPaper.objects.filter(pk=wanted.pk).update(
        state=PaperState.RUNNING, attempts=1, claimed_until=NOW + LEASE
    )

    assert transfers.make_due(clock=lambda: NOW + LEASE) == 0
    assert transfers.make_due(clock=lambda: NOW + LEASE + timedelta(seconds=1)) == 1


def test_what_fails_three_times_says_so_and_can_be_wanted_again(
    told: Transition, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **more: object) -> Pdf:
        raise OSError("No space left on device")

    monkeypatch.setattr(transfers, "typeset", broken)
    wanted = transfers.want(told.pk, by=owner, now=NOW)

    for _ in range(3):
        transfers.make_due(clock=lambda: NOW)

    wanted.refresh_from_db()
    assert wanted.state == PaperState.FAILED
    assert "No space left on device" in wanted.error
    assert transfers.want(told.pk, by=owner, now=NOW) != wanted


def test_a_document_whose_file_is_gone_is_made_again(
    told: Transition, owner: User, press: list[str]
) -> None:
    made = transfers.want(told.pk, by=owner, now=NOW)
    transfers.make_due(clock=lambda: NOW)
    made.refresh_from_db()
    made.file.storage.delete(made.file.name or "")

    assert transfers.want(told.pk, by=owner, now=NOW) != made


def test_the_worker_has_it_as_a_task(told: Transition, owner: User, press: list[str]) -> None:
    transfers.want(told.pk, by=owner, now=NOW)

    assert tasks.make_wanted_transfers() == 1


def _close_section(found: Transition, by: User) -> None:
    levels.close(found.account_id, "profile", "projects", Sent(by, LATER))


def _close_document(found: Transition, by: User) -> None:
    row = Document.objects.get(account=found.account)
    records.change(Document, row.pk, {"level": "confidential"}, Sent(by, LATER), version=1)


def _close_commitment(found: Transition, by: User) -> None:
    row = Commitment.objects.get(account=found.account)
    records.change(Commitment, row.pk, {"level": "confidential"}, Sent(by, LATER), version=1)


def _close_question(found: Transition, by: User) -> None:
    row = Question.objects.get(transition=found, asked_by__isnull=False)
    questions.answer(row.pk, "Petra.", Who(by, LATER), version=1, level="confidential")


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize(
    "close", [_close_section, _close_document, _close_commitment, _close_question]
)
def test_what_becomes_confidential_takes_the_open_edition_back(
    told: Transition,
    owner: User,
    reader: User,
    write: Write,
    close: Callable[[Transition, User], None],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    write(Commitment, promise="A driver app")
    full = transfers.want(told.pk, by=owner, now=NOW)
    less = transfers.want(told.pk, by=reader, now=NOW)
    transfers.make_due(clock=lambda: NOW)
    less.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        close(told, owner)

    assert list(TransferPaper.objects.all()) == [full]
    assert not default_storage.exists(less.file.name or "")
    assert papers_of(told, Reader(reader, Edition.OPEN, LATER)).ready is None


def test_a_worker_keeps_nothing_of_what_became_confidential_while_it_printed(
    told: Transition, owner: User, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = transfers.want(told.pk, by=reader, now=NOW)
    printed: list[bool] = []

    def typeset(told_now: object, edition: Edition, **more: object) -> Pdf:
        if not printed:
            _close_section(told, owner)
        printed.append("Linz" in str(told_now))
        return Pdf(b"%PDF-1.7 made", 9)

    monkeypatch.setattr(transfers, "typeset", typeset)

    assert transfers.make_due(clock=lambda: NOW) == 0
    wanted.refresh_from_db()
    assert (wanted.state, wanted.file.name) == (PaperState.WANTED, "")
    assert transfers.make_due(clock=lambda: LATER) == 1
    assert printed == [True, False]


def test_what_was_confidential_before_leaves_the_open_edition_alone(
    told: Transition, owner: User, reader: User, write: Write, press: list[str]
) -> None:
    secret = write(Commitment, promise="A driver app", level="confidential")
    made = transfers.want(told.pk, by=reader, now=NOW)
    transfers.make_due(clock=lambda: NOW)

    records.change(Commitment, secret.pk, {"source": "A mail"}, Sent(owner, LATER), version=1)
    levels.close(told.account_id, "plan", "goals", Sent(owner, LATER))

    assert papers_of(told, Reader(reader, Edition.OPEN, LATER)).ready == made

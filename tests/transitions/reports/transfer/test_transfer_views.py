"""The page of a document, its PDF and its research list: for whom, and what they answer."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.audit.models import Visit
from accounts.clients.models import Access
from accounts.people.models import User
from accounts.profile.models import ConfidentialSection, Contract, Document
from config.lib.papers import PaperState
from tests.conftest import SignIn
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW
from tests.transitions.reports.transfer.conftest import Write
from transitions.plans.models import Transition
from transitions.reports import tasks
from transitions.reports.choices import Edition
from transitions.reports.models import Reading, TransferPaper
from transitions.reports.operations.readings import GONE

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(found: Transition, rest: str = "") -> str:
    return f"/transitions/{found.pk}/transfer/{rest}"


def paper(found: Transition, edition: Edition) -> TransferPaper:
    made = TransferPaper(
        transition=found,
        edition=edition,
        state=PaperState.READY,
        pages=9,
        size=90_000,
        requested_at=NOW,
        told_at=NOW,
        finished_at=NOW,
    )
    made.file.save("x.pdf", ContentFile(b"%PDF-1.7"))
    return made


@pytest.fixture
def priya(sign_in: SignIn, successor: User) -> Client:
    return sign_in(successor)


def test_the_page_tells_the_document_with_its_contents_and_is_found_from_two_places(
    confirmed: Transition, priya: Client
) -> None:
    page = priya.get(at(confirmed)).content.decode()

    for name in ("account", "people", "contracts", "tacit", "open", "research"):
        assert f'<a href="#{name}">' in page
        assert f'id="{name}"' in page
    assert "What Priya Raman must know of Brightwater Foods" in page
    assert "Priya Raman accepted it on 24 Nov 2026." in page
    for place in ("dossier", "report"):
        link = f'href="{at(confirmed)}"'
        assert link in priya.get(f"/transitions/{confirmed.pk}/{place}/").content.decode()


def test_it_costs_as_many_queries_for_three_rows_as_for_one(
    confirmed: Transition, priya: Client, write: Write
) -> None:
    paper(confirmed, Edition.FULL)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            priya.get(at(confirmed))
        return len(captured)

    queries()
    one = queries()
    for number in range(2):
        ContactFactory.create(account=confirmed.account, influence="low")
        write(Document, title=f"Paper {number}")
        write(Contract, title=f"Contract {number}")
    assert queries() == one


def test_asking_makes_a_row_wakes_the_worker_and_leads_back(
    told: Transition,
    priya: Client,
    nudges: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            answer = priya.post(at(told, "paper/"))

    assert answer["Location"] == f"{at(told)}#paper"
    assert TransferPaper.objects.get().state == PaperState.WANTED
    assert set(nudges) == {tasks.make_wanted_transfers.name}


def test_the_part_asks_again_while_it_is_made_and_learns_only_what_is_new(
    told: Transition, priya: Client
) -> None:
    part = priya.post(at(told, "paper/"), headers=HTMX).content.decode()
    wanted = TransferPaper.objects.get()
    known = f"{at(told, 'paper/')}?seen={wanted.pk}-wanted-0-short"

    same = priya.get(known, headers=HTMX)
    TransferPaper.objects.update(state=PaperState.FAILED, error="The disk is full.")
    new = priya.get(known, headers=HTMX).content.decode()

    assert 'hx-trigger="every 1s"' in part
    assert "The PDF waits for a free worker." in part
    assert (same.status_code, same.content) == (204, b"")
    assert "The PDF could not be made. The disk is full." in new
    assert "Try again" in new
    assert "every 1s" not in new


def test_a_file_goes_to_those_who_may_read_its_edition_only(
    told: Transition, sign_in: SignIn, owner: User, reader: User, stranger: User
) -> None:
    full, less = paper(told, Edition.FULL), paper(told, Edition.OPEN)

    def got(user: User, wanted: TransferPaper) -> int:
        answer = sign_in(user).get(at(told, f"paper/{wanted.pk}/"))
        if answer.streaming:
            answer.getvalue()  # read to its end, so that the file is closed
        return answer.status_code

    assert [got(one, full) for one in (owner, reader, stranger)] == [200, 404, 404]
    assert [got(one, less) for one in (owner, reader, stranger)] == [200, 200, 404]
    answer = sign_in(owner).get(at(told, f"paper/{full.pk}/"))
    assert answer.getvalue() == b"%PDF-1.7"
    assert answer["Content-Disposition"] == (
        'attachment; filename="Brightwater-Foods-knowledge-transfer-2026-11-24.pdf"'
    )


def test_who_opens_what_is_confidential_is_noted_on_the_page_and_for_its_file(
    told: Transition, sign_in: SignIn, owner: User, reader: User
) -> None:
    ConfidentialSection.objects.create(
        account=told.account, book="profile", section="projects", said_by=owner, said_at=NOW
    )
    made = paper(told, Edition.FULL)

    page = sign_in(reader).get(at(told)).content.decode()
    assert "Linz" not in page
    assert not Visit.objects.exists()

    assert "Linz" in sign_in(owner).get(at(told)).content.decode()
    sign_in(owner).get(at(told, f"paper/{made.pk}/")).getvalue()

    noted = Visit.objects.get()
    assert (noted.person, noted.times) == (owner, 2)


def test_who_lost_the_account_reads_neither_page_nor_file(
    told: Transition, sign_in: SignIn, owner: User, successor: User
) -> None:
    made = paper(told, Edition.OPEN)
    told.account.owner = successor
    told.account.save()
    Access.objects.filter(person=owner).delete()
    client = sign_in(owner)

    page = client.get(at(told)).content.decode()

    assert "The dossier is closed to you" in page
    assert "Frame contract" not in page
    assert client.get(at(told, f"paper/{made.pk}/")).status_code == 404
    assert client.post(at(told, "paper/")).status_code == 404


def test_who_only_reads_has_no_document_made_and_ticks_nothing(
    told: Transition, sign_in: SignIn, reader: User
) -> None:
    client = sign_in(reader)

    assert client.post(at(told, "paper/")).status_code == 403
    assert client.post(at(told, "read/"), {"what": "website"}).status_code == 403
    page = client.get(at(told)).content.decode()
    assert "Make a PDF" not in page
    assert "Priya Raman ticks these off." in page
    assert not TransferPaper.objects.exists()


def test_a_line_is_ticked_with_and_without_htmx(told: Transition, priya: Client) -> None:
    line = {"what": "website", "version": "1", "read": "yes"}

    answer = priya.post(at(told, "read/"), line)
    part = priya.post(at(told, "read/"), {**line, "what": "news"}, headers=HTMX).content.decode()

    assert answer["Location"] == f"{at(told)}#research"
    assert part.lstrip().startswith('<section class="sec tf-sec" id="research"')
    assert "Priya Raman has gone through 2 of 6." in part
    assert set(Reading.objects.values_list("what", flat=True)) == {"website", "news"}


def test_a_line_that_is_gone_says_so_and_ticks_nothing(told: Transition, priya: Client) -> None:
    for sent in ({"what": "contracts-0", "version": "x", "read": "yes"}, {}):
        part = priya.post(at(told, "read/"), sent, headers=HTMX)
        assert part.status_code == 422
        assert GONE in part.content.decode()
        page = priya.post(at(told, "read/"), sent, follow=True).content.decode()
        assert GONE in page
    assert not Reading.objects.exists()

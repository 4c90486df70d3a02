from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.people.models import User
from tests.conftest import SignIn
from tests.factories.reports import ready
from tests.factories.transitions import make_transition
from tests.transitions.reports.conftest import MADE_AT
from transitions.plans.models import Transition
from transitions.reports import operations, tasks
from transitions.reports.choices import ReportState
from transitions.reports.models import Report

HTMX = {"HX-Request": "true"}


def address(transition: Transition) -> str:
    return f"/transitions/{transition.pk}/report/"


def test_the_page_tells_what_the_report_will_hold(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    page = sign_in(owner).get(address(completed)).content.decode()

    assert "Make the report" in page
    assert "8 items, 7 done" in page
    assert "people and the key contact" in page
    assert "2 findings and 1 recommendation" in page
    assert "No version has been made yet" in page


def test_asking_makes_a_row_and_nudges_the_worker(
    completed: Transition,
    sign_in: SignIn,
    owner: User,
    nudges: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = sign_in(owner).post(address(completed))

    assert answer["Location"] == address(completed)
    report = Report.objects.get()
    assert (report.state, report.requested_by) == (ReportState.WANTED, owner)
    assert nudges == [tasks.make_wanted.name]


def test_asking_by_htmx_answers_with_the_progress(
    completed: Transition, sign_in: SignIn, owner: User, nudges: list[str]
) -> None:
    part = sign_in(owner).post(address(completed), headers=HTMX).content.decode()

    assert part.lstrip().startswith('<div class="split rp" id="report"')
    assert "Version 1 waits for a free worker" in part
    assert 'hx-trigger="every 1s"' in part
    assert "Check again" in part


def test_polling_answers_nothing_until_something_is_new(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    wanted = operations.want(completed.pk, by=owner, now=MADE_AT)
    client = sign_in(owner)
    known = f"{address(completed)}?seen={wanted.pk}-wanted-0-short"

    same = client.get(known, headers=HTMX)
    Report.objects.filter(pk=wanted.pk).update(state=ReportState.RUNNING)
    new = client.get(known, headers=HTMX).content.decode()

    assert (same.status_code, same.content) == (204, b"")
    assert "Version 1 is being made" in new


def test_polling_stops_when_the_report_is_ready(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    wanted = operations.want(completed.pk, by=owner, now=MADE_AT)
    told = wanted.fingerprint
    wanted.delete()
    ready(completed, print_=told)

    part = sign_in(owner).get(f"{address(completed)}?seen=1-wanted-0-short", headers=HTMX)

    text = part.content.decode()
    assert "hx-trigger" not in text
    assert "Version 1 is ready" in text


def test_an_unchanged_record_offers_the_download(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    wanted = operations.want(completed.pk, by=owner, now=MADE_AT)
    told = wanted.fingerprint
    wanted.delete()
    report = ready(completed, version=2, print_=told)

    page = sign_in(owner).get(address(completed)).content.decode()

    assert "Version 2 is ready" in page
    assert f"/reports/{report.pk}/download/" in page
    assert "Make the report" not in page


def test_who_asks_twice_is_told_that_the_one_version_is_ready_and_not_that_nothing_changed(
    completed: Transition, sign_in: SignIn, owner: User, nudges: list[str]
) -> None:
    client = sign_in(owner)
    client.post(address(completed), headers=HTMX)
    told = Report.objects.get().fingerprint
    Report.objects.all().delete()
    ready(completed, print_=told)

    part = client.post(address(completed), headers=HTMX).text

    assert "<b>Version 1 is ready</b>" in part
    assert "Nothing has changed" not in part
    assert Report.objects.count() == 1


def test_a_changed_record_says_so(completed: Transition, sign_in: SignIn, owner: User) -> None:
    ready(completed, version=2)

    page = sign_in(owner).get(address(completed)).content.decode()

    assert "The record has changed since version 2" in page
    assert "Make the report" in page


def test_a_report_that_no_worker_takes_says_so(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    operations.want(completed.pk, by=owner, now=MADE_AT - timedelta(seconds=61))

    page = sign_in(owner).get(address(completed)).content.decode()

    assert "No worker has taken it yet." in page


def test_a_failed_report_tells_the_reason_and_can_be_tried_again(
    completed: Transition, sign_in: SignIn, owner: User, nudges: list[str]
) -> None:
    wanted = operations.want(completed.pk, by=owner, now=MADE_AT)
    Report.objects.filter(pk=wanted.pk).update(state=ReportState.FAILED, error="The disk is full.")
    client = sign_in(owner)

    page = client.get(address(completed)).content.decode()
    client.post(address(completed))

    assert "Version 1 could not be made." in page
    assert "The disk is full." in page
    assert "Try again" in page
    assert Report.objects.latest("version").state == ReportState.WANTED


def test_a_draft_answers_with_a_sentence(lead: User, sign_in: SignIn, nudges: list[str]) -> None:
    draft = make_transition(manager=lead, started=False)
    client = sign_in(lead)

    page = client.get(address(draft)).content.decode()
    refused = client.post(address(draft))

    assert "There is no record yet." in page
    assert refused.status_code == 422
    assert "Start the transition first." in refused.content.decode()
    assert nudges == []


def test_strangers_find_nothing(completed: Transition, sign_in: SignIn, stranger: User) -> None:
    report = ready(completed)
    client = sign_in(stranger)

    answers = [
        client.get(address(completed)).status_code,
        client.post(address(completed)).status_code,
        client.get(f"/reports/{report.pk}/download/").status_code,
    ]

    assert answers == [404, 404, 404]
    assert Report.objects.count() == 1
    assert b"Brightwater" not in client.get("/reports/").content


def test_a_reader_downloads_but_makes_nothing(
    completed: Transition, sign_in: SignIn, reader: User
) -> None:
    report = ready(completed)
    client = sign_in(reader)

    page = client.get(address(completed)).content.decode()
    refused = client.post(address(completed))
    file = client.get(f"/reports/{report.pk}/download/")

    assert "Make the report" not in page
    assert "Helena Brandt or somebody of the team makes the report" in page
    assert refused.status_code == 403
    assert Report.objects.count() == 1
    assert b"".join(file) == b"%PDF-1.7"


def test_a_download_is_a_file_with_a_speaking_name(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    report = ready(completed)

    answer = sign_in(owner).get(f"/reports/{report.pk}/download/")
    answer.close()

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="Brightwater-Foods-transition-report-v1.pdf"'
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_download_whose_file_is_gone_is_not_found(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    report = ready(completed)
    report.file.storage.delete(str(report.file.name))

    answer = sign_in(owner).get(f"/reports/{report.pk}/download/")

    assert answer.status_code == 404


def test_only_finished_reports_can_be_downloaded(
    completed: Transition, sign_in: SignIn, owner: User
) -> None:
    wanted = operations.want(completed.pk, by=owner, now=MADE_AT)

    answer = sign_in(owner).get(f"/reports/{wanted.pk}/download/")

    assert answer.status_code == 404


def test_the_page_takes_as_many_queries_for_three_versions_as_for_one(
    completed: Transition, sign_in: SignIn, lead: User
) -> None:
    client = sign_in(lead)
    ready(completed)
    client.get(address(completed))

    with CaptureQueriesContext(connection) as one:
        client.get(address(completed))
    for number in (2, 3):
        ready(completed, version=number, print_=str(number))
    with CaptureQueriesContext(connection) as three:
        client.get(address(completed))

    assert len(three) == len(one)


def test_days_are_those_of_the_reader(completed: Transition, sign_in: SignIn, owner: User) -> None:
    report = ready(completed)
    Report.objects.filter(pk=report.pk).update(
        finished_at=datetime(2026, 12, 29, 23, 30, tzinfo=UTC)
    )

    page = sign_in(owner).get("/reports/").content.decode()

    assert "Wed 30 Dec 2026" in page

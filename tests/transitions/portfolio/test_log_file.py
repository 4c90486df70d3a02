"""Lists with fixed columns as files: what their page shows, filtered so, for the same eyes."""

from datetime import UTC, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from accounts.clients.models import Account
from accounts.people.choices import SecurityEventKind
from accounts.people.models import SecurityEvent, Team, User
from config.lib.mail.choices import MessageKind
from config.lib.mail.operations import Draft, queue
from tests.conftest import SignIn
from tests.factories.transitions import make_transition
from tests.support.exports import exported
from transitions.plans.choices import LogKind
from transitions.plans.models import LogEntry, Transition

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 6, 30, tzinfo=UTC)
EVIL = "=HYPERLINK(1)"


@pytest.fixture
def transition(account: Account, successor: User, lead: User) -> Transition:
    return make_transition(account=account, incoming=successor, manager=lead)


@pytest.fixture
def entry(transition: Transition, owner: User, lead: User) -> LogEntry:
    return LogEntry.objects.create(
        transition=transition,
        kind=LogKind.MANUAL,
        happened_at=timezone.now(),
        activity="Called the buyer",
        responsible=owner,
        written_by=lead,
        notes=EVIL,
    )


def test_the_log_is_a_file_filtered_as_it_is_shown(
    entry: LogEntry, transition: Transition, owner: User, lead: User, sign_in: SignIn
) -> None:
    heads, *found = exported(sign_in(lead), "/log/export/csv/?q=BUYER+brightwater&kind=manual")

    assert heads == [
        "Happened at (Europe/Vienna)",
        "Account", "Transition", "Item", "Kind", "What happened", "By", "Written by", "Notes",
    ]  # fmt: skip
    assert [line[1:] for line in found] == [
        ["Brightwater Foods", transition.reference, "", "Written by hand", "Called the buyer",
         owner.full_name, lead.full_name, f"'{EVIL}"],
    ]  # fmt: skip
    assert 'href="/log/export/csv/?q=buyer"' in sign_in(lead).get("/log/?q=buyer&page=1").text


def test_the_head_names_the_time_zone_in_which_the_reader_sees_the_times(
    entry: LogEntry, lead: User, sign_in: SignIn
) -> None:
    User.objects.filter(pk=lead.pk).update(time_zone="America/Denver")
    lead.refresh_from_db()

    heads, line, *_ = exported(sign_in(lead), "/log/export/csv/?q=BUYER")

    there = timezone.localtime(entry.happened_at, ZoneInfo("America/Denver"))
    assert heads[0] == "Happened at (America/Denver)"
    assert line[0] == f"{there:%Y-%m-%d %H:%M:%S}"


def test_a_file_of_the_log_holds_only_what_its_reader_may_see(
    entry: LogEntry, stranger: User, lead: User, sign_in: SignIn
) -> None:
    theirs = Team.objects.create(name="Elsewhere", lead=stranger)
    User.objects.filter(pk=stranger.pk).update(role="manager", team=theirs)
    stranger.refresh_from_db()

    assert len(exported(sign_in(stranger), "/log/export/csv/")) == 1
    assert len(exported(sign_in(lead), "/log/export/csv/")) > 1


def test_the_log_of_one_transition_is_a_file_with_who_made_it(
    entry: LogEntry, transition: Transition, owner: User, sign_in: SignIn
) -> None:
    browser = sign_in(owner)

    answer = browser.get(f"/transitions/{transition.pk}/log/export/xlsx/?q=buyer&kind=manual")

    book = load_workbook(BytesIO(b"".join(answer)))
    about = {row[0]: row[1] for row in book["About"].values}
    assert [row[5] for row in book["Log"].values] == ["What happened", "Called the buyer"]
    assert about["Exported by"] == owner.full_name
    assert about["Filters"] == "Search: buyer; Kind: Written by hand"
    assert about["Sorted by"] == "Happened at, the newest first"
    assert (
        "/log/export/xlsx/?q=buyer"
        in browser.get(f"/transitions/{transition.pk}/log/?q=buyer").text
    )


@pytest.mark.parametrize(
    ("asked", "why"),
    [("kind=zz", "The filter “Kind” has no answer “zz”."), ("q=%00", "The search cannot be read")],
)
def test_there_is_no_file_of_an_answer_that_does_not_exist_and_a_page_says_so(
    entry: LogEntry, lead: User, sign_in: SignIn, asked: str, why: str
) -> None:
    answer = sign_in(lead).get(f"/log/export/csv/?{asked}")

    assert answer.status_code == 422
    assert why in answer.text
    assert f'href="/log/?{asked}"' in answer.text
    assert 'aria-label="Main"' in answer.text


def test_the_audit_of_sign_ins_is_a_file_for_administrators_only(
    administrator: User, owner: User, sign_in: SignIn
) -> None:
    SecurityEvent.objects.create(
        kind=SecurityEventKind.REFUSED,
        happened_at=timezone.now(),
        email="=nobody@norvane.example",
        ip_address="192.0.2.7",
    )
    address = "/people/sign-ins/export/csv/?kind=refused"

    heads, *found = exported(sign_in(administrator), address)

    assert heads == [
        "When (Europe/Vienna)",
        "Who",
        "E-mail",
        "What",
        "Details",
        "By",
        "Network",
        "Browser",
    ]
    assert [line[2:7] for line in found] == [
        ["'=nobody@norvane.example", "Sign-in refused", "", "", "192.0.2.7"]
    ]
    assert (
        'export/csv/?kind=refused"'
        in sign_in(administrator).get("/people/sign-ins/?kind=refused").text
    )
    assert sign_in(owner).get(address).status_code == 404


def test_teams_are_a_file(team: Team, lead: User, owner: User, sign_in: SignIn) -> None:
    browser = sign_in(owner)

    heads, *found = exported(browser, "/people/teams/export/csv/")

    assert heads == ["Team", "Lead", "People"]
    assert [team.name, lead.full_name] in [line[:2] for line in found]
    assert "/people/teams/export/xlsx/" in browser.get("/people/teams/").text


def test_mails_are_a_file_without_what_stands_in_them(
    administrator: User, owner: User, sign_in: SignIn
) -> None:
    for person in (administrator, owner):
        draft = Draft(
            kind=MessageKind.ACCOUNT,
            person=person,
            to=person.email,
            subject=f"For {person.full_name}",
            body_text="secret",
            body_html="<p>secret</p>",
            send_after=NOW,
        )
        queue(draft)
    address = "/outbox/export/csv/?sort=subject"

    heads, *found = exported(sign_in(administrator), address)
    own = exported(sign_in(owner), address)

    assert heads[:2] == ["Written at (Europe/Vienna)", "Sent at (Europe/Vienna)"]
    assert heads[2:6] == ["State", "Kind", "Subject", "To"]
    assert [line[4] for line in found] == sorted(
        [f"For {administrator.full_name}", f"For {owner.full_name}"]
    )
    assert [line[5] for line in own[1:]] == [owner.email]
    assert "secret" not in str(found)
    assert 'outbox/export/csv/?sort=subject"' in sign_in(owner).get("/outbox/?sort=subject").text

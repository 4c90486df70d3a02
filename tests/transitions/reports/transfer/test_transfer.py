"""What a knowledge transfer document says: everything that is known, and what is still open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.clients.choices import Level
from accounts.clients.models import Account, Ownership
from accounts.clients.operations.accounts import hand_to
from accounts.people.models import User
from accounts.profile.models import (
    Commitment,
    ConfidentialSection,
    Contract,
    Document,
    Event,
    Rapport,
    SystemAccess,
)
from accounts.profile.queries.contents import Kind
from accounts.profile.queries.contents import Section as Part
from accounts.profile.queries.page import ProfileSection
from tests.factories.accounts import ContactFactory
from tests.factories.transitions import NOW
from tests.transitions.reports.transfer.conftest import Write, document, words_of
from transitions.dossier.choices import Side, Stance
from transitions.dossier.operations import questions
from transitions.dossier.operations.questions import Asked
from transitions.plans.models import Transition
from transitions.plans.operations import ownership
from transitions.plans.operations.working import Who
from transitions.reports.choices import Edition
from transitions.reports.queries.transfer import material, stamped, transfer_of
from transitions.reports.queries.transfer.any_rows import any_rows
from transitions.reports.queries.transfer.people import ON_A_MAP
from transitions.reports.queries.transfer.shapes import Drawing, Table

pytestmark = pytest.mark.django_db


def test_everything_that_is_known_stands_in_it_in_reading_order(confirmed: Transition) -> None:
    found = document(confirmed)

    assert [one.title for one in found.sections] == [
        "The account",
        "Contacts and stakeholders",
        "History",
        "Contracts and service levels",
        "Projects",
        "Preferences",
        "Pipeline and follow-ups",
        "Commitments",
        "SWOT",
        "Status and plans",
        "Documents",
        "Systems access",
        "What no system holds",
        "What is still open",
        "Research list",
    ]
    for name, expected in {
        "account": "https://brightwater.example",
        "people": "Likes: Phone, best: before 11:00.",
        "history": "First contract, 3 sites.",
        "contracts": "By 30 Sep 2027",
        "projects": "Linz cold store",
        "preferences": "Calls on Friday",
        "pipeline": "€90,000 open in 1 opportunity.",
        "swot": "We answer at night",
        "documents": "Shelf B4",
        "systems": "Nadia Kovac",
        "tacit": "Dr. Sandmeer, never Petra.",
    }.items():
        assert expected in words_of(found.section(name)), name


def test_each_section_says_who_confirmed_and_accepted_it_and_when(confirmed: Transition) -> None:
    found = document(confirmed)

    assert found.section("contracts").said == (
        "Tomas Eriksen confirmed it on 24 Nov 2026. Priya Raman accepted it on 24 Nov 2026."
    )
    assert found.section("projects").said.endswith("refused it on 24 Nov 2026. Who leads it?")
    assert found.section("systems").said == "It waits for Tomas Eriksen to confirm it."
    assert found.section("situation").said == "It waits for Tomas Eriksen to fill it."
    assert found.section("contracts").updated == "Last changed on 24 Nov 2026 by Tomas Eriksen."
    assert found.cover.keys == (
        "Tomas Eriksen confirmed 2 of 12 sections.",
        "Priya Raman accepted 1 of them.",
        "1 question waits for an answer.",
    )


def test_after_the_move_nobody_is_waited_for_any_more(confirmed: Transition) -> None:
    ownership.move(confirmed.pk, by=confirmed.manager, now=NOW, override_reason="Now")
    confirmed.refresh_from_db()

    found = document(confirmed)

    assert found.section("systems").said == (
        f"Tomas Eriksen had not confirmed it when {confirmed.account} moved."
    )
    assert found.section("situation").said == (
        f"Tomas Eriksen had not filled it when {confirmed.account} moved."
    )


def test_a_section_is_old_when_nobody_touched_it(told: Transition) -> None:
    late = material(told.pk, NOW + timedelta(days=61))

    found = transfer_of(late, Edition.FULL)

    assert (found.section("contracts").is_old, found.section("swot").is_old) == (True, False)


def test_what_is_open_says_whose_turn_it_is(confirmed: Transition) -> None:
    (table,) = document(confirmed).section("open").blocks

    assert isinstance(table, Table)
    rows = [tuple(cell.text for cell in row) for row in table.rows]
    tomas = "Tomas Eriksen"
    assert ("Projects", "It is refused. Who leads it?", tomas) in rows
    assert ("Contracts and service levels", "Who signs for them?", tomas) in rows
    assert ("Systems access", "It is not confirmed.", tomas) in rows
    assert ("Documents", "Priya cannot open “Frame contract, signed”.", tomas) in rows
    assert not [row for row in rows if row[0] == "Contracts and service levels" and "not" in row[1]]


def test_both_account_managers_stand_on_the_map_and_many_people_on_several(
    told: Transition, account: Account
) -> None:
    for number in range(ON_A_MAP):
        ContactFactory.create(
            account=account, name=f"Person {number}", influence="low", relationship=2
        )

    drawing = document(told).section("people").blocks[0]

    assert isinstance(drawing, Drawing)
    assert [len(points) for points in drawing.maps] == [ON_A_MAP, 1]
    first = drawing.maps[0][0]
    assert (first.name, first.theirs, first.ours) == (
        "Sandmeer, Chief operating officer", 4, 1
    )  # fmt: skip
    assert (drawing.hollow, drawing.solid) == ("With Tomas Eriksen", "With Priya Raman")
    assert "<style>" in drawing.on_paper[0]
    assert "<style>" not in drawing.on_page[0]


def test_after_a_move_what_was_said_before_stands_in_and_is_named(
    told: Transition, account: Account, owner: User, successor: User
) -> None:
    Ownership.objects.create(account=account, person=owner, from_on=NOW.date())
    emil = account.contacts.get(name="Emil Varga")
    emil.influence, emil.position = "low", ""
    emil.save()
    Rapport.objects.create(contact=emil, person=owner, strength=4, judged_at=NOW)
    hand_to(account.pk, successor, NOW.date() + timedelta(days=1))

    drawing, table = document(told).section("people").blocks[:2]

    assert isinstance(drawing, Drawing)
    assert isinstance(table, Table)
    assert (drawing.hollow, drawing.solid) == ("", "With Priya Raman")
    assert drawing.dashed == "Tomas Eriksen, before"
    points = [(one.name, one.theirs, one.ours, one.earlier) for one in drawing.maps[0]]
    assert points == [
        ("Sandmeer, Chief operating officer", None, 1, None),
        ("Varga", None, None, 4),
    ]
    assert [cell.text for cell in table.rows[1][-2:]] == ["–", "Strong"]


def test_rows_of_a_kind_that_nobody_described_show_by_themselves(
    told: Transition, account: Account, write: Write
) -> None:
    row = write(SystemAccess, name="Tariff archive", kind="crm", needs_training=True)
    section = Part("new", "New", "?", (Kind("systems", SystemAccess, "system"),))
    shown = ProfileSection(account, section, {"systems": [row]}, None, None, NOW.date())

    (table,) = any_rows(shown)

    assert isinstance(table, Table)
    name, known = table.rows[0]
    assert name.text == "Tariff archive"
    assert known.text.splitlines() == [
        "What for: CRM",
        "Access of who takes over: Not asked for",
        "Needs training: Yes",
    ]


def test_who_may_not_read_what_is_confidential_finds_no_word_of_it(
    told: Transition, successor: User, write: Write
) -> None:
    secret = {"level": Level.CONFIDENTIAL}
    paper = write(Document, title="Secret price list", location="Safe", **secret)
    write(Contract, title="Night contract", document=paper)
    write(Commitment, promise="A secret rebate", **secret)
    due = NOW.date() + timedelta(days=3)
    wanted = Asked("contracts", "Is there a secret clause?", due, level=Level.CONFIDENTIAL)
    questions.ask(told.pk, wanted, Who(successor, NOW))

    open_, full = document(told, Edition.OPEN), document(told, Edition.FULL)

    assert "ecret" not in words_of(open_)
    assert "Night contract" in words_of(open_)
    assert open_.section("contracts").hidden == (
        "And 1 confidential question. Tomas Eriksen or Helena Brandt can tell you more."
    )
    assert open_.section("documents").hidden.startswith("And 1 confidential document.")
    for expected in ("Secret price list", "A secret rebate", "Is there a secret clause?"):
        assert expected in words_of(full)
    assert full.section("contracts").hidden == ""


def test_a_section_that_is_confidential_is_closed_and_says_who_can_tell(
    confirmed: Transition, owner: User
) -> None:
    for name in ("projects", "history"):
        ConfidentialSection.objects.create(
            account=confirmed.account, book="profile", section=name, said_by=owner, said_at=NOW
        )

    found = document(confirmed, Edition.OPEN)

    projects = found.section("projects")
    assert (projects.blocks, projects.said, projects.missing) == ((), "", ())
    assert projects.hidden == ("Confidential. Tomas Eriksen or Helena Brandt can tell you more.")
    for hidden in ("Who leads it?", "Linz", "First contract", "last talked"):
        assert hidden not in words_of(found)
    assert "Linz" in words_of(document(confirmed))


def test_who_handed_over_and_left_changes_nothing_of_the_full_edition(
    confirmed: Transition, owner: User
) -> None:
    paper = Document.objects.get()
    paper.level = Level.CONFIDENTIAL
    paper.save()
    owner.is_active = False
    owner.save()

    assert "Frame contract, signed" in words_of(document(confirmed))


def test_a_commitment_says_what_becomes_of_it(
    told: Transition, successor: User, write: Write
) -> None:
    row = write(Commitment, promise="A second site free of charge", source="Mail of 3 May")
    told.decisions.create(commitment=row, stance=Stance.TAKES_OVER, seen=1, by=successor, at=NOW)

    words = words_of(document(told).section("commitments"))

    assert "A second site free of charge" in words
    assert "Mail of 3 May" in words
    assert "Taken over" in words


def test_signatures_and_reservations_stand_on_the_cover(
    told: Transition, owner: User, successor: User
) -> None:
    told.signatures.create(side=Side.OUTGOING, by=owner, at=NOW)
    told.signatures.create(
        side=Side.INCOMING, by=successor, at=NOW, reservations="The safe is locked."
    )

    keys = document(told).cover.keys

    assert "Handed over: Tomas Eriksen, 24 Nov 2026." in keys
    assert "With reservations: The safe is locked." in keys


def test_stamps_differ_where_words_do_and_only_there(
    told: Transition, account: Account, write: Write
) -> None:
    before = stamped(material(told.pk, NOW), Edition.FULL)
    a_year_on = stamped(material(told.pk, NOW + timedelta(days=365)), Edition.FULL)

    write(Event, year=2020, told="Second site.")
    after = stamped(material(told.pk, NOW), Edition.FULL)

    assert a_year_on == before
    assert {name for name in after if after[name] != before[name]} == {"history"}


def test_an_empty_account_has_all_sections_and_no_words(running: Transition) -> None:
    found = document(running)

    assert found.section("history").blocks == ()
    assert found.section("history").said == "It waits for Tomas Eriksen to fill it."
    assert len(found.section("open").blocks) == 1


def test_it_costs_as_many_queries_for_three_rows_as_for_one(
    confirmed: Transition, account: Account, write: Write, owner: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            document(confirmed)
        return len(captured)

    one = queries()
    for number in range(2):
        ContactFactory.create(account=account, influence="low")
        paper = write(Document, title=f"Paper {number}", keeper=owner)
        write(Contract, title=f"Contract {number}", document=paper)
        write(Event, year=2020, told="Again")
        write(SystemAccess, name=f"System {number}", kind="crm")
    assert queries() == one

"""The question bank: what comes with Changeover, and what people here keep of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.people.models import User
from checklists.runs.operations.guards import SentBefore
from tests.conftest import SignIn
from tests.factories.transitions import NOW
from tests.transitions.dossier.conftest import PartOf
from transitions.dossier.models import Prompt, PromptChange, Question
from transitions.dossier.operations import prompts, questions
from transitions.dossier.operations.prompts import Wording
from transitions.dossier.operations.questions import Asked
from transitions.dossier.queries.dossier import dossier_page
from transitions.dossier.queries.prompts import SHIPPED, bank
from transitions.plans.models import Transition
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who

pytestmark = pytest.mark.django_db
DOGS = Wording("Whose dog must one greet?", "people")
TODAY = NOW.date()


@pytest.fixture
def helena(lead: User) -> Who:
    return Who(lead, NOW)


@pytest.fixture
def keeps(sign_in: SignIn, lead: User) -> Client:
    """Helena, who manages."""
    return sign_in(lead)


def shown(found: Transition, reader: User) -> list[str]:
    """The keys of the prompts that a dossier shows."""
    return [told.prompt.key for told in dossier_page(found, reader, TODAY).bank]


def test_an_own_prompt_stands_in_every_dossier_and_counts_for_its_coverage(
    running: Transition, part: PartOf, owner: User, helena: Who
) -> None:
    questions.tell(running.pk, "decides", "Dr. Sandmeer.", Who(owner, NOW))
    before = part("tacit").completeness.share

    added = prompts.add(DOGS, helena)

    assert shown(running, owner) == [*(one.key for one in SHIPPED), added.key]
    assert (before, part("tacit").completeness.share) == (7, 7)
    assert DOGS.text in part("tacit").completeness.missing
    questions.tell(running.pk, added.key, "Emil’s.", Who(owner, NOW))
    assert part("tacit").completeness.share == round(200 / 15)


def test_the_same_form_adds_once_and_the_same_words_never_twice(helena: Who) -> None:
    form = Who(helena.by, NOW, uuid4())
    added = prompts.add(DOGS, form)

    assert prompts.add(DOGS, form) == added
    with pytest.raises(SentBefore):
        prompts.add(Wording("Whose cat?"), form)
    with pytest.raises(Refused, match="asks that already"):
        prompts.add(Wording(DOGS.text.upper()), helena)
    with pytest.raises(Refused, match="asks that already"):
        prompts.add(Wording(SHIPPED[0].text), helena)
    assert Prompt.objects.count() == 1


def test_what_was_asked_keeps_its_words_when_the_prompt_changes(
    running: Transition, priya: Who, helena: Who
) -> None:
    added = prompts.add(DOGS, helena)
    due_on = date(2026, 11, 27)
    questions.ask(running.pk, Asked("", DOGS.text, due_on, added.key), priya)

    prompts.change(added.key, Wording("Whose cat?"), helena, version=1)

    assert Question.objects.get().text == DOGS.text
    assert bank()[-1].text == "Whose cat?"
    assert prompts.change(added.key, Wording("Whose cat?"), helena, version=1).version == 2
    with pytest.raises(Stale):
        prompts.change(added.key, DOGS, helena, version=1)


@pytest.mark.parametrize("key", ["proud", "own"])
def test_a_retired_prompt_shows_only_where_it_was_asked_or_told(
    running: Transition, owner: User, tomas: Who, helena: Who, key: str
) -> None:
    key = prompts.add(DOGS, helena).key if key == "own" else key
    prompts.retire(key, helena)
    prompts.retire(key, helena)
    assert key not in shown(running, owner)
    with pytest.raises(Refused, match="asks this no more"):
        questions.tell(running.pk, key, "Mine.", tomas)

    prompts.bring_back(key, helena)
    questions.tell(running.pk, key, "Mine.", tomas)
    prompts.retire(key, helena)

    assert key in shown(running, owner)
    words = [change.said.split(" “")[0] for change in PromptChange.objects.order_by("pk")]
    assert words[-3:] == ["retired", "brought back", "retired"]


def test_own_prompts_are_moved_from_the_order_that_was_seen(helena: Who) -> None:
    keys = [prompts.add(Wording(f"Number {number}?"), helena).key for number in range(3)]
    prompts.retire(keys[1], helena)
    first, last = keys[0], keys[2]

    said = prompts.move(last, to=-1, seen=[first, last], who=helena)

    assert said == "Moved “Number 2?” to place 1."
    assert [one.key for one in bank() if one.is_own] == [last, first, keys[1]]
    assert prompts.move(last, to=-1, seen=[last, first], who=helena).startswith("It stands")
    with pytest.raises(Stale):
        prompts.move(first, to=-1, seen=[first, last], who=helena)


def test_only_managers_and_administrators_keep_the_bank(tomas: Who, helena: Who) -> None:
    key = prompts.add(DOGS, helena).key

    for act in (
        lambda: prompts.add(Wording("Whose cat?"), tomas),
        lambda: prompts.change(key, Wording("Whose cat?"), tomas, version=1),
        lambda: prompts.retire(key, tomas),
        lambda: prompts.bring_back(key, tomas),
        lambda: prompts.move(key, to=1, seen=[key], who=tomas),
    ):
        with pytest.raises(Refused, match="keep the question bank"):
            act()

    assert PromptChange.objects.count() == 1


def test_the_history_is_never_changed_by_nobody(helena: Who) -> None:
    prompts.add(DOGS, helena)

    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE dossier_promptchange SET said = 'nothing'")

    assert PromptChange.objects.get().said == "added “Whose dog must one greet?”"


def test_the_page_finds_filters_and_sorts(
    running: Transition, keeps: Client, tomas: Who, helena: Who
) -> None:
    added = prompts.add(DOGS, helena)
    prompts.retire("proud", helena)
    questions.tell(running.pk, "leave", "Prices.", tomas)

    def found(query: str) -> list[str]:
        rows = keeps.get(f"/prompts/?{query}").context["rows"]
        return [row.prompt.key for row in rows]

    assert (len(found("")), "proud" in found("")) == (14, False)
    assert found("state=retired") == ["proud"]
    assert found("whose=own") == found("q=DOG contacts") == found("q=dög") == [added.key]
    assert found("sort=-asked")[0] == "leave"
    assert found("sort=-changed")[0] == added.key
    assert found("sort=text")[-2:] == [added.key, "discount"]
    assert found("state=all")[5] == "proud"
    unknown = keeps.get("/prompts/?whose=theirs").content.decode()
    assert "The filter “Origin” has no answer “theirs”." in unknown


def test_a_manager_adds_edits_moves_and_retires_on_the_pages(keeps: Client) -> None:
    wrong = keeps.post("/prompts/new/", {"text": "", "section": "people"})
    assert (wrong.status_code, "Write what it asks." in wrong.content.decode()) == (422, True)
    keeps.post("/prompts/new/", {"text": "Whose  dog?", "section": "people"})
    keeps.post("/prompts/new/", {"text": "Whose cat?"})
    dog, cat = Prompt.objects.own()
    assert (dog.text, dog.section, cat.section) == ("Whose dog?", "people", "")

    keeps.post(f"/prompts/{cat.key}/move/", {"to": "up", "seen": f"{dog.key},{cat.key}"})
    late = keeps.post(
        f"/prompts/{cat.key}/move/", {"to": "up", "seen": f"{dog.key},{cat.key}"}, follow=True
    )
    keeps.post(f"/prompts/{dog.key}/retire/")
    page = keeps.get("/prompts/?state=all").content.decode()

    assert "Somebody changed the bank meanwhile" in late.content.decode()
    assert page.index("Whose cat?") < page.index("Whose dog?")
    assert "Bring back<span" in page
    told = keeps.get("/prompts/history/").content.decode()
    assert "Retired “Whose dog?”" in told
    assert keeps.get("/prompts/decides/").status_code == 404


def test_an_edit_from_a_page_that_is_old_shows_what_was_saved_meanwhile(
    keeps: Client, helena: Who
) -> None:
    key = prompts.add(DOGS, helena).key
    prompts.change(key, Wording("Whose <b>cat</b>?"), helena, version=1)

    stale = keeps.post(f"/prompts/{key}/", {"text": "Whose horse?", "version": "1"})

    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Whose &lt;b&gt;cat&lt;/b&gt;?" in page
    assert "Whose horse?</textarea>" in page
    again = {"text": "Whose horse?", "version": stale.context["form"]["version"].value()}
    keeps.post(f"/prompts/{key}/", again)
    assert Prompt.objects.get().text == "Whose horse?"


def test_nobody_answers_words_that_changed_under_them(
    running: Transition, sign_in: SignIn, owner: User, helena: Who
) -> None:
    key = prompts.add(DOGS, helena).key
    answers, here = sign_in(owner), f"/transitions/{running.pk}/dossier/tell/{key}/"
    seen = answers.get(here).context["form"]["seen"].value()
    prompts.change(key, Wording("Whose cat?"), helena, version=1)

    late = answers.post(here, {"answer": "Emil’s.", "seen": seen})

    assert late.status_code == 422
    assert "The words of this question were changed" in late.content.decode()
    assert not Question.objects.exists()
    answers.post(here, {"answer": "Emil’s.", "seen": late.context["form"]["seen"].value()})
    assert Question.objects.get().text == "Whose cat?"


def test_who_hands_over_reads_the_bank_and_changes_nothing(
    sign_in: SignIn, owner: User, helena: Who
) -> None:
    key = prompts.add(DOGS, helena).key
    reads = sign_in(owner)

    page = reads.get("/prompts/").content.decode()

    assert DOGS.text in page
    assert "New question" not in page
    assert "Retire<" not in page
    assert reads.post(f"/prompts/{key}/retire/").status_code == 403
    assert Prompt.objects.get().retired_at is None


@pytest.mark.parametrize("many", [1, 3])
def test_the_page_costs_the_same_whatever_is_in_it(keeps: Client, helena: Who, many: int) -> None:
    for number in range(many):
        later = Who(helena.by, NOW + timedelta(minutes=number))
        prompts.add(Wording(f"Number {number}?"), later)
    keeps.get("/prompts/")

    with CaptureQueriesContext(connection) as queries:
        keeps.get("/prompts/")

    assert len(queries) == 6


def test_a_key_that_no_database_takes_is_not_there(
    keeps: Client, helena: Who, running: Transition
) -> None:
    for rest in ("retire", "bring-back"):
        assert keeps.post(f"/prompts/%00/{rest}/").status_code == 404
    assert keeps.get("/prompts/%00/").status_code == 404
    assert keeps.get(f"/transitions/{running.pk}/dossier/tell/%00/").status_code == 404
    with CaptureQueriesContext(connection) as queries, pytest.raises(Prompt.DoesNotExist):
        prompts.retire("\x00", helena)
    assert not [one for one in queries if "dossier_prompt" in one["sql"]]

"""What is confidential on an account, at every address, for each part that somebody can have in it.

Brightwater Foods is open, so Lea reads it. Its history, the pipeline, the goals of its plan, a
document and some questions are confidential. Each of these has a word that nothing else has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.audit.models import Visit
from accounts.profile.queries.kinds import PROFILE
from accounts.strategy.queries.kinds import PLAN
from tests.factories.transitions import TODAY
from tests.security.confidential import EVERYBODY, READS, SEES_ONLY, WORDS, World, build
from tests.security.table import BY_NAME, PARTS
from tests.support.kept import kept_for_a_module
from transitions.dossier.queries.dossier import dossier_page

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_for_a_module(django_db_blocker):
        yield build()


def _status(world: World, name: str, *parts: Any, post: bool = False) -> dict[str, int]:
    found = {}
    for who, client in world.clients.items():
        ask: Callable[..., Any] = client.post if post else client.get
        answer = ask(reverse(name, args=parts))
        _text(answer)
        found[who] = answer.status_code
    return found


def _text(answer: Any) -> str:
    """What an answer says; a file is read to its end, which closes it."""
    content = answer.getvalue() if answer.streaming else answer.content
    return str(content.decode(errors="replace"))


def _expected(**answers: int) -> dict[str, int]:
    """200 for who reads, unless something else is said, and 404 for all others."""
    return {who: answers.get(who, 200) if who in READS else 404 for who in EVERYBODY}


@pytest.mark.parametrize("name", ["profile_edit", "profile_remove"])
@pytest.mark.parametrize(("kind", "row"), [("documents", "document"), ("interactions", "talk")])
def test_a_confidential_row_is_missing_for_who_does_not_read_it(
    world: World, name: str, kind: str, row: str
) -> None:
    found = _status(world, name, world.account.pk, kind, world.ids[row])

    assert found == _expected(incoming=403, manager=403)


@pytest.mark.parametrize("name", ["plan_edit", "plan_remove"])
def test_so_is_a_row_of_the_plan(world: World, name: str) -> None:
    found = _status(world, name, world.account.pk, "goals", world.ids["goal"])

    assert found == _expected(incoming=403, manager=403)


def test_a_confidential_file_is_served_to_who_reads_it(world: World) -> None:
    account = world.account.pk

    assert _status(world, "profile_document", account, world.ids["document"]) == _expected()
    assert _status(world, "plan_paper_file", account, world.ids["paper"]) == _expected()


def test_only_who_reads_a_document_says_whether_they_can_open_it(world: World) -> None:
    found = _status(
        world, "profile_document_opened", world.account.pk, world.ids["document"], post=True
    )

    assert found == _expected(
        **dict.fromkeys(("owner", "incoming", "manager"), 302), lead=302, administrator=302
    )


def test_a_list_and_its_file_are_missing_with_their_section(world: World) -> None:
    account = world.account.pk

    assert _status(world, "profile_interactions", account) == _expected()
    assert _status(world, "profile_interactions_export", account, "csv") == _expected()


def test_a_confidential_question_is_missing_for_who_does_not_read_it(world: World) -> None:
    found = _status(world, "dossier_answer", world.transition.pk, world.ids["question"])

    assert found == _expected(incoming=403)


def test_who_opened_it_is_read_by_who_answers_for_the_account(world: World) -> None:
    found = _status(world, "account_visits", world.account.pk)
    files = _status(world, "account_visits_export", world.account.pk, "csv")

    assert found == files == _expected(incoming=404)


@pytest.mark.parametrize("page", [PROFILE, PLAN], ids=lambda page: page.name)
def test_whoever_changes_an_account_says_who_reads_its_sections(world: World, page: Any) -> None:
    found = _status(
        world, f"{page.name}_level", world.account.pk, page.sections[-1].name, post=True
    )

    may = {"owner": 302, "lead": 302, "administrator": 302}
    sees = {"incoming": 403, "manager": 403, "hr": 403, "backup": 403, "leader": 403}
    assert found == {**dict.fromkeys(EVERYBODY, 404), **sees, **may}


@pytest.mark.parametrize("who", [*SEES_ONLY, "other manager", "stranger"])
def test_no_address_shows_a_word_of_it_to_who_does_not_read_it(world: World, who: str) -> None:
    told = {"account_id": world.account.pk, "transition_id": world.transition.pk}
    leaked = []
    for name, rule in BY_NAME.items():
        parts = PARTS[name]
        given = {**{key: one for key, one in rule.also.items() if isinstance(one, str)}, **told}
        if rule.opens is None or not set(parts) <= given.keys() or name.startswith("mfa_"):
            continue
        address = reverse(name, kwargs={part: given[part] for part in parts})
        leaked += _leaks(world, who, address)

    assert leaked == []


@pytest.mark.parametrize("who", SEES_ONLY)
def test_no_section_no_version_and_no_search_tells_of_it(world: World, who: str) -> None:
    account, transition = world.account.pk, world.transition.pk
    addresses = [reverse("plan_version", args=[account, 1]) + more for more in ("", "?with=now")]
    for page in (PROFILE, PLAN):
        addresses += [
            reverse(f"{page.name}_section", args=[account, section.name])
            for section in page.sections
        ]
    for name in ("dossier_seal", "dossier_changes"):
        addresses += [reverse(name, args=[transition, one.name]) for one in PROFILE.sections]
    addresses += [f"{reverse('search')}?q={word}" for word in WORDS]

    leaked = [
        one
        for address in addresses
        for one in _leaks(world, who, address, but=address.rpartition("=")[2])
    ]

    assert leaked == []


def _leaks(world: World, who: str, address: str, but: str = "") -> list[str]:
    """The words that somebody reads at an address; the one they searched for is their own."""
    found = []
    for headers in ({}, HX):
        answer: Any = world.clients[who].get(address, headers=headers)
        text = _text(answer)
        found += [f"{address}: {word}" for word in WORDS if word in text and word != but]
    return found


@pytest.mark.parametrize("who", READS)
def test_who_reads_it_finds_each_word(world: World, who: str) -> None:
    account = world.account.pk
    pages = [
        world.get(who, "account_profile", account),
        world.get(who, "account_plan", account),
        world.get(who, "dossier", world.transition.pk),
        world.get(who, "account_changes", account),
        world.get(who, "plan_version", account, 1),
    ]
    text = "".join(page.content.decode() for page in pages)

    assert [word for word in WORDS if word not in text] == ["hyssop"]


@pytest.mark.parametrize("who", SEES_ONLY)
def test_others_see_that_there_is_something_and_who_tells_more(world: World, who: str) -> None:
    profile = world.get(who, "account_profile", world.account.pk).content.decode()
    dossier = world.get(who, "dossier", world.transition.pk).content.decode()

    who_tells = "Tomas Eriksen or Helena Brandt can tell you more."
    for text in (profile, dossier):
        assert text.count(f"Confidential. {who_tells}") == 2
        assert f"1 confidential document. {who_tells}" in text
    assert "2 confidential questions" in dossier


def test_shares_and_stamps_are_the_same_for_all_readers(world: World) -> None:
    pages = [
        dossier_page(world.transition, world.people[who], TODAY) for who in (*READS, *SEES_ONLY)
    ]

    told = {
        (page.share, *((one.stamp, one.completeness.share, one.standing) for one in page.parts))
        for page in pages
    }
    assert len(told) == 1


def test_it_is_kept_who_opened_what(world: World) -> None:
    Visit.objects.all().delete()

    for who in ("incoming", "incoming", "hr"):
        world.get(who, "account_profile", world.account.pk)
    world.clients["manager"].head(reverse("account_profile", args=[world.account.pk]))
    _text(world.get("manager", "profile_document", world.account.pk, world.ids["document"]))

    found = Visit.objects.order_by("person__full_name", "thing")
    assert list(found.values_list("person__full_name", "what", "called", "times")) == [
        ("Otto Halm", "file", "Paper of wistaria", 1),
        ("Priya Raman", "section", "History", 2),
        ("Priya Raman", "section", "Pipeline and follow-ups", 2),
    ]

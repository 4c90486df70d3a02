"""Managers bring a template in as a file: they see what it makes, and then keep it as a draft."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.people.models import User
from checklists.library.choices import Condition, Origin, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import importing
from checklists.library.operations.holding import Who
from checklists.library.queries.stored import stored_plan
from checklists.library.rules import shipped_file
from tests.checklists.library.test_shipped_file import SOUND
from tests.conftest import SignIn
from tests.factories.templates import make_template, piece
from tests.factories.transitions import NOW
from tests.support.together import at_once

pytestmark = pytest.mark.django_db
IMPORT = "/templates/import/"


@pytest.fixture
def manager(lead: User, sign_in: SignIn) -> Client:
    return sign_in(lead)


def shown(browser: Client, text: str) -> str:
    """What the page says about a pasted file, spaces made even."""
    answer = browser.post(IMPORT, {"text": text, "act": "look"})
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def kept(browser: Client, text: str) -> Any:
    """The answer to who looks at a pasted file and keeps it."""
    seen = browser.post(IMPORT, {"text": text}).context["found"].stamp
    return browser.post(IMPORT, {"text": text, "act": "keep", "seen": seen})


def test_a_pasted_file_is_shown_before_it_is_kept(manager: Client) -> None:
    page = shown(manager, SOUND)

    assert "New template “Small”" in page
    assert "2 items in 1 phase over 10 working days." in page
    assert not Template.objects.exists()


def test_a_new_key_becomes_a_draft_of_our_own(manager: Client) -> None:
    answer = kept(manager, SOUND)

    made = Template.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.version, made.state, made.origin) == (1, TemplateState.DRAFT, Origin.OWN)
    assert stored_plan(made) == shipped_file.parse(SOUND.encode())


def test_a_known_key_becomes_the_next_version_with_what_differs(manager: Client) -> None:
    kept(manager, SOUND)
    Template.objects.update(state=TemplateState.PUBLISHED)
    after = SOUND.replace("title: Write\n", "title: Write it\n").replace("days: 10", "days: 12")

    page = shown(manager, after)
    kept(manager, after)

    assert "Version 2 of “Small”" in page
    assert "<td>Write</td><td>Write it</td>" in page
    assert "<td>10</td><td>12</td>" in page
    assert list(Template.objects.values_list("version", "state")) == [
        (2, TemplateState.DRAFT),
        (1, TemplateState.PUBLISHED),
    ]


def test_what_an_export_says_comes_in_again_as_the_same_template(
    manager: Client, lead: User
) -> None:
    template = make_template(
        items=[
            piece("ask"),
            piece("hush", only_when=Condition.REVENUE, revenue_above=5, waits_for=["ask"]),
        ]
    )

    TemplateItem.objects.filter(key="ask").update(guidance="One\n\n- two\n- three")

    answer = manager.get(reverse("template_file", args=[template.pk]))

    assert answer.headers["Content-Disposition"] == f'attachment; filename="{template.key}.yaml"'
    first_line, _, rest = answer.text.partition("\n")
    assert first_line.endswith("/templates/schema.json")
    assert shipped_file.parse(rest.encode()) == stored_plan(template)
    assert f"This says what version 1 of “{template}” says." in shown(manager, answer.text)


def test_a_chosen_file_is_shown_as_text_and_not_kept_unseen(manager: Client) -> None:
    file = SimpleUploadedFile("small.yaml", SOUND.encode())

    answer = manager.post(IMPORT, {"file": file, "act": "keep"})

    assert answer.status_code == 200
    assert answer.context["form"]["text"].value() == SOUND
    assert not Template.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_bad_file_is_refused_whole_with_every_problem_and_its_text(
    manager: Client, headers: dict[str, str]
) -> None:
    bad = SOUND.replace("role: both", "role: boss").replace("offset: -1", "offset: 7")

    answer = manager.post(IMPORT, {"text": bad, "act": "keep"}, headers=headers)

    assert answer.status_code == 422
    page = " ".join(answer.text.split())
    assert "2 problems in this file. Nothing was imported." in page
    assert "<li>Line 11: “talk”: role is “boss”; it can be outgoing" in page
    assert "<li>Line 19: “write”: falls on day 12, outside 0 to 9.</li>" in page
    assert "role: boss" in answer.text
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({"text": " "}, "text", "Choose a file, or paste what it says."),
        ({"text": "a\x00"}, "text", "Null characters are not allowed."),
        (
            {"file": SimpleUploadedFile("x.yaml", b"#" * 200_001)},
            "file",
            "This file is larger than 200 KB. No template is.",
        ),
        ({"file": SimpleUploadedFile("x.yaml", b"")}, "file", "Choose a file, or paste"),
        ({"file": SimpleUploadedFile("x.yaml", b"\xff\x00")}, "file", "1 problem in this file."),
    ],
)
def test_what_is_no_file_of_ours_is_told_at_its_field(
    manager: Client, sent: dict[str, Any], field: str, sentence: str
) -> None:
    answer = manager.post(IMPORT, {**sent, "act": "look"})

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]


def test_what_is_wrong_stands_below_where_it_came_from(manager: Client) -> None:
    bad = SOUND.replace("role: both", "role: boss")
    sources = {"file": SimpleUploadedFile("small.yaml", bad.encode()), "text": bad}

    answers = {name: manager.post(IMPORT, {name: source}) for name, source in sources.items()}

    for name, answer in answers.items():
        assert list(answer.context["form"].errors) == [name]
        assert answer.text.count("Line 11: “talk”: role is “boss”") == 1
        _, _, below = answer.text.partition(f'id="id_{name}_error"')
        assert "Line 11: “talk”" in below.partition('class="field"')[0]
        control = re.search(rf'name="{name}"[^>]* aria-describedby="([^"]+)"', answer.text)
        assert control
        assert f"id_{name}_error" in control[1].split()


def test_sending_a_file_twice_makes_one_draft(manager: Client) -> None:
    first, second = kept(manager, SOUND), None
    second = manager.post(IMPORT, {"text": SOUND, "act": "keep", "seen": "new"})

    assert first.headers["Location"] == second.headers["Location"]
    assert Template.objects.count() == 1


def test_an_open_draft_is_named_and_not_overwritten(manager: Client) -> None:
    kept(manager, SOUND)
    other = SOUND.replace("name: Small", "name: Smaller")

    answer = manager.post(IMPORT, {"text": other, "act": "keep", "seen": "new"})

    assert answer.status_code == 409
    draft = Template.objects.get()
    assert "Version 1 of “Small” is an open draft." in answer.text
    assert f'<a href="{draft.get_absolute_url()}">Open the draft</a>' in answer.text


def test_what_was_compared_with_an_older_version_is_shown_anew(manager: Client) -> None:
    kept(manager, SOUND)
    Template.objects.update(state=TemplateState.PUBLISHED)

    answer = manager.post(
        IMPORT, {"text": SOUND.replace("days: 10", "days: 12"), "act": "keep", "seen": "new"}
    )

    assert answer.status_code == 409
    assert "The newest version has changed since you looked." in answer.text
    assert "Version 2 of “Small”" in answer.text
    assert Template.objects.count() == 1


def test_a_draft_goes_out_to_those_who_may_edit_it_alone(
    manager: Client, owner: User, sign_in: SignIn
) -> None:
    draft = make_template(state=TemplateState.DRAFT)
    address = reverse("template_file", args=[draft.pk])

    assert manager.get(address).status_code == 200
    assert sign_in(owner).get(address).status_code == 404


@pytest.mark.parametrize("name", ["owner", "reader"])
def test_others_do_not_import(name: str, request: pytest.FixtureRequest, sign_in: SignIn) -> None:
    browser = sign_in(request.getfixturevalue(name))

    assert browser.get(IMPORT).status_code == 403
    assert browser.post(IMPORT, {"text": SOUND, "act": "keep"}).status_code == 403
    assert IMPORT not in browser.get("/templates/").text


def test_the_schema_is_for_everybody_at_an_address_that_stays(owner: User) -> None:
    answer = Client().get("/templates/schema.json")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/schema+json")
    assert answer.json()["title"] == "Changeover checklist template"


def test_a_file_costs_the_same_whatever_its_size(manager: Client) -> None:
    def queries(text: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(manager, text)
        return len(captured)

    kept(manager, SOUND)
    small = queries(SOUND)
    extra = "".join(
        SOUND[SOUND.index("      - key: talk") : SOUND.index("      - key: write")].replace(
            "talk", f"talk-{number}"
        )
        for number in range(3)
    )

    assert queries(SOUND + extra) == small


@pytest.mark.django_db(transaction=True)
def test_two_people_who_bring_the_same_file_at_once_get_one_draft(lead: User) -> None:
    plan = shipped_file.parse(SOUND.encode())

    first, second = at_once(lambda: importing.keep(plan, seen="new", who=Who(lead, NOW)).pk)

    assert first == second
    assert Template.objects.count() == 1

"""A template goes out as a file and comes back the same; what is wrong with a file is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from checklists.library.rules import differences, shipped_file, written_file, yaml_loader
from checklists.library.rules.plan import TemplatePlan
from checklists.library.rules.shipped import SHIPPED
from checklists.library.rules.shipped_file import UnsoundFile
from tests.checklists.library.test_shipped_file import SOUND
from tests.support.template_files import plans

SCHEMA = json.loads((SHIPPED / "template.schema.json").read_text())
Edit = Callable[[dict[str, Any]], object]


def written(plan: TemplatePlan) -> str:
    return written_file.write(plan, schema="https://changeover.example/templates/schema.json")


def problems(text: str) -> list[str]:
    """What the reader says, nothing for a sound file."""
    try:
        shipped_file.parse(text.encode())
    except UnsoundFile as error:
        return list(error.problems)
    return []


def is_valid(text: str) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(yaml.safe_load(text)))


@settings(max_examples=25, deadline=None)
@given(plan=plans())
def test_a_template_comes_back_from_its_file_as_it_went_and_the_schema_takes_it(
    plan: TemplatePlan,
) -> None:
    text = written(plan)

    assert shipped_file.parse(text.encode()) == plan
    assert is_valid(text)


@settings(max_examples=15, deadline=None)
@given(before=plans(), after=plans())
def test_two_templates_differ_by_nothing_only_when_they_say_the_same(
    before: TemplatePlan, after: TemplatePlan
) -> None:
    assert differences.compare(before, before).is_empty
    assert differences.compare(before, after).is_empty == (before == after)


def test_a_renamed_phase_is_not_an_added_one_and_a_removed_one() -> None:
    before = shipped_file.parse(SOUND.encode())
    renamed = SOUND.replace("name: First", "name: At first").replace("[talk]", "[]")

    found = differences.compare(before, shipped_file.parse(renamed.encode()))

    assert (found.added, found.removed, found.is_reordered) == ((), (), False)
    assert [(one.name, one.changes) for one in found.changed] == [
        ("First", (differences.Change("Name", "First", "At first"),)),
        ("Write", (differences.Change("Waits for", "Talk", "Nothing"),)),
    ]


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_takes_what_comes_along_and_so_does_what_is_written_of_it(path: Any) -> None:
    plan = shipped_file.parse(path.read_bytes(), path.name)

    assert is_valid(path.read_text())
    assert shipped_file.parse(written(plan).encode()) == plan
    assert all(item.guidance for phase in plan.phases for item in phase.items)


def item(file: dict[str, Any]) -> dict[str, Any]:
    return file["phases"][0]["items"][1]  # type: ignore[no-any-return]


WRONG: list[tuple[str, Edit]] = [
    *((f"without {key}", lambda file, key=key: file.pop(key)) for key in shipped_file.FILE_KEYS),
    *(
        (f"item without {key}", lambda file, key=key: item(file).pop(key))
        for key in shipped_file.ITEM_KEYS
    ),
    *(
        (f"phase without {key}", lambda file, key=key: file["phases"][0].pop(key))
        for key in shipped_file.PHASE_KEYS
    ),
    ("unknown key", lambda file: file.update(colour="red")),
    ("unknown key of a phase", lambda file: file["phases"][0].update(colour="red")),
    ("unknown key of an item", lambda file: item(file).update(colour="red")),
    ("capital in a key", lambda file: file.update(key="Small")),
    ("two hyphens in a key", lambda file: item(file).update(key="a--b")),
    ("long key", lambda file: item(file).update(key="a" * 61)),
    ("empty name", lambda file: file.update(name="  ")),
    ("long name", lambda file: file.update(name="a" * 81)),
    ("name on two lines", lambda file: file.update(name="a\nb")),
    ("name as number", lambda file: file.update(name=7)),
    ("bell in a text", lambda file: file.update(summary="a\x07b")),
    ("long summary", lambda file: file.update(summary="a" * 501)),
    ("long guidance", lambda file: item(file).update(guidance="a" * 4001)),
    ("blank guidance", lambda file: item(file).update(guidance=" ")),
    ("no length", lambda file: file.update(days=0, ownership_day=0)),
    ("too long", lambda file: file.update(days=521)),
    ("days as text", lambda file: file.update(days="ten")),
    ("days as truth", lambda file: file.update(days=True)),
    ("days as fraction", lambda file: file.update(days=10.5)),
    ("ownership before the start", lambda file: file.update(ownership_day=-1)),
    ("offset far away", lambda file: item(file).update(offset=-521)),
    ("unknown stage", lambda file: file["phases"][0].update(stage="begin")),
    ("unknown role", lambda file: item(file).update(role="boss")),
    ("unknown anchor", lambda file: item(file).update(anchor="middle")),
    ("unknown proof", lambda file: item(file).update(proof="word")),
    ("unknown condition", lambda file: item(file).update(only_when="sunny")),
    ("revenue without amount", lambda file: item(file).update(only_when="revenue")),
    ("amount without revenue", lambda file: item(file).update(revenue_above=5)),
    (
        "amount below nothing",
        lambda file: item(file).update(only_when="revenue", revenue_above=-1),
    ),
    (
        "amount beyond all",
        lambda file: item(file).update(only_when="revenue", revenue_above=10**12),
    ),
    ("required as text", lambda file: item(file).update(required="maybe")),
    ("waits for a text", lambda file: item(file).update(waits_for="talk")),
    ("waits for a number", lambda file: item(file).update(waits_for=[1])),
    ("waits twice", lambda file: item(file).update(waits_for=["talk", "talk"])),
    ("no phases", lambda file: file.update(phases=[])),
    ("phases as text", lambda file: file.update(phases="many")),
    ("no items", lambda file: file["phases"][0].update(items=[])),
    ("items as texts", lambda file: file["phases"][0].update(items=["talk"])),
]


@pytest.mark.parametrize("edit", [edit for _, edit in WRONG], ids=[name for name, _ in WRONG])
def test_reader_and_schema_refuse_the_same(edit: Edit) -> None:
    file = yaml.safe_load(SOUND)
    edit(file)
    text = yaml.safe_dump(file, allow_unicode=True)

    assert problems(text) != []
    assert not is_valid(text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &a [x]\nb: *a", "Line 1: Anchors and aliases (& and *) are not read here."),
        ("key: !!python/name:os.system x", "Line 1: Tags (!) are not read here."),
        ("key: small\nname: " + "[" * 50_000, "Line 2: This lies deeper than anything"),
        ("# " + "x" * 200_000, "Line 1: This is larger than 200 KB. No template is."),
        ("key: small\nname: \x00", "Line 2: A character that no text has stands here."),
        ("key: small\ndays: 2026-13-45", "Line 2: This is neither a number nor a day."),
        ("days: " + "9" * 5000, "Line 1: This is neither a number nor a day."),
        ("just a text", "Line 1: This is not a template."),
        ("", "Line 1: This is not a template."),
    ],
)
def test_a_file_that_would_do_harm_is_refused_with_its_line(text: str, problem: str) -> None:
    found = problems(text)

    assert len(found) == 1
    assert problem in found[0]


def test_a_file_with_more_values_than_a_template_can_have_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(yaml_loader, "MOST_VALUES", 20)

    assert problems(SOUND) == ["Line 10: A template has no more than 20 values."]


def test_what_is_not_utf_8_is_refused_with_its_line() -> None:
    with pytest.raises(UnsoundFile, match=r"Line 2: This is not UTF-8 text\."):
        shipped_file.parse(b"key: small\nname: \xff")

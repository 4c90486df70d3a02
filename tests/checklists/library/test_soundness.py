"""Everything that keeps a template from being published is told at once."""

import pytest

from checklists.library.choices import Anchor, ItemRole, Proof, Stage
from checklists.library.rules import circles
from checklists.library.rules.plan import ItemPlan, PhasePlan, TemplatePlan
from checklists.library.rules.shipped import SHIPPED
from checklists.library.rules.shipped_file import parse
from checklists.library.rules.soundness import Problem, problems


def item(key: str, offset: int, *waits_for: str) -> ItemPlan:
    return ItemPlan(
        key=key,
        title=key.capitalize(),
        guidance="",
        role=ItemRole.MANAGER,
        anchor=Anchor.START,
        offset=offset,
        is_required=True,
        proof=Proof.NOTHING,
        waits_for=waits_for,
    )


def plan(*phases: tuple[Stage, tuple[ItemPlan, ...]]) -> TemplatePlan:
    return TemplatePlan(
        key="own",
        name="Own",
        summary="Ours.",
        days=10,
        ownership_day=5,
        phases=tuple(PhasePlan(stage.label, stage, "", items) for stage, items in phases),
    )


def test_what_comes_with_changeover_can_be_published() -> None:
    files = list(SHIPPED.glob("*.yaml"))

    found = {path.name: problems(parse(path.read_bytes(), path.name)) for path in files}

    assert len(found) == 5
    assert {name: ones for name, ones in found.items() if ones} == {}


def test_a_template_without_items_is_not_published() -> None:
    assert problems(plan()) == [Problem("It has no items yet.")]


def test_all_that_is_wrong_is_told_with_its_place() -> None:
    late, early = item("late", 12), item("early", -1)
    waits = item("waits", 2, "deep", "later")
    later, deep = item("later", 4), item("deep", 2)

    found = problems(
        plan(
            (Stage.TRANSFER, (late, early)),
            (Stage.PREPARE, ()),
            (Stage.CLOSE, (waits, later, deep)),
        )
    )

    assert found == [
        Problem(
            "Phase 2 Prepare goes back to the stage Prepare. Stage Transfer has begun above it.",
            phase=2,
        ),
        Problem("Phase 2 Prepare has no items. Add one, or delete the phase.", phase=2),
        Problem("1.1 Late falls on day 13, after day 10, the last one.", item="late"),
        Problem("1.2 Early falls on day 0, before the first day.", item="early"),
        Problem("3.1 Waits waits for 3.3 Deep, which stands below it.", item="waits"),
        Problem("3.1 Waits waits for 3.2 Later, which is due later.", item="waits"),
    ]


def test_a_circle_is_named_item_by_item() -> None:
    one, two, three = item("a", 1, "b"), item("b", 1, "c"), item("c", 1, "a")

    found = problems(plan((Stage.PREPARE, (one, two, three))))

    assert found == [
        Problem(
            "1.1 A waits for 1.2 B, which waits for 1.3 C, which waits for 1.1 A. "
            "None of them could begin.",
            item="a",
        )
    ]


@pytest.mark.parametrize("waits", [{"a": ["a"]}, {"x": [], "a": ["a"]}])
def test_what_waits_for_itself_is_a_circle(waits: dict[str, list[str]]) -> None:
    assert circles.circle(waits) == ["a"]
    assert circles.in_words(["1.1 A"]) == "1.1 A would wait for itself."


def test_what_waits_for_what_is_not_there_is_no_circle() -> None:
    assert circles.circle({"a": ["gone"], "b": ["a"]}) == []

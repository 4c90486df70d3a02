"""Shipped templates are loaded once, renewed when their file changes, and never over people's."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from checklists.library.choices import Origin, TemplateState
from checklists.library.models import Template, TemplateItem
from checklists.library.operations import loading
from checklists.library.operations.loading import Outcome, load_shipped
from checklists.library.rules.plan import TemplatePlan
from checklists.library.rules.shipped import SHIPPED
from checklists.library.rules.shipped_file import UnsoundFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one shipped file, to be changed by the test."""
    source = (SHIPPED / "abrupt-departure.yaml").read_text()
    (tmp_path / "abrupt-departure.yaml").write_text(source)
    return tmp_path


def change(folder: Path) -> None:
    path = folder / "abrupt-departure.yaml"
    path.write_text(path.read_text().replace("name: Abrupt departure", "name: Sudden departure"))


def versions() -> list[tuple[int, str, str]]:
    rows = Template.objects.filter(key="abrupt-departure").order_by("version")
    return list(rows.values_list("version", "name", "state"))


def test_the_key_account_template_has_14_phases_and_42_items() -> None:
    load_shipped()

    template = Template.objects.get(key="key-account")
    phases = list(template.phases.prefetch_related("items"))
    assert [phase.items.count() for phase in phases] == [5, 4, 4, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2]
    assert (len(phases), template.item_count) == (14, 42)


def test_every_shipped_file_becomes_a_published_template() -> None:
    loaded = load_shipped()

    published = Template.objects.published()
    assert {row.key for row in loaded} == {path.stem for path in SHIPPED.glob("*.yaml")}
    assert published.count() == len(loaded)
    assert set(published.values_list("origin", flat=True)) == {Origin.SHIPPED}
    assert all(row.outcome == Outcome.ADDED for row in loaded)


def test_items_wait_for_the_items_their_file_names() -> None:
    load_shipped()

    item = TemplateItem.objects.get(key="swot", phase__template__key="key-account")
    assert [earlier.key for earlier in item.waits_for.all()] == ["current-status"]


def test_loading_twice_changes_nothing(folder: Path) -> None:
    load_shipped(folder)

    again = load_shipped(folder)

    assert [row.outcome for row in again] == [Outcome.UNCHANGED]
    assert versions() == [(1, "Abrupt departure", TemplateState.PUBLISHED)]


def test_what_a_file_says_counts_and_not_how_it_is_laid_out(folder: Path) -> None:
    load_shipped(folder)
    path = folder / "abrupt-departure.yaml"
    path.write_text(f"# A remark.\n{path.read_text()}")

    again = load_shipped(folder)

    assert [row.outcome for row in again] == [Outcome.UNCHANGED]


@pytest.mark.parametrize("new_name", ["A departure", "Sudden departure"])
def test_a_renamed_template_is_loaded_once_whatever_its_name_sorts_before(
    new_name: str, folder: Path
) -> None:
    load_shipped(folder)
    path = folder / "abrupt-departure.yaml"
    path.write_text(path.read_text().replace("name: Abrupt departure", f"name: {new_name}"))

    outcomes = [load_shipped(folder)[0].outcome for _ in range(3)]

    assert outcomes == [Outcome.UPDATED, Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_changed_file_becomes_the_next_version_and_retires_the_old_one(folder: Path) -> None:
    load_shipped(folder)
    change(folder)

    again = load_shipped(folder)

    assert [row.outcome for row in again] == [Outcome.UPDATED]
    assert versions() == [
        (1, "Abrupt departure", TemplateState.RETIRED),
        (2, "Sudden departure", TemplateState.PUBLISHED),
    ]
    assert TemplateItem.objects.filter(phase__template__version=1).count() == 19


def rename() -> None:
    Template.objects.update(name="Our way")


def untie() -> None:
    for item in TemplateItem.objects.all():
        item.waits_for.clear()


def set_aside() -> None:
    TemplateItem.objects.filter(is_required=True).update(is_required=False)


def drop() -> None:
    item = TemplateItem.objects.last()
    assert item
    item.delete()


@pytest.mark.parametrize("edit", [rename, untie, set_aside, drop])
def test_a_template_that_somebody_edited_stays_in_use(
    edit: Callable[[], None], folder: Path
) -> None:
    load_shipped(folder)
    edit()
    change(folder)

    again = load_shipped(folder)

    assert [row.outcome for row in again] == [Outcome.DRAFTED]
    assert versions() == [
        (1, "Our way" if edit is rename else "Abrupt departure", TemplateState.PUBLISHED),
        (2, "Sudden departure", TemplateState.DRAFT),
    ]


def test_a_template_of_the_sites_own_is_never_overwritten(folder: Path) -> None:
    Template.objects.create(
        key="abrupt-departure",
        name="Our way",
        summary="Ours.",
        days=5,
        ownership_day=2,
        state=TemplateState.PUBLISHED,
        origin=Origin.OWN,
    )

    load_shipped(folder)

    assert versions() == [
        (1, "Our way", TemplateState.PUBLISHED),
        (2, "Abrupt departure", TemplateState.DRAFT),
    ]


def test_a_template_that_people_retired_does_not_come_back_by_itself(folder: Path) -> None:
    load_shipped(folder)
    Template.objects.update(state=TemplateState.RETIRED)
    change(folder)

    load_shipped(folder)

    assert [state for _, _, state in versions()] == [TemplateState.RETIRED, TemplateState.DRAFT]


def test_who_loses_the_race_finds_the_row_of_the_winner(folder: Path) -> None:
    winner = loading.load_once

    def lost(plan: TemplatePlan) -> loading.Loaded:
        if not Template.objects.exists():
            winner(plan)
            raise IntegrityError("one row per version")
        return winner(plan)

    with patch.object(loading, "load_once", lost):
        again = load_shipped(folder)

    assert [row.outcome for row in again] == [Outcome.UNCHANGED]
    assert len(versions()) == 1


def test_one_bad_file_keeps_all_files_out(folder: Path) -> None:
    (folder / "bad.yaml").write_text("key: bad\n")

    with pytest.raises(UnsoundFile, match=r"bad.yaml:1: “bad”: name is missing"):
        load_shipped(folder)

    assert not Template.objects.exists()


def test_the_command_says_what_it_did() -> None:
    out = StringIO()

    call_command("load_templates", stdout=out)

    assert "Key account 1: added, 42 items\n" in out.getvalue()


def test_the_command_says_what_is_wrong_in_one_piece(folder: Path) -> None:
    with (
        patch.object(loading, "load_shipped", side_effect=UnsoundFile(["a.yaml:1: No."])),
        pytest.raises(CommandError, match=r"Nothing was loaded\.\na\.yaml:1: No\."),
    ):
        call_command("load_templates")

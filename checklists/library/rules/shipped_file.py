"""Reads a template file strictly, one that comes along or one that somebody sends.

The README in `shipped/` says what may stand in it, and `template.schema.json` beside that says it
to editors: a test keeps the two and this in agreement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

from checklists.library.choices import (
    Anchor,
    Condition,
    Gate,
    GateCondition,
    ItemRole,
    Proof,
    Stage,
)
from checklists.library.rules import gates, yaml_lines
from checklists.library.rules.conditions import MOST
from checklists.library.rules.plan import (
    GatePlan,
    ItemPlan,
    PhasePlan,
    TemplatePlan,
    nominal_day,
)
from checklists.library.rules.yaml_lines import Lines, UnsoundYaml

Choice = TypeVar("Choice", bound=Enum)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_BYTES = 200_000
LONGEST = 520
"""Working days, two years: as long as a transition may last."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
BREAK = re.compile(r"[\t\n\r]")
FILE_KEYS = ("key", "name", "summary", "days", "ownership_day", "phases")
PHASE_KEYS = ("name", "stage", "items")
ITEM_KEYS = ("key", "title", "role", "anchor", "offset", "required", "proof")
OPTIONAL_KEYS = ("guidance", "waits_for", "only_when", "revenue_above")
STAGES = list(Stage)


class UnsoundFile(Exception):
    """Everything that is wrong with a template file, one sentence each, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class Reader:
    """Takes values out of a file's mappings and collects what is wrong with them.

    What somebody sends has no `file_name`; its mistakes are placed by the line alone.
    """

    def __init__(self, file_name: str = "") -> None:
        self.file_name = file_name
        self.problems: list[tuple[int, str]] = []

    def complain(self, where: Lines, sentence: str, subject: str = "") -> None:
        name = f"“{subject[:60]}”: " if subject else ""
        place = placed(self.file_name, where.line)
        self.problems.append((where.line, f"{place}{name}{sentence}"))

    def check_keys(self, where: Lines, needed: Sequence[str], optional: Sequence[str] = ()) -> None:
        subject = str(where.get("key") or where.get("name") or "")
        for key in needed:
            if key not in where:
                self.complain(where, f"{key} is missing.", subject)
        for key in where:
            if key not in needed and key not in optional:
                self.complain(where, f"{key} is not known here.", subject)

    def text(self, where: Lines, key: str, limit: int, *, may_be_empty: bool = False) -> str:
        """A text with its line breaks, as it stands but for the space around it."""
        value, subject = where.get(key), str(where.get("key", ""))
        if key not in where or (may_be_empty and value == ""):
            return ""
        if not isinstance(value, str) or not value.strip():
            self.complain(where, f"{key} must be a text.", subject)
            return ""
        if len(value) > limit:
            self.complain(where, f"{key} has {len(value)} characters, {limit} fit.", value[:40])
        if CONTROL.search(value):
            self.complain(where, f"{key} has a character that no text has.", subject)
            return ""
        return value.strip()

    def line(self, where: Lines, key: str, limit: int) -> str:
        """A text on one line."""
        value = self.text(where, key, limit)
        if BREAK.search(str(where.get(key, ""))):
            self.complain(where, f"{key} must stand on one line.", value[:40])
        return value

    def slug(self, where: Lines) -> str:
        slug = self.line(where, "key", 60)
        if slug and not SLUG.fullmatch(slug):
            self.complain(where, "a key has small letters, digits and single hyphens.", slug)
        return slug

    def number(self, where: Lines, key: str, least: int, most: int) -> int:
        value = where.get(key)
        if type(value) is int:
            if not least <= value <= most:
                sentence = f"{key} must lie from {least} to {most}."
                self.complain(where, sentence, str(where.get("key", "")))
                return min(max(value, least), most)
            return value
        if key in where:
            self.complain(where, f"{key} must be a whole number.", str(where.get("key", "")))
        return 0

    def choice(self, where: Lines, key: str, choices: type[Choice]) -> Choice:
        value = where.get(key)
        known = [str(choice.value) for choice in choices]
        if value in known:
            return choices(value)
        if key in where:
            subject = str(where.get("key") or where.get("name") or "")
            self.complain(
                where, f"{key} is “{str(value)[:60]}”; it can be {', '.join(known)}.", subject
            )
        return next(iter(choices))

    def rows(self, where: Lines, key: str) -> list[Lines]:
        value = where.get(key)
        if isinstance(value, list) and value and all(isinstance(row, Lines) for row in value):
            return value
        if key in where:
            self.complain(where, f"{key} must be a list of entries, at least one.")
        return []


def placed(file_name: str, line: int) -> str:
    """Where a mistake is, to stand before its sentence."""
    return f"{file_name}:{line}: " if file_name else f"Line {line}: "


def parse(content: bytes, file_name: str = "") -> TemplatePlan:
    """What a template file says; one without a name may have any key.

    Raises:
        UnsoundFile: something in it is missing, unknown, misspelt or cannot be.
    """
    reader = Reader(file_name)
    if len(content) > MOST_BYTES:
        sentence = f"This is larger than {MOST_BYTES // 1000} KB. No template is."
        raise UnsoundFile([placed(file_name, 1) + sentence])
    try:
        root = yaml_lines.read(content.decode())
    except UnsoundYaml as error:
        raise UnsoundFile([f"{placed(file_name, error.line)}{error}"]) from error
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnsoundFile([f"{placed(file_name, line)}This is not UTF-8 text."]) from error
    if not isinstance(root, Lines):
        raise UnsoundFile([f"{placed(file_name, 1)}This is not a template."])
    plan = read_template(reader, root)
    if reader.problems:
        raise UnsoundFile([said for _, said in sorted(dict.fromkeys(reader.problems))])
    return plan


def read_template(reader: Reader, root: Lines) -> TemplatePlan:
    reader.check_keys(root, FILE_KEYS, ["gates"])
    phases = reader.rows(root, "phases")
    plan = TemplatePlan(
        key=reader.slug(root),
        name=reader.line(root, "name", 80),
        summary=reader.text(root, "summary", 500),
        days=reader.number(root, "days", 1, LONGEST),
        ownership_day=reader.number(root, "ownership_day", 0, LONGEST - 1),
        phases=tuple(read_phase(reader, phase) for phase in phases),
        gates=tuple(sorted(read_gate(reader, row) for row in reader.rows(root, "gates"))),
    )
    if reader.file_name and f"{plan.key}.yaml" != reader.file_name:
        reader.complain(root, f"the file of this key is called {plan.key}.yaml.", plan.key)
    if plan.ownership_day >= plan.days:
        reader.complain(root, f"ownership_day must lie from 0 to {plan.days - 1}.", plan.key)
    check_stages(reader, phases, plan)
    items = [item for phase in phases for item in reader.rows(phase, "items")]
    check_items(reader, items, plan)
    for problem in gates.problems(plan.gates, gates.Ground.of(plan)):
        reader.complain(root, problem, "gates")
    return plan


def read_phase(reader: Reader, phase: Lines) -> PhasePlan:
    reader.check_keys(phase, PHASE_KEYS, ["summary"])
    return PhasePlan(
        name=reader.line(phase, "name", 80),
        stage=reader.choice(phase, "stage", Stage),
        summary=reader.text(phase, "summary", 500, may_be_empty=True),
        items=tuple(read_item(reader, item) for item in reader.rows(phase, "items")),
    )


def read_item(reader: Reader, item: Lines) -> ItemPlan:
    reader.check_keys(item, ITEM_KEYS, OPTIONAL_KEYS)
    is_required, waits_for = item.get("required"), item.get("waits_for", [])
    if "required" in item and not isinstance(is_required, bool):
        reader.complain(item, "required must be true or false.", str(item.get("key")))
    if not isinstance(waits_for, list) or not all(isinstance(key, str) for key in waits_for):
        reader.complain(item, "waits_for must be a list of item keys.", str(item.get("key")))
        waits_for = []
    if len(set(waits_for)) < len(waits_for):
        reader.complain(item, "waits_for names an item twice.", str(item.get("key")))
    only_when, revenue_above = read_condition(reader, item)
    return ItemPlan(
        key=reader.slug(item),
        title=reader.line(item, "title", 80),
        guidance=reader.text(item, "guidance", 4000, may_be_empty=True),
        role=reader.choice(item, "role", ItemRole),
        anchor=reader.choice(item, "anchor", Anchor),
        offset=reader.number(item, "offset", -LONGEST, LONGEST),
        is_required=bool(is_required),
        proof=reader.choice(item, "proof", Proof),
        waits_for=tuple(sorted(waits_for)),
        only_when=only_when,
        revenue_above=revenue_above,
    )


def read_gate(reader: Reader, row: Lines) -> GatePlan:
    reader.check_keys(row, ["gate", "condition"], ["number"])
    return GatePlan(
        gate=reader.choice(row, "gate", Gate),
        condition=reader.choice(row, "condition", GateCondition),
        number=reader.number(row, "number", 0, gates.MOST_DAYS),
    )


def read_condition(reader: Reader, item: Lines) -> tuple[Condition, int | None]:
    """When alone an item is taken; always, where nothing is said. An amount goes with revenue."""
    if "only_when" not in item and "revenue_above" not in item:
        return Condition.ALWAYS, None
    subject = str(item.get("key"))
    only_when = reader.choice(item, "only_when", Condition)
    needs_amount = only_when == Condition.REVENUE
    if needs_amount != ("revenue_above" in item):
        reader.complain(
            item, "revenue_above goes with only_when: revenue, and with it alone.", subject
        )
        return only_when, None
    amount = reader.number(item, "revenue_above", 0, MOST) if needs_amount else None
    return only_when, amount


def check_stages(reader: Reader, rows: Sequence[Lines], plan: TemplatePlan) -> None:
    """Stages run forward; one that is over does not come back."""
    latest = 0
    for row, phase in zip(rows, plan.phases, strict=True):
        place = STAGES.index(phase.stage)
        if place < latest:
            reader.complain(row, f"stage {phase.stage} cannot come back.", phase.name)
        latest = max(latest, place)


def check_items(reader: Reader, rows: Sequence[Lines], plan: TemplatePlan) -> None:
    """Keys are unique, days lie within the length, and nobody waits for what comes later."""
    seen: dict[str, int] = {}
    items = [item for phase in plan.phases for item in phase.items]
    for row, item in zip(rows, items, strict=True):
        day = nominal_day(item.anchor, item.offset, plan.days, plan.ownership_day)
        if item.key in seen:
            reader.complain(row, "this key stands on an earlier item.", item.key)
        if not 0 <= day < plan.days:
            reader.complain(row, f"falls on day {day}, outside 0 to {plan.days - 1}.", item.key)
        for key in item.waits_for:
            if key not in seen:
                reader.complain(row, f"waits for “{key}”, which is no earlier item.", item.key)
            elif seen[key] > day:
                reader.complain(row, f"waits for “{key}”, which is due later.", item.key)
        seen[item.key] = day

"""A template file is read strictly, and what is wrong is said with its place."""

import pytest

from checklists.library.rules import shipped_file, when
from checklists.library.rules.shipped_file import UnsoundFile

SOUND = """\
key: small
name: Small
summary: A small one.
days: 10
ownership_day: 5
phases:
  - name: First
    stage: prepare
    summary: All is known.
    items:
      - key: talk
        title: Talk
        guidance: Talk to each other.
        role: both
        anchor: start
        offset: 1
        required: true
        proof: note
      - key: write
        title: Write
        guidance: Write it down.
        role: outgoing
        anchor: ownership
        offset: -1
        required: false
        proof: file
        waits_for: [talk]
"""


def problems(text: str) -> list[str]:
    with pytest.raises(UnsoundFile) as caught:
        shipped_file.parse(text.encode(), "small.yaml")
    return list(caught.value.problems)


def test_a_sound_file_is_read_as_it_stands() -> None:
    plan = shipped_file.parse(SOUND.encode(), "small.yaml")

    assert (plan.key, plan.days, plan.ownership_day, plan.item_count) == ("small", 10, 5, 2)
    assert [item.waits_for for item in plan.phases[0].items] == [(), ("talk",)]


def test_a_file_without_conditions_has_the_digest_that_it_had_before_there_were_any() -> None:
    plan = shipped_file.parse(SOUND.encode(), "small.yaml")

    assert plan.digest == "d76bcedd5b8340cd68540b9a39fb310376a2148df714a8f43a478a263158d666"
    conditioned = SOUND.replace("proof: file", "proof: file\n        only_when: confidential")
    assert shipped_file.parse(conditioned.encode(), "small.yaml").digest != plan.digest


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("role: both", "role: boss", "small.yaml:11: “talk”: role is “boss”; it can be outgoing"),
        ("        proof: note\n", "", "small.yaml:11: “talk”: proof is missing."),
        ("proof: note", "proof: note\n        colour: red", "“talk”: colour is not known here."),
        ("offset: 1", "offset: 10", "“talk”: falls on day 10, outside 0 to 9."),
        ("offset: 1", "offset: true", "“talk”: offset must be a whole number."),
        ("required: true", "required: maybe", "“talk”: required must be true or false."),
        ("[talk]", "[nobody]", "small.yaml:19: “write”: waits for “nobody”, which is no earlier"),
        ("offset: 1", "offset: 8", "“write”: waits for “talk”, which is due later."),
        ("key: write", "key: talk", "small.yaml:19: “talk”: this key stands on an earlier item."),
        ("key: talk", "key: Big Talk", "a key has small letters, digits and single hyphens."),
        ("ownership_day: 5", "ownership_day: 10", "ownership_day must lie from 0 to 9."),
        ("key: small", "key: large", "the file of this key is called large.yaml."),
        ("name: Small", "name: Small\nname: Twice", "small.yaml:3: “name” stands here twice."),
        ("summary: A small one.", "summary: [", "This is not YAML"),
        ("proof: file", "proof: file\n        only_when: sunny", "only_when is “sunny”; it can be"),
        ("proof: file", "proof: file\n        only_when: revenue", "revenue_above goes with"),
        ("proof: file", "proof: file\n        revenue_above: 5", "revenue_above goes with"),
        (
            "proof: file",
            "proof: file\n        only_when: revenue\n        revenue_above: -1",
            "revenue_above must lie from 0 to 999999999999.",
        ),
        ("phases:", "phases: []\nother:", "phases must be a list of entries, at least one."),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, problem: str) -> None:
    assert SOUND.count(old) >= 1

    assert any(problem in found for found in problems(SOUND.replace(old, new, 1)))


def test_all_mistakes_are_told_at_once() -> None:
    found = problems(SOUND.replace("role: both", "role: boss").replace("days: 10", "days: ten"))

    assert len(found) >= 2
    assert len(found) == len(set(found))


def test_a_stage_that_is_over_cannot_come_back() -> None:
    second = SOUND[SOUND.index("  - name: First") :]
    second = second.replace("First", "Second").replace("talk", "ask").replace("write", "read")
    text = SOUND.replace("stage: prepare", "stage: close") + second

    assert problems(text) == ["small.yaml:28: “Second”: stage prepare cannot come back."]


@pytest.mark.parametrize(
    ("anchor", "offset", "words"),
    [
        ("start", 0, "Working day 1"),
        ("start", 4, "Working day 5"),
        ("ownership", -3, "3 working days before ownership moves"),
        ("ownership", 1, "1 working day after ownership moves"),
        ("ownership", 0, "On the day ownership moves"),
        ("end", 0, "On the last day"),
        ("end", -2, "2 working days before the last day"),
    ],
)
def test_due_days_are_said_in_words(anchor: str, offset: int, words: str) -> None:
    assert when.in_words(anchor, offset) == words


def test_a_due_day_may_name_the_length_of_its_template() -> None:
    assert when.in_words("start", 4, of_days=40) == "Working day 5 of 40"
    assert when.in_words("end", 0, of_days=40) == "On the last day"

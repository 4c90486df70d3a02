from datetime import date, timedelta
from typing import Any

import pytest

from transitions.plans.choices import Health
from transitions.reminders.rules.agenda import Agenda, Other, Owed, Task
from transitions.reminders.rules.letter import compose
from transitions.reminders.rules.parts import Debt, Letter, Row, Section
from transitions.reminders.rules.who import Who

TODAY = date(2026, 11, 24)
PRIYA = Who(1, "Priya Raman", "priya.raman@norvane.example", "in")
TOMAS = Who(2, "Tomas Eriksen", "tomas.eriksen@norvane.example", "out")
HELENA = Who(3, "Helena Brandt", "helena.brandt@norvane.example")
MEETING = Other("Meet the client", date(2026, 11, 26), (), is_mine=True)


def task(item_id: int, days: int, **fields: Any) -> Task:
    plain: dict[str, Any] = {
        "transition_id": 7,
        "title": f"Item {item_id}",
        "account": "Brightwater Foods",
        "health": Health.AT_RISK,
    }
    return Task(item_id=item_id, due_on=TODAY + timedelta(days=days), **(plain | fields))


def owed(item_id: int, days: int, *who: Who, blocks: Other | None = None) -> Owed:
    due_on = TODAY + timedelta(days=days)
    return Owed(item_id, 7, f"Item {item_id}", due_on, "Brightwater Foods", who or (TOMAS,), blocks)


def letter(*tasks: Task, debts: tuple[Owed, ...] = ()) -> Letter:
    composed = compose(Agenda(tasks, debts), hello="Good morning Priya", today=TODAY)
    assert composed
    return composed


def test_nothing_to_say_is_no_letter() -> None:
    assert compose(Agenda(), hello="Good morning Priya", today=TODAY) is None


def test_a_letter_is_whole() -> None:
    composed = letter(
        task(1, -3),
        task(2, 0, unblocks=(MEETING,)),
        task(3, 2, partner=TOMAS, health=Health.ON_TRACK),
        debts=(owed(4, -2, blocks=Other("Review", date(2026, 12, 2), (), is_mine=True)),),
    )

    assert composed == Letter(
        day="Tue 24 November",
        headline="1 overdue, 1 due today",
        opening="Good morning Priya. Start with “Item 2” for Brightwater Foods: "
        "“Meet the client” on Thu 26 Nov waits for it.",
        sections=(
            Section(
                "Overdue",
                "over",
                1,
                (
                    Row(
                        1,
                        7,
                        "Item 1",
                        "▲",
                        "at risk",
                        "Brightwater Foods",
                        "3 days overdue",
                        "over",
                    ),
                ),
            ),
            Section(
                "Today",
                "today",
                1,
                (
                    Row(
                        2,
                        7,
                        "Item 2",
                        "▲",
                        "at risk",
                        "Brightwater Foods, unblocks “Meet the client”",
                        "Today",
                        "today",
                    ),
                ),
            ),
            Section(
                "Later this week",
                "later",
                1,
                (
                    Row(
                        3,
                        7,
                        "Item 3",
                        "●",
                        "on track",
                        "Brightwater Foods, with Tomas",
                        "Thu 26 Nov",
                        "later",
                    ),
                ),
            ),
        ),
        debts=(
            Debt(
                4,
                7,
                "TE",
                "out",
                "Tomas",
                ("tomas.eriksen@norvane.example",),
                "Item 4",
                "Tomas owes you “Item 4”",
                ", 2 days overdue. It blocks “Review” on Wed 2 Dec.",
            ),
        ),
        more_debts=0,
    )


@pytest.mark.parametrize(
    ("tasks", "debts", "headline"),
    [
        ((task(1, -1), task(2, -3)), (), "2 overdue"),
        ((task(1, 0),), (), "1 due today"),
        ((task(1, -1), task(2, 0), task(3, 3)), (), "1 overdue, 1 due today"),
        ((task(1, 1), task(2, 3)), (), "2 due this week"),
        ((), (owed(1, -1, blocks=MEETING), owed(2, -1, HELENA)), "Tomas owes you 1 item"),
        (
            (),
            (owed(1, -1, blocks=MEETING), owed(2, -1, HELENA, blocks=MEETING)),
            "Tomas and Helena owe you 2 items",
        ),
        ((), (owed(1, -1),), "Tomas is late with 1 item"),
        ((), (owed(1, -1), owed(2, -1, HELENA)), "Tomas and Helena are late with 2 items"),
    ],
)
def test_the_subject_says_what_weighs_most(
    tasks: tuple[Task, ...], debts: tuple[Owed, ...], headline: str
) -> None:
    assert letter(*tasks, debts=debts).headline == headline


@pytest.mark.parametrize(
    ("tasks", "opening"),
    [
        (
            (task(1, -3), task(2, 0)),
            "Start with “Item 1” for Brightwater Foods, 3 days overdue.",
        ),
        ((task(1, 0),), "Start with “Item 1” for Brightwater Foods, due today."),
        (
            (
                task(1, -3),
                task(2, 0, unblocks=(Other("Call", TODAY, (TOMAS,), is_mine=False),)),
            ),
            "Start with “Item 2” for Brightwater Foods: Tomas waits for it with “Call”.",
        ),
        (
            (task(1, 0, waits_for=(Other("Summary", TODAY, (TOMAS,), is_mine=False),)),),
            "What is due waits for “Summary” from Tomas, which comes first.",
        ),
        (
            (task(1, 2),),
            "Nothing is late. Next is “Item 1” for Brightwater Foods, on Thu 26 Nov.",
        ),
        ((), "Nothing of yours is due this week, but something of others is."),
    ],
)
def test_the_first_sentence_names_what_to_start_with(tasks: tuple[Task, ...], opening: str) -> None:
    debts = () if tasks else (owed(9, -1),)

    assert letter(*tasks, debts=debts).opening == f"Good morning Priya. {opening}"


def test_ten_rows_stand_for_a_long_section() -> None:
    (section,) = letter(*[task(number, -number) for number in range(1, 14)]).sections

    assert (section.count, len(section.rows), section.more) == (13, 10, 3)
    assert section.rows[0].when == "13 days overdue"


def test_what_blocks_comes_before_what_is_merely_late() -> None:
    composed = letter(
        debts=(
            owed(1, -5, HELENA),
            owed(2, 0, blocks=MEETING),
            *[owed(number, -1) for number in range(3, 9)],
        )
    )

    said = [debt.lead + debt.rest for debt in composed.debts[:2]]
    assert said == [
        "Tomas owes you “Item 2”, due today. It blocks “Meet the client” on Thu 26 Nov.",
        "Helena is late with “Item 1” for Brightwater Foods, 5 days overdue.",
    ]
    assert (len(composed.debts), composed.more_debts) == (5, 3)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (Other("Summary", TODAY, (TOMAS, HELENA), is_mine=False), "Tomas and Helena: “Summary”"),
        (Other("Summary", TODAY, (TOMAS,), is_mine=True), "you and Tomas: “Summary”"),
        (Other("Summary", TODAY, (), is_mine=True), "you: “Summary”"),
        (Other("Summary", TODAY, (), is_mine=False), "“Summary”"),
    ],
)
def test_an_item_waits_for_all_who_do_the_other_one(other: Other, said: str) -> None:
    (section,) = letter(task(1, 0, waits_for=(other,))).sections

    assert section.rows[0].reason == f"Brightwater Foods, waits for {said}"


def test_what_two_owe_is_told_of_both() -> None:
    both = letter(debts=(owed(1, 0, TOMAS, HELENA, blocks=MEETING),))
    late = letter(debts=(owed(1, -1, TOMAS, HELENA),))
    waiting = Other("Call", TODAY, (TOMAS, HELENA), is_mine=False)

    assert both.headline == "Tomas and Helena owe you 1 item"
    assert both.debts[0].lead == "Tomas and Helena owe you “Item 1”"
    assert both.debts[0].emails == (TOMAS.email, HELENA.email)
    assert late.debts[0].lead == "Tomas and Helena are late with “Item 1”"
    assert letter(task(2, 0, unblocks=(waiting,))).opening.endswith(
        ": Tomas and Helena wait for it with “Call”."
    )


def test_an_item_that_waits_says_for_what_and_whose_it_is() -> None:
    (section,) = letter(
        task(1, 0, waits_for=(Other("Summary", TODAY, (TOMAS,), is_mine=False), MEETING))
    ).sections

    assert section.rows[0].reason == ("Brightwater Foods, waits for Tomas: “Summary” and 1 more")


def test_what_others_wait_for_since_a_day_that_has_passed_is_told_as_past() -> None:
    past = Other("Meet the client", date(2026, 11, 19), (), is_mine=True)

    composed = letter(task(2, 0, unblocks=(past,)), debts=(owed(4, -6, blocks=past),))

    assert composed.opening.endswith("“Meet the client” has waited for it since Thu 19 Nov.")
    assert composed.debts[0].rest.endswith("It has blocked “Meet the client” since Thu 19 Nov.")

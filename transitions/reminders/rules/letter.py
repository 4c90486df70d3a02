"""What a digest says: an agenda becomes sentences and sections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from config.lib import words
from config.lib.workdays import sunday_of
from transitions.plans.choices import Health
from transitions.reminders.rules import spoken
from transitions.reminders.rules.agenda import Agenda, Mentioned, Other, Owed, Task, first_names
from transitions.reminders.rules.parts import Debt, Letter, Row, Section
from transitions.reminders.rules.waiting import Urgency, Waits

ROWS = 10
"""How many rows a section shows before “and 3 more”."""
OWED_ROWS = 5
GLYPHS = {Health.ON_TRACK: "●", Health.AT_RISK: "▲", Health.OFF_TRACK: "◆"}


def compose(agenda: Agenda, *, hello: str, today: date) -> Letter | None:
    """Write the digest of an agenda; None where there is nothing to say.

    Args:
        agenda: what the person has to do and waits for.
        hello: how it begins, such as “Good morning Priya”.
        today: the day in the person's own time zone.
    """
    if agenda.is_empty:
        return None
    waits = agenda.waiting
    tasks = sorted(agenda.tasks, key=lambda task: (task.due_on, task.item_id))
    late = [task for task in tasks if task.due_on < today]
    due = [task for task in tasks if task.due_on == today]
    later = [task for task in tasks if task.due_on > today]
    owed = sorted(agenda.owed, key=lambda item: (item.blocks is None, item.due_on, item.item_id))
    week, further = waits.until(sunday_of(today))
    sections = [
        _section("Overdue", "over", waits.of(Urgency.OVERDUE), late, today),
        _section("Today", "today", waits.of(Urgency.TODAY), due, today),
        _section("In the next two working days", "soon", waits.of(Urgency.SOON), [], today),
        _section("Later this week", "later", week, later, today),
        _section("With more time", "later", further, [], today),
    ]
    debts = [
        *(spoken.debt(one, today) for one in waits.owing),
        *(_debt(item, today) for item in owed),
    ]
    return Letter(
        day=words.headline_day(today, short=True),
        headline=_headline(agenda, sections, owed),
        opening=f"{hello}. {_opening(agenda, late + due, later, today)}",
        sections=tuple(section for section in sections if section.count),
        debts=tuple(debts[:OWED_ROWS]),
        more_debts=max(len(debts) - OWED_ROWS, 0),
        mentions=agenda.mentions[:ROWS],
        more_mentions=max(len(agenda.mentions) - ROWS, 0),
        answers=waits.answers[:ROWS],
        more_answers=max(len(waits.answers) - ROWS, 0),
    )


def _section(
    title: str, tone: str, waits: Sequence[Waits], tasks: Sequence[Task], today: date
) -> Section:
    """What waits for the reader's word comes before items that are as urgent."""
    rows = [
        *(spoken.row(one, tone, today) for one in waits),
        *(_row(task, tone, today) for task in tasks),
    ]
    return Section(title, tone, len(rows), tuple(rows[:ROWS]))


def _row(task: Task, tone: str, today: date) -> Row:
    return Row(
        item_id=task.item_id,
        transition_id=task.transition_id,
        title=task.title,
        glyph=GLYPHS[task.health],
        health=str(task.health.label).lower(),
        reason=f"{task.account}{_why(task)}",
        when=words.lateness(task.due_on, today),
        tone=tone,
    )


def _why(task: Task) -> str:
    """What makes an item matter, behind the name of its account."""
    if task.waits_for:
        first = task.waits_for[0]
        who = f"{first.names}: " if first.names else ""
        return f", waits for {who}“{first.title}”{_and_more(task.waits_for)}"
    if task.unblocks:
        return f", unblocks “{task.unblocks[0].title}”{_and_more(task.unblocks)}"
    return f", with {task.partner.first_name}" if task.partner else ""


def _named(other: Other) -> str:
    whose = f" from {other.names}" if other.people else ""
    return f"“{other.title}”{whose}"


def _and_more(others: Sequence[object]) -> str:
    return f" and {len(others) - 1} more" if len(others) > 1 else ""


def _headline(agenda: Agenda, sections: Sequence[Section], owed: Sequence[Owed]) -> str:
    waits = agenda.waiting
    overdue, now, soon, week, _ = (section.count for section in sections)
    parts = [f"{overdue} overdue"] if overdue else []
    parts += [f"{now} due today"] if now else []
    parts += [f"{soon} due soon"] if soon else []
    if not parts and week:
        parts = [f"{week} due this week"]
    if parts:
        return ", ".join(parts)
    return (
        _of_others([item for item in owed if item.blocks], ("owes you", "owe you"))
        or spoken.headline_of_others(waits)
        or _of_others(owed, ("is late with", "are late with"))
        or spoken.headline(waits)
        or _by_whom(agenda.mentions)
    )


def _of_others(items: Sequence[Owed], verbs: tuple[str, str]) -> str:
    """Who has not done how much, such as “Tomas owes you 1 item”; the verb for one and for more."""
    if not items:
        return ""
    names = list(dict.fromkeys(name for item in items for name in first_names(item.people)))
    who = words.listing(names) if len(names) <= 3 else f"{len(names)} people"
    return f"{who} {verbs[len(names) > 1]} {words.count(len(items), 'item')}"


def _opening(agenda: Agenda, pressing: Sequence[Task], later: Sequence[Task], today: date) -> str:
    """The first thing to do: who waits for an answer for too long comes first."""
    waits = agenda.waiting
    if overdue := waits.of(Urgency.OVERDUE):
        return spoken.start(overdue[0], today)
    near = [*waits.of(Urgency.TODAY), *waits.of(Urgency.SOON)]
    if near and not pressing:
        return spoken.start(near[0], today)
    return _start(pressing, later, today) or _rest(agenda)


def _start(pressing: Sequence[Task], later: Sequence[Task], today: date) -> str:
    """The first thing to do, and why it is the first."""
    free = [task for task in pressing if not task.waits_for]
    if free:
        first = min(free, key=lambda task: (not task.unblocks, task.due_on, task.item_id))
        return f"Start with “{first.title}” for {first.account}{_urgency(first, today)}"
    if pressing:
        return f"What is due waits for {_named(pressing[0].waits_for[0])}, which comes first."
    if later:
        first = later[0]
        when = words.day(first.due_on)
        said = f"Nothing is late. Next is “{first.title}” for {first.account}, on {when}"
        return words.sentence(said)
    return ""


def _rest(agenda: Agenda) -> str:
    """What there is to read where nothing of the reader's is due."""
    if agenda.owed or agenda.waiting.owing:
        return "Nothing of yours is due this week, but something of others is."
    if agenda.waiting.own:
        return "Nothing of yours is due this week, but somebody waits for your word."
    if agenda.waiting.answers:
        return "Nothing of yours is due this week, but you have an answer."
    return "Nothing of yours is due this week, but somebody wants you to read something."


def _by_whom(mentions: Sequence[Mentioned]) -> str:
    """Who has mentioned the reader, such as “Helena Brandt mentioned you”."""
    names = list(dict.fromkeys(mention.who for mention in mentions))
    who = words.listing(names) if len(names) <= 3 else f"{len(names)} people"
    return f"{who} mentioned you"


def _urgency(task: Task, today: date) -> str:
    if task.unblocks:
        first = task.unblocks[0]
        if first.people and not first.is_mine:
            verb = "waits" if len(first.people) == 1 else "wait"
            return f": {first.names} {verb} for it with “{first.title}”."
        since = f"has waited for it since {words.day(first.due_on)}"
        on = f"on {words.day(first.due_on)} waits for it"
        return words.sentence(f": “{first.title}” {since if first.due_on < today else on}")
    if task.due_on < today:
        return f", {words.lateness(task.due_on, today)}."
    return ", due today."


def _debt(item: Owed, today: date) -> Debt:
    names, is_one = words.listing(first_names(item.people)), len(item.people) == 1
    late = item.due_on < today
    if item.blocks or not late:
        lead = f"{names} {'owes' if is_one else 'owe'} you “{item.title}”"
    else:
        lead = f"{names} {'is' if is_one else 'are'} late with “{item.title}”"
    when = words.lateness(item.due_on, today)
    rest = words.sentence(f", {when if late else 'due ' + when.replace('Today', 'today')}")
    if item.blocks:
        on = words.day(item.blocks.due_on)
        is_past = item.blocks.due_on < today
        blocks = (
            f"has blocked “{item.blocks.title}” since"
            if is_past
            else (f"blocks “{item.blocks.title}” on")
        )
        rest += words.sentence(f" It {blocks} {on}")
    else:
        rest = f" for {item.account}{rest}"
    return Debt(
        item_id=item.item_id,
        transition_id=item.transition_id,
        initials=words.initials(item.people[0].full_name),
        side=item.people[0].side,
        names=names,
        emails=tuple(who.email for who in item.people),
        title=item.title,
        lead=lead,
        rest=rest,
    )

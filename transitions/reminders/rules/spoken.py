"""How a digest says what waits for somebody’s word."""

from __future__ import annotations

from datetime import date

from config.lib import words
from transitions.reminders.rules.agenda import first_names
from transitions.reminders.rules.parts import Debt, Row
from transitions.reminders.rules.waiting import OF_DOSSIER, Kind, Owing, Waiting, Waits

SIGNS = {"question": "?", "promise": "◇", "dossier": "§"}
WHY = {
    Kind.PROMISE: "promised to the client",
    Kind.DECISION: "promised: take it over, renegotiate or decline it",
    Kind.CLIENT: "declined: tell the client",
}
ENDS = (".", "?", "!", "…")
"""What a sentence ends with, or one that is quoted."""
MISSING = {
    Kind.CLIENT: "Not told yet",
    Kind.ACCEPT: "Not accepted yet",
    Kind.PUT_RIGHT: "Refused",
    Kind.SIGN: "Not accepted yet",
    Kind.RELEASE: "Not released yet",
}


def row(one: Waits, tone: str, today: date) -> Row:
    """The line of what waits for the reader."""
    about = _about(one)
    return Row(
        item_id=0,
        transition_id=0,
        title=one.text,
        glyph=SIGNS[about],
        health=about,
        reason=f"{one.account}, {_why(one, today)}",
        when=_when(one, today),
        tone=tone,
        path=one.path,
    )


def _about(one: Waits) -> str:
    if one.kind in OF_DOSSIER:
        return "dossier"
    return "question" if one.kind == Kind.QUESTION else "promise"


def _why(one: Waits, today: date) -> str:
    """What makes it wait; of a dossier also until when."""
    if one.kind == Kind.QUESTION:
        return f"{one.asker} asks"
    if one.kind not in OF_DOSSIER or one.due_on is None:
        return WHY[one.kind]
    verb = "moves" if one.due_on >= today else "was to move"
    ends = one.why.rstrip("”").endswith(ENDS)
    when = words.day(one.due_on, today=today)
    return f"{one.why}{'' if ends else '.'} Ownership {verb} on {when}"


def _when(one: Waits, today: date) -> str:
    """The day of what waits, or what is missing of it now, whatever day was promised."""
    if one.kind in MISSING:
        return MISSING[one.kind]
    return words.lateness(one.due_on, today) if one.due_on else "No date"


def debt(one: Owing, today: date) -> Debt:
    """What somebody let lie, for who manages the transition."""
    name = one.who.first_name
    when = f", due {words.day(one.due_on, today=today)}" if one.due_on else ""
    if one.kind == Kind.CLIENT:
        lead = f"{name} has not told {one.account} that “{one.text}” is declined"
        rest = words.sentence(when)
    elif one.is_here:
        lead = f"{name} has not answered {_of(one.asker)} question “{one.text}”"
        rest = words.sentence(f" for {one.account}{when}")
    else:
        lead = f"{_of(one.asker)} question “{one.text}” waits for you"
        rest = words.sentence(f" for {one.account}{when}")
        rest += f" {name} cannot sign in any more."
    return Debt(
        item_id=0,
        transition_id=0,
        initials=words.initials(one.who.full_name),
        side=one.who.side,
        names=name,
        emails=(one.who.email,) if one.is_here else (),
        title=one.text,
        lead=lead,
        rest=rest,
        path=one.path,
    )


def start(one: Waits, today: date) -> str:
    """Why to start with something that waits."""
    if one.kind in OF_DOSSIER:
        return words.sentence(f"{one.text} for {one.account}: {_why(one, today)}")
    when = words.lateness(one.due_on, today) if one.due_on else ""
    if one.due_on and one.due_on >= today:
        when = "due today" if one.due_on == today else f"due {when}"
    behind = f", {when}" if when else ""
    if one.kind == Kind.QUESTION:
        said = f"Start with {_of(one.asker)} question about {one.account}{behind}: “{one.text}”"
        return said if one.text.endswith(("?", ".", "…")) else f"{said}."
    if one.kind == Kind.CLIENT:
        said = f"Tell {one.account} that “{one.text}” is declined"
    elif one.kind == Kind.DECISION:
        said = f"Decide what becomes of “{one.text}”, promised to {one.account}{behind}"
    else:
        said = f"Start with what {one.account} was promised: “{one.text}”{behind}"
    return words.sentence(said)


def headline_of_others(waiting: Waiting) -> str:
    """Who has not answered how much, such as “Tomas has not answered 1 question”."""
    questions = [one for one in waiting.owing if one.kind == Kind.QUESTION]
    if not questions:
        many = len(waiting.owing)
        verb = "promise is" if many == 1 else "promises are"
        return f"{many} {verb} declined, and the client does not know" if many else ""
    if not all(one.is_here for one in questions):
        many = len(questions)
        return f"{words.count(many, 'question')} {'waits' if many == 1 else 'wait'} for you"
    names = list(dict.fromkeys(first_names(one.who for one in questions)))
    who = words.listing(names) if len(names) <= 3 else f"{len(names)} people"
    verb = "has" if len(names) == 1 else "have"
    return f"{who} {verb} not answered {words.count(len(questions), 'question')}"


def headline(waiting: Waiting) -> str:
    """What waits for the reader, or who has answered them."""
    abouts = [_about(one) for one in waiting.own if one.kind not in OF_DOSSIER]
    abouts += ["dossier"] * len({one.pk for one in waiting.own if one.kind in OF_DOSSIER})
    parts = [words.count(abouts.count(kind), kind) for kind in SIGNS if kind in abouts]
    if parts:
        return f"{words.listing(parts)} {'waits' if len(abouts) == 1 else 'wait'} for you"
    if not waiting.answers:
        return ""
    if len(waiting.answers) == 1:
        return f"{waiting.answers[0].who} answered your question"
    return f"{len(waiting.answers)} of your questions were answered"


def _of(name: str) -> str:
    """Whose it is: “Priya’s”, “Ines’”."""
    return f"{name}’" if name.endswith(("s", "x", "z")) else f"{name}’s"

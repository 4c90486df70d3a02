"""The first page, and what is known of the account itself."""

from __future__ import annotations

from django.conf import settings
from django.utils.safestring import SafeString

from accounts.clients.models import Account
from accounts.people.models import User
from config.lib import charts, words
from transitions.dossier.choices import Standing
from transitions.plans.choices import State
from transitions.plans.models import Transition
from transitions.reports.queries.record.reading import reason_of
from transitions.reports.queries.transfer.reading import Material
from transitions.reports.queries.transfer.sealing import day
from transitions.reports.queries.transfer.shapes import (
    Block,
    Cover,
    Facts,
    Person,
    Section,
    Text,
    Texts,
)


def cover(found: Material) -> Cover:
    """Whose account goes to whom and when, and how far both account managers are."""
    transition = found.transition
    account, moved = transition.account, transition.moved_on
    return Cover(
        company=settings.COMPANY_NAME,
        account=account.name,
        is_confidential=account.is_confidential,
        outgoing=_person(transition.outgoing, "Handed over" if moved else "Hands over"),
        incoming=_person(transition.incoming, "Took over" if moved else "Takes over"),
        ownership=words.long_day(moved or transition.owns_on),
        has_moved=moved is not None,
        is_cancelled=transition.state == State.CANCELLED,
        facts=_facts(transition),
        keys=tuple(_keys(found)),
        baton=_baton(transition),
    )


def account_section(account: Account) -> Section:
    """What is known of the account itself."""
    pairs = [
        ("Owner", account.owner.full_name),
        ("Kind", account.get_tier_display()),
        ("Client since", words.short_full_day(account.client_since_on)),
        ("Revenue", _revenue(account)),
        ("Industry", _joined(account.industry, account.industry_position)),
        ("Business", account.line_of_business),
        ("Region", _joined(account.region, account.country_name)),
        ("Phone", account.phone),
        ("Web site", account.website),
        ("Address", account.address.strip()),
    ]
    known = tuple((label, value) for label, value in pairs if value and value != "–")
    texts = tuple(
        Text(title, text.strip())
        for title, text in (
            ("What changes for them", account.developments),
            ("Why we are in this account", account.why_here),
        )
        if text.strip()
    )
    blocks: tuple[Block, ...] = (Facts("", known),)
    return Section("account", "The account", (*blocks, Texts("", texts)) if texts else blocks)


def _facts(transition: Transition) -> tuple[tuple[str, str], ...]:
    contact = transition.key_contact
    return (
        ("Period", words.days(transition.starts_on, transition.ends_on, year=True)),
        ("State", transition.get_state_display()),
        ("Reason", reason_of(transition)),
        ("Manager", transition.manager.full_name),
        ("Key contact", contact.name if contact else "–"),
        ("Transition", transition.reference),
    )


def _keys(found: Material) -> list[str]:
    """What either has done so far, and what waits for an answer."""
    transition, of = found.transition, len(found.parts)
    confirmed = sum(one.is_confirmed for one in found.parts)
    accepted = sum(one.standing == Standing.ACCEPTED for one in found.parts)
    sections = words.count(of, "section")
    said = [
        f"{transition.outgoing.full_name} confirmed {confirmed} of {sections}.",
        f"{transition.incoming.full_name} accepted {accepted} of them.",
    ]
    for one in found.signatures:
        said.append(f"{one.get_side_display()}: {one.by.full_name}, {day(one.at)}.")
        if one.reservations.strip():
            said.append(f"With reservations: {one.reservations.strip()}")
    waiting = sum(one.answered_at is None for one in found.questions)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        said.append(f"{words.count(waiting, 'question')} {verb} for an answer.")
    return said


def _baton(transition: Transition) -> SafeString:
    mark = transition.moved_on or transition.owns_on
    until = max(transition.ends_on, mark)
    verb = "moved" if transition.moved_on else "moves"
    title = (
        f"From {transition.outgoing.full_name} to {transition.incoming.full_name}: "
        f"ownership {verb} on {words.long_day(mark)}"
    )
    done = 1 if transition.moved_on else 0
    segments = [charts.Segment(transition.starts_on, done), charts.Segment(mark, 0)]
    return charts.baton(segments, (transition.starts_on, until), mark, title)


def _person(user: User, note: str) -> Person:
    return Person(user.full_name, user.initials, note)


def _revenue(account: Account) -> str:
    if account.annual_revenue is None:
        return ""
    return f"{words.money(account.annual_revenue, account.currency)} a year"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)

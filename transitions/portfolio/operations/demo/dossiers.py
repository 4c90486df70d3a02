"""What both account managers of the demo have said of some dossiers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from config.lib import acting
from config.lib.site_time import site_day
from transitions.dossier.choices import Stance
from transitions.dossier.operations import client, decisions, prompts, questions, seals
from transitions.dossier.operations.client import Told
from transitions.dossier.operations.commitments import Read
from transitions.dossier.operations.decisions import Decided
from transitions.dossier.operations.prompts import Wording
from transitions.dossier.operations.questions import Asked
from transitions.dossier.operations.seals import Shown
from transitions.dossier.queries.commitments import of_transition
from transitions.dossier.queries.dossier import dossier_page
from transitions.plans.models import Transition
from transitions.plans.operations.working import Who
from transitions.portfolio.operations.demo import keys
from transitions.portfolio.operations.demo.files import read
from transitions.portfolio.operations.demo.people import Company

KAMS = ("outgoing", "incoming")


def build(company: Company) -> None:
    """Let both ask, answer, confirm and accept over the last days, of a bank with own prompts."""
    _keep_bank(company)
    for row in read("dossiers"):
        found = Transition.objects.active().get(account__name=row["account"])
        _talk(found, row, company)
        _decide(found, row, company)
        for decided in row.get("decided", ()):
            _promise(found, decided, company)
        _sign(found, row, company)
    for found in Transition.objects.running().select_related("account", *KAMS, "manager"):
        seals.note(found, Who(found.manager, company.now))


def _keep_bank(company: Company) -> None:
    """Two managers added prompts of their own, and one retired a shipped one."""
    kept = read("bank")
    for number, row in enumerate(kept["added"]):
        at = company.now - timedelta(days=40 - number)
        who = Who(company.people[row["by"]], at)
        prompts.add(Wording(row["text"], row.get("section", "")), who)
    for row in kept["retired"]:
        at = company.now - timedelta(days=30)
        prompts.retire(row["key"], Who(company.people[row["by"]], at))


def _talk(found: Transition, row: Mapping[str, Any], company: Company) -> None:
    for prompt, words in row.get("told", {}).items():
        at = company.now - timedelta(days=6)
        with acting.by(found.outgoing_id, at=at):
            questions.tell(found.pk, prompt, words, Who(found.outgoing, at))
    for asked in row.get("asked", ()):
        at = company.now - timedelta(days=asked["ago"])
        wanted = Asked(asked["section"], asked["text"], company.day(asked["due"]))
        with acting.by(found.incoming_id, at=at):
            question = questions.ask(found.pk, wanted, Who(found.incoming, at))
        if "answer" in asked:
            later = at + timedelta(hours=5)
            with acting.by(found.outgoing_id, at=later):
                who = Who(found.outgoing, later)
                questions.answer(question.pk, asked["answer"], who, version=question.version)


def _decide(found: Transition, row: Mapping[str, Any], company: Company) -> None:
    stamps = {one.name: one.stamp for one in _page(found, company.now).parts}
    confirmed, answered = (company.now - timedelta(days=days) for days in (4, 2))
    for name in row.get("confirmed", ()):
        with acting.by(found.outgoing_id, at=confirmed):
            seals.confirm(found.pk, Shown(name, stamps[name]), Who(found.outgoing, confirmed))
    for name in row.get("accepted", ()):
        with acting.by(found.incoming_id, at=answered):
            seals.accept(found.pk, Shown(name, stamps[name]), Who(found.incoming, answered))
    for name, reason in row.get("refused", {}).items():
        with acting.by(found.incoming_id, at=answered):
            who = Who(found.incoming, answered)
            seals.refuse(found.pk, Shown(name, stamps[name]), reason, who)


def _promise(found: Transition, row: Mapping[str, Any], company: Company) -> None:
    """Who takes over decides about a commitment, and has the client told of it."""
    decided, told = (company.now - timedelta(days=days) for days in (3, 1))
    until = company.day(row["until"]) if "until" in row else None
    wanted = Decided(Stance(row["stance"]), row.get("words", ""), until)
    with acting.by(found.incoming_id, at=decided):
        shown = _shown(found, row["promise"])
        decisions.decide(found.pk, shown, wanted, Who(found.incoming, decided))
    if "told" in row:
        with acting.by(found.incoming_id, at=told):
            how = Told(site_day(told), row["told"])
            shown = _shown(found, row["promise"])
            client.tell_client(found.pk, shown, how, Who(found.incoming, told))


def _shown(found: Transition, promise: str) -> Read:
    rows = of_transition(found, found.incoming)
    row = next(one for one in rows if one.commitment.promise == promise)
    return Read(row.commitment.pk, row.stamp)


def _sign(found: Transition, row: Mapping[str, Any], company: Company) -> None:
    """What was signed yesterday and this morning."""
    if row.get("handed_over"):
        keys.hand_over(found, company.now - timedelta(hours=26))
    if "reservations" in row:
        keys.accept(found, company.now - timedelta(hours=22), row["reservations"])
    if row.get("released"):
        keys.release(found, company.now - timedelta(hours=2))


def _page(found: Transition, now: datetime) -> Any:
    return dossier_page(found, found.outgoing, now.date())

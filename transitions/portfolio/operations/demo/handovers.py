"""The demo's transitions, worked on day by day up to today."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.clients.models import Account
from accounts.people.models import User
from checklists.library.choices import Proof
from checklists.library.models import Template
from checklists.runs.models import Item, Note
from checklists.runs.rules.proof import NOTED
from transitions.plans.choices import Reason, TeamRole
from transitions.plans.models import Transition
from transitions.plans.operations import (
    details,
    health,
    items,
    lifecycle,
    ownership,
    pins,
    starting,
    team,
)
from transitions.plans.operations.gates import Override
from transitions.plans.operations.items import Who
from transitions.portfolio.operations.demo import keys
from transitions.portfolio.operations.demo.files import read
from transitions.portfolio.operations.demo.people import Company
from transitions.review import operations as reviews

NOTES = (
    "Discussed by phone. Agreed with one change: the report goes out on Tuesdays.",
    "Went through it together. Two points are open and stand in the minutes.",
    "Done. The client was told on the same day.",
    "Took half an hour. The prices of last year were missing and are added.",
    "Met on site. Their head of purchasing joined for the second half.",
    "The list is complete. Three names on it were new to us.",
    "Checked against the contract: the notice period is six months, not three.",
    "They asked for a call every other Thursday, and have it from now on.",
    "Nothing was open. Both sides keep a copy.",
    "One promise had no date. It has one now, and the service team knows.",
    "By video, with slides. They liked that both of us were there.",
    "The old folder is read-only now; everything current is in the new one.",
    "Agreed in ten minutes. The invitation for the next round is out.",
    "Their side was three people strong. All of them know whom to call now.",
    "It took two rounds. The second one brought the names that were missing.",
    "Compared with the file: two addresses were old and are put right.",
    "Written down the same afternoon and sent to everybody who was there.",
    "Short and clear. The only wish was a fixed day for invoices.",
    "We listened more than we spoke. The delays of spring are still a topic.",
    "Both of us signed it off. The original lies in the archive.",
    "The numbers fit those of the finance department.",
    "One question went to the lawyers; their answer came on the next day.",
    "Finished over lunch at their plant. They showed us the new hall.",
    "Moved once because of a strike, then done in one go.",
)
LATE_EVERY = 4
"""Every so many items that nothing waits for, one is done late, as in life."""
LATE_BY = 4
"""Working days that such an item is late."""


def build(company: Company) -> int:
    """Create every transition and do what has been done on it until today."""
    rows = read("transitions")
    for row in rows:
        transition = _start(row, company)
        if transition.checklist_id:
            _work(transition, row, company)
        for name in row.get("pinned_by", ()):
            pins.pin(transition, by=company.people[name], now=_at(company.day(-1), 9))
        if row.get("complete"):
            _complete(transition, row, company)
        elif row.get("hold"):
            lifecycle.hold(
                transition.pk, row["hold"], by=transition.manager, now=_at(company.day(-1), 16)
            )
    return len(rows)


def _start(row: dict[str, Any], company: Company) -> Transition:
    account = Account.objects.select_related("owner__team__lead").get(name=row["account"])
    template = Template.objects.published().get(key=row["template"])
    manager = account.owner.team.lead  # type: ignore[union-attr]  # every demo owner has a team
    assert manager is not None  # noqa: S101 - every demo team has a lead
    length = row.get("length", template.days)
    starts_on = company.day(row["start"])
    prepared_on = company.workdays.add(min(starts_on, company.today), -2)
    transition = starting.draft(
        starting.NewTransition(
            account=account,
            incoming=company.people[row["to"]],
            manager=manager,
            reason=Reason(row["reason"]),
            client_reason=row.get("client_reason", ""),
            template=template,
            calendar=company.calendar,
            starts_on=starts_on,
            owns_on=company.workdays.add(starts_on, row.get("ownership", template.ownership_day)),
            ends_on=company.workdays.add(starts_on, length - 1),
            request_key=uuid5(NAMESPACE_URL, row["account"]),
        ),
        by=manager,
        now=_at(prepared_on, 9),
        today=prepared_on,
    )
    _round_off(transition, row, company, at=_at(prepared_on, 10))
    if row.get("draft"):
        return transition
    return starting.start(transition.pk, by=manager, now=_at(prepared_on, 11))


def _round_off(
    transition: Transition, row: dict[str, Any], company: Company, *, at: datetime
) -> None:
    manager = transition.manager
    for role in (TeamRole.HR, TeamRole.BACKUP):
        if role in row:
            joining = team.Joining(role, company.people[row[role]])
            team.add(transition.pk, joining, by=manager, now=at)
    if "introduction" in row:
        changes = details.Changes({"introduction": row["introduction"]})
        details.change(transition.pk, changes, version=transition.version, by=manager, now=at)


def _work(transition: Transition, row: dict[str, Any], company: Company) -> None:
    """Close items day by day; health follows each morning, as on a running site."""
    on, done_that_day = transition.prepared_on, Counter[date]()
    for done_on, item in _days_of_work(transition, row, company):
        if not transition.has_moved and done_on > transition.owns_on:
            on = _let_days_pass(transition, on, transition.owns_on, company)
            transition = _move(transition, row, company)
        on = _let_days_pass(transition, on, done_on, company)
        at = _at(done_on, 8, minute=11 * done_that_day[done_on] + transition.pk * 37 % 300)
        done_that_day[done_on] += 1
        _close(transition, item, row, Who(item.assignee or transition.manager, at))
    _let_days_pass(transition, on, _last_day(transition, row, company), company)


def _days_of_work(
    transition: Transition, row: dict[str, Any], company: Company
) -> list[tuple[date, Item]]:
    """The items that are closed by today with their days, in order; some were done late."""
    due = Item.objects.filter(checklist=transition.checklist_id).order_by(
        "due_on", "phase__number", "position"
    )
    if not row.get("complete"):
        due = due.filter(due_on__lt=company.workdays.add(company.today, -row["lag"]))
    links = Item.waits_for.through.objects.filter(to_item__checklist=transition.checklist_id)
    awaited = set(links.values_list("to_item", flat=True))
    due = due.exclude(number__in=row.get("leave", ()))
    done = []
    for count, item in enumerate(due.select_related("assignee"), start=1):
        done_on = item.due_on
        if count % LATE_EVERY == 0 and item.pk not in awaited:
            latest = transition.owns_on if item.is_gate else transition.ends_on
            done_on = min(company.workdays.add(done_on, LATE_BY), company.day(-1), latest)
        done.append((done_on, item))
    return sorted(done, key=lambda one: one[0])


def _last_day(transition: Transition, row: dict[str, Any], company: Company) -> date:
    """The last day on which the transition runs, as far as today goes."""
    if row.get("complete"):
        return min(transition.ends_on, company.day(-1))
    return company.day(-1) if row.get("hold") else company.today


def _let_days_pass(transition: Transition, first: date, last: date, company: Company) -> date:
    """Let health follow the calendar until now; the day on which the site is then."""
    for number in range(1, (last - first).days + 1):
        morning = _at(first + timedelta(days=number), 7)
        health.refresh([transition.pk], now=min(morning, company.now))
    return max(first, last)


def _move(transition: Transition, row: dict[str, Any], company: Company) -> Transition:
    """Both agree on the dossier and sign it in the last days before, where they did; who manages
    it moves it, and releases it by that.
    """
    if "reservations" in row:
        read_at = _at(company.workdays.add(transition.owns_on, -4), 10)
        keys.agree(transition, row.get("told", {}), read_at)
        keys.hand_over(transition, _at(company.workdays.add(transition.owns_on, -2), 15))
        accepted_at = _at(company.workdays.add(transition.owns_on, -1), 11)
        keys.accept(transition, accepted_at, row["reservations"])
    moved_at = _at(transition.owns_on, 8)
    return ownership.move(transition.pk, by=transition.manager, now=moved_at)


def _close(transition: Transition, item: Item, row: dict[str, Any], who: Who) -> None:
    reason = row.get("skip", {}).get(item.number)
    if reason:
        items.skip(transition.pk, item.pk, reason, who)
        return
    _prove(transition, item, who)
    items.tick(transition.pk, item.pk, who)


def _prove(transition: Transition, item: Item, who: Who) -> None:
    if item.proof in NOTED:
        items.note(transition.pk, item.pk, _next_note(transition), who)
    if item.proof == Proof.FILE:
        text = f"{item.title}\n{transition.account}\n".encode()
        upload = SimpleUploadedFile(f"{item.title}.txt", text, content_type="text/plain")
        items.attach(transition.pk, item.pk, upload, who)


def _next_note(transition: Transition) -> str:
    """Another sentence for every note of a transition; in a second round each has an ending."""
    so_far = Note.objects.filter(item__checklist=transition.checklist_id).count()
    ending = " The minutes are filed." if so_far >= len(NOTES) else ""
    return NOTES[so_far % len(NOTES)] + ending


def _complete(transition: Transition, row: dict[str, Any], company: Company) -> None:
    transition.refresh_from_db()
    manager: User = transition.manager
    at = _at(min(transition.ends_on, company.day(-1)), 16)
    if not transition.has_moved:
        transition = _move(transition, row, company)
    texts = {
        key: row.get(key, "").strip()
        for key in ("closing", "findings", "recommendations", "lessons")
    }
    comments = row.get("comments", [""] * len(row["scores"]))
    scores = {
        objective.pk: {"score": score, "comment": comment}
        for objective, score, comment in zip(
            transition.objectives.all(), row["scores"], comments, strict=True
        )
    }
    changes = details.Changes(texts, scores)
    details.change(transition.pk, changes, version=transition.version, by=manager, now=at)
    for role, said in row.get("opinions", {}).items():
        view, by = reviews.View(**said), transition.holder(TeamRole(role))
        reviews.say(transition.pk, TeamRole(role), view, seen=0, by=by, now=at)
    anyway, at = Override(row.get("anyway", "")), at + timedelta(minutes=20)
    lifecycle.complete(transition.pk, by=manager, now=at, override=anyway)


def _at(day: date, hour: int, *, minute: int | None = None) -> datetime:
    """A moment of a day, in the zone that is active; `minute` may pass the hour."""
    past = (day.day * 7) % 60 if minute is None else minute
    return timezone.make_aware(datetime.combine(day, time(hour))) + timedelta(minutes=past)

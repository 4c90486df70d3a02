"""Who may read which changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from accounts.audit.choices import (
    OF_ACCOUNT,
    OF_CALENDAR,
    OF_PERSON,
    OF_PLAN_SECTION,
    OF_SECTION,
    OWN_SETTINGS,
    Subject,
)
from accounts.clients.choices import Level
from accounts.clients.permissions import can_change_account, confidential_accounts
from accounts.people.choices import Role
from config.lib.site_time import site_day

if TYPE_CHECKING:
    from accounts.clients.models import Account
    from accounts.people.models import User

PAPER, GOAL = "contract.document", "action.goal"
"""Fields of other rows that name a document, or a goal."""


def of_subjects(*subjects: Subject) -> Q:
    """What changed of rows of these kinds, as a condition on a change."""
    found = Q(pk__in=[])
    for subject in subjects:
        found |= Q(what=subject.value) | Q(what__startswith=f"{subject.value}.")
    return found


def visible_changes(user: User) -> Q:
    """The changes somebody may read, as a condition on a change.

    Those of the accounts they see, and of themselves; of confidential sections and rows only where
    they read what is confidential. For a manager those of the people whose team
    they lead, too, and for HR those of everybody, without these people’s own settings; for managers
    those of calendars, which plan their transitions. Administrators read all; teams, and accounts
    that are gone, are for them alone.
    """
    if not user.is_active:
        return Q(pk__in=[])
    if user.is_administrator:
        return Q()
    accounts = apps.get_model("clients", "Account").objects.order_by()  # models stand above
    sees = Q(account__in=accounts.visible_to(user).values("pk")) | Q(person=user.pk)
    if user.is_manager:
        sees |= Q(person__team__lead=user.pk) & ~Q(what__in=OWN_SETTINGS)
        sees |= Q(account=None, person=None) & of_subjects(*OF_CALENDAR)
    if user.role == Role.HR:
        sees |= Q(person__isnull=False) & ~Q(what__in=OWN_SETTINGS)
    reads = accounts.filter(confidential_accounts(user)).values("pk")
    return sees & ~(_is_closed() & ~Q(account__in=reads))


def _is_closed() -> Q:
    """The changes of what is confidential, as a condition on a change.

    A row that was confidential once stays so here, also when it is gone: its first values may still
    say what it was about. So do changes of documents from before rows were told apart, as soon as
    an account has a confidential one. What names a row elsewhere is closed with it: the paper of a
    contract, the goal of an action.
    """
    kept = apps.get_model("audit", "FieldChange").objects.filter(is_confidential=True).order_by()
    of_documents = Q(account__in=kept.filter(row__startswith="document:").values("account"))
    every = apps.get_model("profile", "ConfidentialSection").objects
    sections = every.filter(book="profile")
    closed = Q(is_confidential=True) | Q(row__in=kept.exclude(row="").values("row"))
    closed |= of_subjects(Subject.DOCUMENT) & Q(row="") & of_documents
    papers = apps.get_model("profile", "Document").objects.filter(level=Level.CONFIDENTIAL)
    closed |= Q(what=PAPER) & (of_documents | Q(account__in=papers.order_by().values("account")))
    closed |= Q(what=PAPER) & Q(account__in=sections.filter(section="documents").values("account"))
    goals = every.filter(book="plan", section="goals").values("account")
    closed |= Q(what=GOAL) & Q(account__in=goals)
    for book, of_book in (("profile", OF_SECTION), ("plan", OF_PLAN_SECTION)):
        for section, subjects in of_book.items():
            of_section = every.filter(book=book, section=section).values("account")
            closed |= of_subjects(*subjects) & Q(account__in=of_section)
    return closed


def reads_visits(user: User, account: Account) -> bool:
    """Whether somebody reads who opened what is confidential on an account; at most one query.

    Its owner, who leads them, who manages its handover, and administrators.
    """
    if can_change_account(user, account):
        return True
    if not (user.is_active and user.is_manager):
        return False
    rows = account.accesses.lasting(site_day(timezone.now()))
    return bool(rows.filter(person=user.pk, reads_confidential=True).exists())


def readable_kinds(user: User) -> tuple[Subject, ...]:
    """The kinds of rows of which somebody may read changes, as in `visible_changes`."""
    if user.is_administrator:
        return tuple(Subject)
    calendars = OF_CALENDAR if user.is_manager else ()
    return (*OF_ACCOUNT, *OF_PERSON, *calendars)

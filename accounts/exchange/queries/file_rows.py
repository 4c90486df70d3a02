"""Which rows of a file somebody reads, with what they belong to."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from accounts.clients.choices import Level
from accounts.clients.models import Account
from accounts.clients.permissions import confidential_accounts
from accounts.exchange.choices import TOLD, Kind, Outcome
from accounts.exchange.models import FileRow, Import
from accounts.exchange.queries.kinds import KINDS, Definition
from accounts.people.models import User
from accounts.profile.models import ConfidentialSection
from accounts.profile.queries.levels import has_level

Rows = QuerySet[FileRow]


def kept(of: Import) -> Rows:
    """The rows of which the last check, or the import, says what becomes of them."""
    rows = FileRow.objects.filter(of=of)
    return rows if of.state in TOLD else rows.none()


def visible(of: Import, user: User) -> Rows:
    """The rows of an import that somebody reads today, whoever they were when they sent it.

    Those of accounts they see; of confidential sections and rows where they read such things. An
    account that is only to come is known from nowhere but the file, so they read it. Rows of people
    belong to no account, and so are for administrators alone.

    Of rows that are `is_close`, confidential by themselves or with their section, nothing is shown
    but that they are there: what they say is read on the page of the account, where it is kept who
    does.
    """
    definition = KINDS[Kind(of.kind)]
    is_close = Case(When(_is_close(definition), then=True), default=False)
    rows = kept(of).annotate(is_close=is_close)
    if user.is_administrator:
        return rows
    seen = Account.objects.visible_to(user).order_by().values("pk")
    is_seen = Q(account_id__in=seen)
    if definition.kind == Kind.ACCOUNTS:
        return rows.filter(is_seen | Q(account_id=None, outcome=Outcome.ADDED))
    reads = Account.objects.filter(confidential_accounts(user)).order_by().values("pk")
    return rows.filter(is_seen & (_is_open(definition) | Q(account_id__in=reads)))


def _is_open(definition: Definition) -> Q:
    """The rows that are for everybody who sees their account, as a condition on a row."""
    is_open = ~Q(account_id__in=_sections(definition).values("account"))
    if not has_level(definition.model):
        return is_open
    return is_open & Q(row_id__in=_open(definition).values("pk"))


def _is_close(definition: Definition) -> Q:
    """The rows of confidential sections, and those that are confidential themselves, or gone.

    Those that are only to come are not yet confidential themselves. Asked of the rows of a page,
    not of all that is open, so by the key of each.
    """
    is_close = Q(Exists(_sections(definition).filter(account=OuterRef("account_id"))))
    if not has_level(definition.model):
        return is_close
    is_open = Exists(_open(definition).filter(pk=OuterRef("row_id")))
    return is_close | (Q(row_id__isnull=False) & ~Q(is_open))


def _sections(definition: Definition) -> QuerySet[ConfidentialSection]:
    rows = ConfidentialSection.objects.filter(book="profile", section=definition.section)
    return rows.order_by()


def _open(definition: Definition) -> QuerySet[Any]:
    """The rows of a kind that are not confidential by themselves."""
    return definition.model._default_manager.filter(level=Level.OPEN).order_by()


def named(rows: Rows, of: Import) -> Rows:
    """The rows with `holder`, what their account or person is called now; None where it is gone."""
    people = User.objects.filter(pk=OuterRef("row_id")).order_by().values("full_name")
    accounts = Account.objects.filter(pk=OuterRef("account_id")).order_by().values("name")
    return rows.annotate(holder=Subquery(people if of.kind == Kind.PEOPLE else accounts))


def hidden(of: Import, rows: Rows, user: User) -> int:
    """How many rows of an import are not among those that somebody reads."""
    return 0 if user.is_administrator else kept(of).count() - rows.count()

"""Which rows of a file somebody reads, with what they belong to."""

from __future__ import annotations

from django.db.models import OuterRef, Q, QuerySet, Subquery

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
    """
    rows, definition = kept(of), KINDS[Kind(of.kind)]
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
    sections = ConfidentialSection.objects.filter(book="profile", section=definition.section)
    is_open = ~Q(account_id__in=sections.values("account"))
    if not has_level(definition.model):
        return is_open
    open_rows = definition.model._default_manager.filter(level=Level.OPEN).order_by()
    return is_open & Q(row_id__in=open_rows.values("pk"))


def named(rows: Rows, of: Import) -> Rows:
    """The rows with `holder`, what their account or person is called now; None where it is gone."""
    people = User.objects.filter(pk=OuterRef("row_id")).order_by().values("full_name")
    accounts = Account.objects.filter(pk=OuterRef("account_id")).order_by().values("name")
    return rows.annotate(holder=Subquery(people if of.kind == Kind.PEOPLE else accounts))


def hidden(of: Import, rows: Rows, user: User) -> int:
    """How many rows of an import are not among those that somebody reads."""
    return 0 if user.is_administrator else kept(of).count() - rows.count()

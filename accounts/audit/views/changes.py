"""What was changed, field by field: of an account, of a person, and everywhere."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.audit.choices import OF_ACCOUNT, OF_PERSON, Subject
from accounts.audit.filters.changes import COLUMNS, ChangeFilter
from accounts.audit.models import FieldChangeQuerySet
from accounts.audit.permissions import readable_kinds, reads_visits
from accounts.audit.queries import changes
from accounts.audit.queries.audited import labels
from accounts.clients.models import Account
from accounts.clients.views.guards import visible_account
from accounts.people import permissions
from accounts.people.models import User
from accounts.people.views.guards import person, visible_person
from config.lib import export
from config.lib.htmx import page_or_part
from config.lib.lists import Listing, sheet_of
from config.lib.lists.order import said

PAGE = "accounts/audit/changes.html"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """Which changes a page is about, of which kinds, and of whom they are."""

    rows: FieldChangeQuerySet
    kinds: tuple[Subject, ...]
    file: str
    subject: Account | User | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What their fields are called; those of what a page is about need no name before them."""
        return labels(self.kinds, plain=self.kinds[0] if self.subject else None)


@require_safe
def account_changes(request: HttpRequest, account_id: int) -> HttpResponse:
    return _page(request, _of_account(request, account_id))


@require_safe
def account_changes_export(request: HttpRequest, account_id: int, kind: str) -> HttpResponseBase:
    return _file(request, _of_account(request, account_id), kind)


@require_safe
def person_changes(request: HttpRequest, person_id: int) -> HttpResponse:
    return _page(request, _of_person(request, person_id))


@require_safe
def person_changes_export(request: HttpRequest, person_id: int, kind: str) -> HttpResponseBase:
    return _file(request, _of_person(request, person_id), kind)


@require_safe
def every_change(request: HttpRequest) -> HttpResponse:
    return _page(request, _of_everything(request))


@require_safe
def every_change_export(request: HttpRequest, kind: str) -> HttpResponseBase:
    return _file(request, _of_everything(request), kind)


def _of_account(request: HttpRequest, account_id: int) -> Shown:
    """The changes of an account, or 404 for who may not see it."""
    account = visible_account(request, account_id)
    rows = changes.of_account(account, person(request))
    return Shown(rows, OF_ACCOUNT, f"changes-of-account-{account.pk}", account)


def _of_person(request: HttpRequest, person_id: int) -> Shown:
    """The changes of a person, for themselves, who leads them, HR and administrators; else 404."""
    user, whose = person(request), visible_person(request, person_id)
    if not permissions.sees_changes_of(user, whose):
        raise Http404
    rows = changes.of_person(whose, user)
    return Shown(rows, OF_PERSON, f"changes-of-person-{whose.pk}", whose)


def _of_everything(request: HttpRequest) -> Shown:
    """Every change that a manager, HR or an administrator may read; others have no such page."""
    user = person(request)
    if not permissions.reads_many_changes(user):
        raise Http404
    return Shown(changes.visible(user), readable_kinds(user), "changes")


def _page(request: HttpRequest, shown: Shown) -> HttpResponse:
    found = ChangeFilter(request.GET, shown.rows, kinds=shown.kinds, fields=shown.fields)
    page = Paginator(found.found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": found,
        "page": page,
        "lines": changes.lines(page.object_list, shown.fields),
        "subject": shown.subject,
        "is_account": isinstance(shown.subject, Account),
        "may_read_visits": isinstance(shown.subject, Account)
        and reads_visits(person(request), shown.subject),
    }
    return page_or_part(request, PAGE, "found", context)


def _file(request: HttpRequest, shown: Shown, kind: str) -> HttpResponseBase:
    found = ChangeFilter(request.GET, shown.rows, kinds=shown.kinds, fields=shown.fields)
    file = Listing(shown.file, "Changes", COLUMNS, said(found.answers, "When"))
    by = person(request).full_name
    wanted = sheet_of(file, found.found, found, by=by, now=timezone.now())
    return export.answer(request, kind, wanted, timezone.localdate())

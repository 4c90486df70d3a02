from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.clients.models import Account
from accounts.people.models import User
from accounts.people.queries.beginning import lacks_holders
from accounts.people.views.guards import person
from transitions.plans import permissions
from transitions.plans.forms.draft import DraftForm
from transitions.plans.forms.new import PEOPLE, NewTransitionForm
from transitions.plans.forms.new_dates import DATES
from transitions.plans.models import Transition
from transitions.plans.operations import starting
from transitions.plans.operations.locking import Refused
from transitions.plans.queries import new_page
from transitions.plans.views.actions import manageable

NEW, ANSWER = "transitions/plans/new.html", "transitions/plans/new_answer.html"
NOTED = {"account", "reason", "template", *PEOPLE, *DATES, "calendar"}
"""The answers whose mistakes and hints follow while somebody types."""


@require_http_methods(["GET", "HEAD", "POST"])
def transition_new(request: HttpRequest) -> HttpResponse:
    user = starter(request)
    if request.method != "POST":
        form = form_of(request, first_answers(request, user))
        return page(request, form, status=200)
    if "preview" in request.POST or "repair" in request.POST:
        return page(request, form_of(request, repaired(request.POST)), status=200)
    form = form_of(request, request.POST, is_sent=True)
    if form.is_valid() and (made := make(form, user)):
        if form.made is None or form.made.is_draft != made.is_draft:
            said = "is kept as a draft" if made.is_draft else "has started"
            messages.success(request, f"The transition of {made.account} {said}.")
        return redirect(made)
    return page(request, form, status=409 if form.is_sent_again else 422)


@require_safe
def transition_preview(request: HttpRequest) -> HttpResponse:
    """What changes on the page when an answer does: the schedule, and what depends on it."""
    starter(request)
    draft_id = number(request, "draft")
    if draft_id is None:
        form = form_of(request, request.GET)
    else:
        form = form_of_draft(request, request.GET, manageable(request, draft_id))
    return render(request, ANSWER, context_of(request, form, is_part=True))


def starter(request: HttpRequest) -> User:
    user = person(request)
    if not permissions.may_start(user):
        raise PermissionDenied(
            "Managers start transitions. Ask yours: they can hand over an account in two minutes."
        )
    return user


def first_answers(request: HttpRequest, user: User) -> QueryDict:
    """A fresh form, with the account and the template of the address, where it names them."""
    chosen = number(request, "account")
    account = None if chosen is None else allowed_account(user, chosen)
    template = number(request, "template")
    answers = QueryDict(mutable=True)
    answers.update(
        new_page.first_answers(user, account=account, template=template, today=timezone.localdate())
    )
    return answers


def allowed_account(user: User, account_id: int) -> Account:
    visible = Account.objects.visible_to(user).select_related("owner__team", "handover")
    account = get_object_or_404(visible, pk=account_id)
    if not permissions.may_start_for(user, account):
        raise PermissionDenied(
            f"{account} belongs to {account.owner}, whom somebody else leads. "
            "Their manager starts its transition."
        )
    return account


def number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 19):
        raise Http404
    return int(said)


def repaired(answers: QueryDict) -> QueryDict:
    """The answers, with one date replaced by what a repair button offers."""
    changed = answers.copy()
    name, _, value = answers.get("repair", "").partition("=")
    if name in DATES:
        changed[name] = value
    return changed


def made_before(answers: QueryDict, user: User) -> Transition | None:
    try:
        key = UUID(answers.get("request_key", ""))
    except ValueError:
        return None
    return new_page.made_with(key, user)


def form_of(
    request: HttpRequest, answers: QueryDict, *, is_sent: bool = False
) -> NewTransitionForm:
    user, today = person(request), timezone.localdate()
    starts = is_sent and answers.get("act") == "start"
    made = made_before(answers, user) if is_sent else None
    form = NewTransitionForm(answers, user=user, today=today, starts=starts, made=made)
    if not form.is_valid():
        if not is_sent:
            form.forgive_missing(was_sent="sent" in answers)
        elif made:
            form.refuse_again(made)
    return form


def form_of_draft(
    request: HttpRequest, answers: QueryDict, draft: Transition, *, is_sent: bool = False
) -> DraftForm:
    starts = is_sent and answers.get("act") == "start"
    today = timezone.localdate()
    form = DraftForm(answers, draft=draft, user=person(request), today=today, starts=starts)
    if not form.is_valid() and not is_sent:
        form.forgive_missing(was_sent="sent" in answers)
    return form


def make(form: NewTransitionForm, user: User) -> Transition | None:
    """Draft the transition and start it where asked; a refusal goes to the form."""
    try:
        return starting.create(
            form.new_transition(),
            by=user,
            now=timezone.now(),
            today=timezone.localdate(),
            at_once=form.starts,
        )
    except starting.AlreadyInTransition as refusal:
        form.refuse_account(refusal.existing)
    except starting.SentBefore as refusal:
        form.refuse_again(refusal.existing, str(refusal))
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def page(request: HttpRequest, form: NewTransitionForm, *, status: int) -> HttpResponse:
    form.list_accounts()
    return render(request, NEW, context_of(request, form), status=status)


def context_of(
    request: HttpRequest, form: NewTransitionForm, *, is_part: bool = False
) -> dict[str, object]:
    account = form.chosen_account
    shown_for = request.GET.get("candidates_for", "")
    changed_account = is_part and shown_for != (str(account.pk) if account else "")
    changed_days = [n for n in form.suggested if request.GET.get(n, "") != form.data.get(n, "")]
    context: dict[str, object] = {
        "form": form,
        "account": account,
        "today": timezone.localdate(),
        "preview": form.preview,
        "is_part": is_part,
        "was_sent": bool(form.data.keys() & {"act", "sent"}),
        "changed_account": changed_account,
        "noted": NOTED,
        "changed_days": changed_days,
    }
    if not is_part or changed_account:
        context["why_template"] = form.why_template
        context["before"] = form.before
        context["since"] = new_page.owner_since(account) if account else None
        chosen = form.data.get("incoming", "")
        context["candidates"] = new_page.candidates(person(request), account, chosen)
    if not is_part or "template" in changed_days:
        context["templates"] = form.templates
    if not is_part:
        context["lacks_holders"] = lacks_holders
    return context

"""The question bank: everybody reads it, managers and administrators keep it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people.views.guards import person
from checklists.runs.operations.guards import SentBefore
from config.lib.forms import posted
from config.lib.htmx import page_or_part
from transitions.dossier import permissions
from transitions.dossier.filters.bank import BankFilter
from transitions.dossier.forms.prompts import PromptForm
from transitions.dossier.models import Prompt
from transitions.dossier.operations import prompts as operations
from transitions.dossier.queries import bank
from transitions.dossier.queries.prompts import BankPrompt, prompt_called
from transitions.plans.forms.keys import renew
from transitions.plans.operations.details import Stale
from transitions.plans.operations.locking import Refused
from transitions.plans.operations.working import Who
from transitions.plans.views.answers import who

PAGE = "transitions/dossier/prompts.html"
FORM = "transitions/dossier/prompt_form.html"
PLACES = {"up": -1, "down": 1}


@require_safe
def prompts(request: HttpRequest) -> HttpResponse:
    shown = bank.bank_page()
    given = request.GET.copy()
    given["q"] = given.get("q", "").replace("\x00", "")
    found = BankFilter(given, shown.rows)
    may_keep = permissions.may_keep_bank(person(request))
    context = {"bank": shown, "filter": found, "rows": found.found, "may_keep": may_keep}
    return page_or_part(request, PAGE, "found", context)


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """What was done to the bank, the latest first."""
    page = Paginator(bank.history(), 50).get_page(request.GET.get("page"))
    return render(request, "transitions/dossier/prompts_history.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    _keeps(request)
    return _write(request, PromptForm(posted(request)), None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Give one of our own other words; those of a shipped one come with Changeover."""
    _keeps(request)
    found = prompt_called(key)
    if found is None or not found.is_own:
        raise Http404
    return _write(request, PromptForm(posted(request), prompt=found), found)


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    seen = request.POST.get("seen", "").split(",")
    to = PLACES.get(request.POST.get("to", ""), 0)
    return _act(request, lambda by: operations.move(key, to=to, seen=seen, who=by))


@require_POST
def retire(request: HttpRequest, key: str) -> HttpResponse:
    def act(by: Who) -> str:
        words = operations.words_of(operations.retire(key, by))
        return f"Retired “{words}”. Dossiers that asked it keep it."

    return _act(request, act)


@require_POST
def bring_back(request: HttpRequest, key: str) -> HttpResponse:
    def act(by: Who) -> str:
        words = operations.words_of(operations.bring_back(key, by))
        return f"“{words}” stands in every dossier again."

    return _act(request, act)


def _keeps(request: HttpRequest) -> None:
    if not permissions.may_keep_bank(person(request)):
        raise PermissionDenied(f"{operations.KEEPERS} You can read it.")


def _write(request: HttpRequest, form: PromptForm, found: BankPrompt | None) -> HttpResponse:
    """Keep what was typed, or show the form again with what is wrong."""
    context: dict[str, Any] = {"form": form, "prompt": found}
    if request.method != "POST":
        return render(request, FORM, context)
    status = 422
    if form.is_valid():
        try:
            messages.success(request, form.act(who(request)))
            return redirect("prompts")
        except Stale as stale:
            saved = prompt_called(found.key) if found else None
            form.renew(saved or found)  # type: ignore[arg-type] # only what is there gets stale
            form.add_error(None, str(stale))
            status, context["is_stale"] = 409, True
        except SentBefore as before:
            form.add_error(None, str(before))
            renew(form)
        except Refused as refusal:
            form.add_error("text", str(refusal))
    return render(request, FORM, context, status=status)


def _act(request: HttpRequest, act: Callable[[Who], str]) -> HttpResponse:
    """Do something to a prompt, say what or why not, and go back to the bank."""
    _keeps(request)
    try:
        messages.success(request, act(who(request)))
    except Prompt.DoesNotExist as unknown:
        raise Http404 from unknown
    except (Refused, Stale) as refusal:
        messages.warning(request, str(refusal))
    return redirect("prompts")
